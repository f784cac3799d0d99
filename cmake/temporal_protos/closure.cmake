# temporal_proto_closure(OUT MANIFEST bridge/Cargo.toml PROTO_DIR dir DESCRIPTOR_SET file ROOTS a.proto ...)
#   Copies the protos of the crate temporalio-protos to PROTO_DIR and sets OUT to the roots and all that they import, as paths
#   relative to it; google/protobuf/* is left out, because libprotobuf brings its own. Runs while configuring, and again only
#   when Cargo.lock or this file has changed. Needs no network once the crates are fetched.

# No part of a proto package may be a C++ keyword: protoc would write `namespace namespace {`.
set(cxx_keywords alignas alignof and asm auto bool break case catch char class concept const continue decltype default
  delete do double else enum explicit export extern false float for friend goto if inline int long module mutable namespace new
  not operator or private protected public register requires return short signed sizeof static struct switch template this
  throw true try typedef typeid typename union unsigned using virtual void volatile while xor)

# Renames in text, so that wire format, gRPC names and JSON stay as they are: none of them holds a package name, except an
# Any, and no Any in use carries a message of this package.
set(package_renames "temporal.api.namespace.v1=temporal.api.namespace_.v1")

function(_temporal_crate_protos out manifest)
  execute_process(
    COMMAND ${CARGO_PROGRAM} metadata --locked --format-version 1 --manifest-path ${manifest}
    OUTPUT_VARIABLE metadata ERROR_VARIABLE errors RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "cargo metadata of ${manifest} failed (${failed}). Expected the crates of its Cargo.lock; run "
      "`cargo fetch --locked --manifest-path ${manifest}` once with network. It said:\n${errors}")
  endif()
  # The whole document is too large for string(JSON) to walk package by package in good time.
  string(REGEX MATCH "\"manifest_path\":\"([^\"]*/temporalio-protos-[0-9.]+)/Cargo.toml\"" found "${metadata}")
  if(NOT found OR NOT IS_DIRECTORY "${CMAKE_MATCH_1}/protos")
    message(FATAL_ERROR "cargo metadata of ${manifest} names no package temporalio-protos with a folder protos/ (saw "
      "\"${CMAKE_MATCH_1}\"). Was the dependency renamed or did the crate move its .proto files?")
  endif()
  set(${out} ${CMAKE_MATCH_1}/protos PARENT_SCOPE)
endfunction()

function(_temporal_copy_protos crate_protos proto_dir)
  foreach(base "local" "api_upstream" "testsrv_upstream" ".")
    set(pattern temporal/*.proto)
    if(base STREQUAL ".")
      set(pattern google/rpc/*.proto grpc/*.proto)
    endif()
    list(TRANSFORM pattern PREPEND ${crate_protos}/${base}/)
    file(GLOB_RECURSE paths RELATIVE ${crate_protos}/${base} ${pattern})
    foreach(path ${paths})
      file(READ ${crate_protos}/${base}/${path} text)
      foreach(rename ${package_renames})
        string(REPLACE "=" ";" rename ${rename})
        list(GET rename 0 from)
        list(GET rename 1 to)
        string(REPLACE "${from}" "${to}" text "${text}")
      endforeach()
      # Written only when different, so that a new configure run rebuilds nothing.
      file(CONFIGURE OUTPUT ${proto_dir}/${path} CONTENT "${text}" @ONLY)
    endforeach()
  endforeach()
endfunction()

function(_temporal_check_packages proto_dir files)
  foreach(file ${files})
    file(STRINGS ${proto_dir}/${file} package REGEX "^package ")
    string(REGEX REPLACE "^package +([^;]*);.*" "\\1" package "${package}")
    string(REPLACE "." ";" parts "${package}")
    foreach(part ${parts})
      if(part IN_LIST cxx_keywords)
        message(FATAL_ERROR "${file} has package ${package}, of which \"${part}\" is a C++ keyword. Add a rename to "
          "package_renames in cmake/temporal_protos/closure.cmake.")
      endif()
    endforeach()
  endforeach()
endfunction()

function(temporal_proto_closure out)
  cmake_parse_arguments(arg "" "MANIFEST;PROTO_DIR;DESCRIPTOR_SET" "ROOTS" ${ARGN})
  get_filename_component(lock ${arg_MANIFEST} DIRECTORY)
  string(APPEND lock /Cargo.lock)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${lock} ${CMAKE_CURRENT_LIST_DIR}/closure.cmake)
  file(SHA256 ${lock} lock_hash)
  file(SHA256 ${CMAKE_CURRENT_FUNCTION_LIST_FILE} script_hash)
  set(key "${lock_hash} ${script_hash} ${Protobuf_VERSION} ${arg_ROOTS}")
  if("${TEMPORAL_PROTO_KEY}" STREQUAL "${key}" AND EXISTS ${arg_DESCRIPTOR_SET})
    set(${out} ${TEMPORAL_PROTO_FILES} PARENT_SCOPE)
    return()
  endif()

  _temporal_crate_protos(crate_protos ${arg_MANIFEST})
  _temporal_copy_protos(${crate_protos} ${arg_PROTO_DIR})

  # protoc lists what it read for one input only, so one file imports all roots.
  set(umbrella "syntax = \"proto3\";\n")
  foreach(root ${arg_ROOTS})
    string(APPEND umbrella "import \"${root}\";\n")
  endforeach()
  file(WRITE ${arg_PROTO_DIR}/headroom_roots.proto "${umbrella}")
  execute_process(
    COMMAND ${Protobuf_PROTOC_EXECUTABLE} -I ${Protobuf_INCLUDE_DIR} -I ${arg_PROTO_DIR} --include_imports
      --descriptor_set_out=${arg_DESCRIPTOR_SET} --dependency_out=${arg_DESCRIPTOR_SET}.d headroom_roots.proto
    ERROR_VARIABLE errors RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "protoc ${Protobuf_VERSION} refused the protos of ${crate_protos}:\n${errors}")
  endif()
  file(READ ${arg_DESCRIPTOR_SET}.d dependencies)
  string(REGEX MATCHALL "[^ \\\n:]+\\.proto" paths "${dependencies}")
  set(files)
  foreach(path ${paths})
    file(RELATIVE_PATH path ${arg_PROTO_DIR} ${path})
    if(NOT path MATCHES "^\\.\\.|^google/protobuf/|^headroom_roots")
      list(APPEND files ${path})
    endif()
  endforeach()
  list(SORT files)
  _temporal_check_packages(${arg_PROTO_DIR} "${files}")
  list(LENGTH files count)
  message(STATUS "Temporal's protos: ${count} files from ${crate_protos}")
  set(TEMPORAL_PROTO_KEY "${key}" CACHE INTERNAL "What TEMPORAL_PROTO_FILES was computed from")
  set(TEMPORAL_PROTO_FILES "${files}" CACHE INTERNAL "Import closure of the root protos")
  set(${out} ${files} PARENT_SCOPE)
endfunction()
