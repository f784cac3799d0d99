# Compiler settings for all of headroom's own code: C++23, warnings as errors, ccache, lld, sanitizers.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Paths below the source folder are made relative, so that two checkouts and all presets share one cache.
  set(ccache ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${ccache})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ccache})
endif()

add_link_options(-fuse-ld=lld)

# Warnings belong to our own code: headroom_warnings is linked privately by each component.
add_library(headroom_warnings INTERFACE)
target_compile_options(headroom_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wimplicit-fallthrough -Wno-missing-field-initializers)

add_library(headroom_sanitize INTERFACE)
if(HEADROOM_SANITIZE)
  target_compile_options(headroom_sanitize INTERFACE -fsanitize=${HEADROOM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(headroom_sanitize INTERFACE -fsanitize=${HEADROOM_SANITIZE})
  if(HEADROOM_SANITIZE MATCHES "undefined")
    # The coroutine frames' resume pointers carry no type, which this one check takes for an error.
    target_compile_options(headroom_sanitize INTERFACE -fno-sanitize=function)
  endif()
endif()
if(HEADROOM_FUZZ)
  # Without it libFuzzer would see the branches of the entry point alone, not those of the code under test.
  target_compile_options(headroom_sanitize INTERFACE -fsanitize=fuzzer-no-link)
endif()
