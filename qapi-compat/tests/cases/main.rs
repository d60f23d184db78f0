//! Tests of comparisons and of the validation of messages.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod conditions;
mod diff;
mod invariants;
mod recordings;
mod validate;
