# headroom_sim_embed(OUT FILE...): writes a source file that carries the bytes of the files, by the assembler's .incbin,
# so that the program needs no data directory wherever it is copied to.
function(headroom_sim_embed out)
  set(blocks "")
  set(rows "")
  set(index 0)
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    string(APPEND blocks "asm(\".pushsection .rodata\\n.balign 16\\nheadroom_sim_file_${index}:\\n.incbin \\\"${file}\\\"\\nheadroom_sim_file_${index}_end:\\n.popsection\\n\");\nextern \"C\" const char headroom_sim_file_${index}[], headroom_sim_file_${index}_end[];\n")
    string(APPEND rows "      {\"${name}\", {headroom_sim_file_${index}, static_cast<std::size_t>(headroom_sim_file_${index}_end - headroom_sim_file_${index})}},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"// Written by embed.cmake.
#include \"sim/embedded.h\"

${blocks}
namespace headroom::sim {

std::span<const embedded_file> embedded_files() {
  static const embedded_file files[] = {
${rows}  };
  return files;
}

}  // namespace headroom::sim
")
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS "${ARGN}")
endfunction()
