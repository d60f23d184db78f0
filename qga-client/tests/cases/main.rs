//! Tests of the clients and of the program `qga`, with agents that follow scripts.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod any_stream;
#[cfg(feature = "tokio")]
mod asynchronous;
mod faults;
mod peer;
#[cfg(feature = "cli")]
mod program;
mod release;
mod releases;
