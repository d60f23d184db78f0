//! Patterns of names, and the nearest name to a misspelt one.

mod nearest;
mod pattern;

pub use nearest::{Budget, did_you_mean, nearest};
pub use pattern::Pattern;
