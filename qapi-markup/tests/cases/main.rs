//! Tests of the markup of doc comments: the tree, its properties, Markdown.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod invariants;
mod markdown;
mod properties;
mod tree;
