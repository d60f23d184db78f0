//! Tests of the program `qapi`: its output and exit status.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod check;
mod diff;
mod doc;
mod fmt;
mod generate;
mod older_forms;
mod program;
mod validate;
mod wire;
