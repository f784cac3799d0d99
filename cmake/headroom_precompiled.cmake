# headroom_precompiled(TARGET code|tests): the headers that nearly every file reads, and for tests GoogleTest's beside them,
# are compiled once for all targets: they are half of a file's compile time.
# In the sanitizer presets alone. Elsewhere each file is compiled with what it includes itself, so that a forgotten include is
# found, and objects are shared by ccache between checkouts, which a precompiled header with its absolute paths would end.
if(HEADROOM_SANITIZE AND NOT HEADROOM_FUZZ)
  set(HEADROOM_PRECOMPILED ON)
endif()

function(_headroom_precompiled_owner name)
  cmake_parse_arguments(arg "" "" "HEADERS;LIBRARIES" ${ARGN})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled/${name}.cc CONTENT "")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/precompiled/${name}.cc)
  target_link_libraries(${name} PRIVATE fmt::fmt headroom_sanitize ${arg_LIBRARIES})
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

if(HEADROOM_PRECOMPILED)
  set(headers
    <algorithm> <array> <chrono> <cmath> <cstdint> <expected> <filesystem> <functional> <map> <memory> <mutex> <optional> <span>
    <stdexcept> <string> <string_view> <thread> <utility> <variant> <vector> <fmt/format.h>)
  _headroom_precompiled_owner(headroom_precompiled_code HEADERS ${headers})
  if(HEADROOM_TESTS)
    find_package(GTest REQUIRED)
    _headroom_precompiled_owner(headroom_precompiled_tests
      HEADERS ${headers} <gmock/gmock.h> <gtest/gtest.h> LIBRARIES GTest::gtest GTest::gmock)
    # Programs are compiled with -fPIE, and clang takes a precompiled header only where that is the same.
    set_target_properties(headroom_precompiled_tests PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(headroom_precompiled_tests PRIVATE -fPIE)
  endif()
endif()

function(headroom_precompiled target kind)
  if(HEADROOM_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM headroom_precompiled_${kind})
  endif()
endfunction()
