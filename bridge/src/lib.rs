//! A thin C ABI over Temporal's Rust core: protobuf bytes and JSON in, events out of a queue.
//!
//! `include/temporal_bridge.h` is the contract: ownership, threads, and which event follows which call. The exported functions
//! stand at the end of the file of their concern; each is a few lines inside [`ffi::guard`], so that no panic leaves Rust.
#![deny(unsafe_op_in_unsafe_fn)]
#![warn(clippy::undocumented_unsafe_blocks)]
// What callers owe is stated once, in the header.
#![allow(clippy::missing_safety_doc)]

mod cancellable;
mod client;
mod connection_options;
mod core_runtime;
mod envconfig;
mod event;
mod ffi;
mod finalize;
#[cfg(test)]
mod fuzz_documents;
#[cfg(test)]
mod fuzz_tests;
mod in_flight;
mod inject;
mod json;
mod logs;
mod metrics;
#[cfg(test)]
mod mutate;
#[cfg(test)]
mod panic_tests;
mod panics;
mod poll_loop;
mod queue;
mod replay;
mod replay_options;
mod replay_outline;
mod replay_pages;
mod replay_server;
mod replay_session;
mod rpc_table;
mod runtime;
mod runtime_options;
#[cfg(test)]
mod test_host;
mod worker;
mod worker_options;

use std::ffi::{CStr, c_char};

pub const ABI_VERSION: u32 = 1;

const VERSION: &CStr = c"temporal_bridge 0.1.0, temporalio-sdk-core 0.10.1, temporalio-client 1.1.1";

#[unsafe(no_mangle)]
pub extern "C" fn tcb_abi_version() -> u32 {
    ABI_VERSION
}

#[unsafe(no_mangle)]
pub extern "C" fn tcb_version() -> *const c_char {
    VERSION.as_ptr()
}

#[cfg(test)]
mod tests {
    /// The version string is a constant for C; the manifest is where versions are changed.
    #[test]
    fn the_version_string_says_what_the_manifest_pins() {
        let version = super::VERSION.to_str().unwrap();
        let manifest = include_str!("../Cargo.toml");
        assert!(version.contains(&format!("temporal_bridge {}", env!("CARGO_PKG_VERSION"))));
        for name in ["temporalio-sdk-core", "temporalio-client"] {
            let line = manifest.lines().find(|l| l.starts_with(&format!("{name} ="))).unwrap();
            let pinned = line.split("\"=").nth(1).unwrap().split('"').next().unwrap();
            assert!(version.contains(&format!("{name} {pinned}")), "{version} lacks {name} {pinned}");
        }
    }
}
