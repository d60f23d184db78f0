//! The formats of a history.

mod json;
mod markdown;
