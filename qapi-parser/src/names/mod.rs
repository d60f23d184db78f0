//! Patterns of names, and the nearest name to a misspelt one.

mod nearest;
mod pattern;

pub use nearest::nearest;
pub use pattern::Pattern;
