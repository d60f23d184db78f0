//! Tests of the generator: the code, its layout, options and errors.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod code;
mod errors;
mod introspect;
mod layout;
mod names;
mod options;
mod oracle;
mod pages;
mod support;
