//! A thin C ABI over Temporal's Rust core; see include/temporal_bridge.h.
