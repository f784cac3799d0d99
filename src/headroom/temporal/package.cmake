# The SDK as a package of its own: `cmake --install build/release --component temporal_cpp --prefix DIR` puts its headers,
# archives and CMake configuration there; another project finds it with find_package(temporal_cpp). tests/e2e/test_sdk_package.py does both.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# What users include. Whatever these include themselves goes along; that none of it needs protobuf's or the bridge's
# headers is checked here.
set(public_headers
  activity/context.h activity/interceptor.h client/async_activity.h client/client.h client/schedule_handle.h
  client/visibility.h common/json_payload.h common/payload_bytes.h common/protobuf_payload.h common/value.h runtime/metrics.h
  testing/activity_environment.h testing/dev_server.h testing/history_json.h testing/replayer.h
  testing/time_skipping_server.h testing/workflow_environment.h worker/worker.h workflow/workflow.h)
list(TRANSFORM public_headers PREPEND headroom/temporal/)

set(installed_headers)
while(public_headers)
  list(POP_FRONT public_headers header)
  list(APPEND installed_headers ${header})
  file(STRINGS ${PROJECT_SOURCE_DIR}/src/${header} includes REGEX "^#include [\"<]")
  foreach(line IN LISTS includes)
    string(REGEX REPLACE "^#include [\"<]([^\">]*)[\">].*" "\\1" included "${line}")
    if(included MATCHES "\\.pb\\.h$|^temporal_bridge\\.h$|^google/")
      message(FATAL_ERROR "src/${header} is public, or included by a public header, and includes ${included}")
    elseif(included MATCHES "^headroom/" AND NOT included IN_LIST installed_headers AND NOT included IN_LIST public_headers)
      list(APPEND public_headers ${included})
    endif()
  endforeach()
endwhile()

set(temporal_cpp_libdir ${CMAKE_INSTALL_LIBDIR}/temporal_cpp)
set(temporal_cpp_includedir ${CMAKE_INSTALL_INCLUDEDIR}/temporal_cpp)
set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/temporal_cpp)
foreach(header IN LISTS installed_headers)
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES ${PROJECT_SOURCE_DIR}/src/${header} DESTINATION ${temporal_cpp_includedir}/${folder} COMPONENT temporal_cpp)
endforeach()

# In the order in which a linker wants them. The archive of the Rust core is no target of ours: a file of cargo's.
set(temporal_cpp_parts headroom_temporal headroom_temporal_pure headroom_json headroom_base temporal_protos temporal_bridge)
foreach(part IN LISTS temporal_cpp_parts)
  set(archive $<TARGET_FILE:${part}>)
  if(part STREQUAL temporal_bridge)
    get_target_property(archive temporal_bridge_archive IMPORTED_LOCATION)
  endif()
  install(FILES ${archive} DESTINATION ${temporal_cpp_libdir} COMPONENT temporal_cpp)
endforeach()

configure_package_config_file(${CMAKE_CURRENT_SOURCE_DIR}/temporal_cpp-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/temporal_cpp-config.cmake INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/temporal_cpp-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/temporal_cpp-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/temporal_cpp-config-version.cmake DESTINATION ${config_dir} COMPONENT temporal_cpp)
install(FILES ${CMAKE_CURRENT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/temporal_cpp COMPONENT temporal_cpp)
