//! What people write for names: patterns, and misspelt ones.

mod nearest;
mod pattern;

pub use nearest::nearest;
pub use pattern::Pattern;
