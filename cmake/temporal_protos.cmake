# Target temporal_protos: C++ for the protos of the Temporal server and of Temporal's Rust core, one static library.
# The .proto files are those of the pinned crate temporalio-protos (bridge/Cargo.lock), so that C++ and core cannot disagree.
include_guard(GLOBAL)
add_subdirectory(${PROJECT_SOURCE_DIR}/cmake/temporal_protos ${PROJECT_BINARY_DIR}/temporal_protos)
