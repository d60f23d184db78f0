//! Tests of the front end: verdicts, diagnostics, limits, formatting.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod diagnostics;
mod example;
mod format;
mod generator;
mod invariants;
mod language;
mod limits;
mod loader;
mod meaning;
mod older_names;
mod pages;
mod properties;
mod regressions;
mod releases;
mod reported_once;
