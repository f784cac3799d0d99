# Target temporal_bridge: the Rust static library of bridge/ with its header. Cargo does the work and knows best when; it is
# asked only when a source of the bridge has changed.
include_guard(GLOBAL)

find_program(CARGO_PROGRAM cargo HINTS $ENV{HOME}/.cargo/bin REQUIRED)
set(_bridge_dir ${PROJECT_SOURCE_DIR}/bridge)
# One target folder for all presets: the 330 crates below are compiled once. Never a debug profile: core turns some soft
# errors into panics there, and no C++ sanitizer looks into Rust.
set(HEADROOM_BRIDGE_PROFILE release CACHE STRING "Cargo profile of the bridge: release, or dist (thin LTO) for packages")
set(_bridge_target_dir ${PROJECT_SOURCE_DIR}/build/cargo)
set(_bridge_library ${_bridge_target_dir}/${HEADROOM_BRIDGE_PROFILE}/libtemporal_bridge.a)
# The stamp is each preset's own: the library may be newer than the sources for having been built by another preset.
set(_bridge_stamp ${PROJECT_BINARY_DIR}/temporal_bridge.stamp)

file(GLOB_RECURSE _bridge_sources CONFIGURE_DEPENDS ${_bridge_dir}/src/*.rs)
add_custom_command(
  OUTPUT ${_bridge_stamp}
  BYPRODUCTS ${_bridge_library}
  COMMAND ${CARGO_PROGRAM} build --profile ${HEADROOM_BRIDGE_PROFILE} --locked --manifest-path ${_bridge_dir}/Cargo.toml
    --target-dir ${_bridge_target_dir}
  COMMAND ${CMAKE_COMMAND} -E touch ${_bridge_stamp}
  DEPENDS ${_bridge_dir}/Cargo.toml ${_bridge_dir}/Cargo.lock ${_bridge_sources}
  COMMENT "cargo: the bridge to Temporal's core"
  USES_TERMINAL VERBATIM)
add_custom_target(temporal_bridge_build DEPENDS ${_bridge_stamp})

add_library(temporal_bridge_archive STATIC IMPORTED GLOBAL)
set_target_properties(temporal_bridge_archive PROPERTIES IMPORTED_LOCATION ${_bridge_library})
add_dependencies(temporal_bridge_archive temporal_bridge_build)

add_library(temporal_bridge INTERFACE)
target_include_directories(temporal_bridge INTERFACE ${_bridge_dir}/include)
# The system libraries are those that `cargo rustc -- --print native-static-libs` names.
set(_bridge_system_libraries gcc_s util rt pthread m dl c)
if(HEADROOM_SANITIZE MATCHES "thread")
  # The thread sanitizer must not judge the Rust code, which it cannot see into. It can leave out what a shared library does,
  # by name (tools/sanitizers/tsan.supp), so for it the archive becomes one.
  set(_bridge_shared ${PROJECT_BINARY_DIR}/libtemporal_bridge.so)
  add_custom_command(
    OUTPUT ${_bridge_shared}
    COMMAND ${CMAKE_C_COMPILER} -shared -fuse-ld=lld -o ${_bridge_shared} -Wl,--version-script=${_bridge_dir}/exports.map
      -Wl,--whole-archive ${_bridge_library} -Wl,--no-whole-archive -Wl,--gc-sections
      -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
    DEPENDS ${_bridge_stamp} ${_bridge_dir}/exports.map
    COMMENT "the bridge as a shared library" VERBATIM)
  add_custom_target(temporal_bridge_shared_build DEPENDS ${_bridge_shared})
  add_library(temporal_bridge_shared SHARED IMPORTED GLOBAL)
  set_target_properties(temporal_bridge_shared PROPERTIES IMPORTED_LOCATION ${_bridge_shared} IMPORTED_NO_SONAME TRUE)
  add_dependencies(temporal_bridge_shared temporal_bridge_shared_build)
  target_link_libraries(temporal_bridge INTERFACE temporal_bridge_shared ${_bridge_system_libraries})
  add_dependencies(temporal_bridge temporal_bridge_shared_build)
else()
  target_link_libraries(temporal_bridge INTERFACE temporal_bridge_archive ${_bridge_system_libraries})
endif()
target_link_options(temporal_bridge INTERFACE -Wl,--gc-sections)
add_dependencies(temporal_bridge temporal_bridge_build)
