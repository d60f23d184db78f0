//! The policy of a project: its levels, and accepted findings, each with a reason and an optional
//! last day.
//!
//! `qapi-diff.toml`:
//!
//! ```toml
//! [[level]]                      # the last entry that matches counts
//! rule = "reply-value-added"     # `*` matches any characters, here and in paths
//! path = "command query-*"       # a path or its first steps, from a command or event
//! deprecated = true              # only elements that were deprecated before
//! level = "info"
//!
//! [[accept]]
//! rule = "argument-removed"
//! path = "command migrate / argument blk"
//! reason = "nobody here uses it"
//! expires = 2027-06-30           # the last day; reported again after it
//! ```
//!
//! An entry applies to each affected command on its own. A finding that is accepted for one command
//! is still reported for another.

mod date;
mod entries;
mod file;
mod pattern;

pub use date::Date;
pub use entries::{Policy, PolicyError};

impl Policy {
    /// Reads a policy from TOML, in the form of `qapi-diff.toml`.
    ///
    /// # Errors
    /// The text is not TOML, has an unknown key, or names an unknown rule; the error contains the
    /// place.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        file::read(text)
    }
}
