# The shell of the SDK: everything that has threads, clocks, sockets and Rust in it. It stands on the pure half.
include(temporal_bridge)
headroom_component(temporal SUBDIRS runtime client activity worker testing DEPS temporal_pure base json temporal_bridge
                   PRIVATE_DEPS temporal_protos TEST_DEPS temporal_protos)
include(package.cmake)
if(HEADROOM_TESTS)
  add_subdirectory(tests_server)
endif()
