# cmake -DCOMPILER=... -DINCLUDE=... -DSOURCE=... -P expect_compile_error.cmake
# Compiles a file that must not compile, and looks for the text after "// expect: " on its first line in what the compiler
# says.
file(STRINGS "${SOURCE}" first LIMIT_COUNT 1)
string(REGEX REPLACE "^// expect: " "" expected "${first}")
execute_process(
  COMMAND "${COMPILER}" -std=c++23 -fsyntax-only -Werror "-I${INCLUDE}" "${SOURCE}"
  RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, expected an error: ${expected}")
endif()
string(FIND "${said}" "${expected}" place)
if(place EQUAL -1)
  message(FATAL_ERROR "expected: ${expected}\nsaw:\n${said}")
endif()
