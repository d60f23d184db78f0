//! Tests of the run-time support for generated code, with such code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod alternates;
mod client_agent;
mod client_machine;
mod configurations;
mod enums;
mod errors;
mod foreign;
mod generic;
mod messages;
mod objects;
mod round_trip;
mod server;
mod unions;

/// Generated from `schemas/closed.json`.
#[rustfmt::skip]
#[path = "../generated/closed.rs"]
mod closed;
/// Generated from `schemas/storage.json`.
#[rustfmt::skip]
#[path = "../generated/storage.rs"]
mod storage;
