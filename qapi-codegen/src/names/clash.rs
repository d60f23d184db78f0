//! Names that clash, with a solution.

use std::fmt;

/// Two names of one scope with the same Rust name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameClash {
    /// The scope of both: `types`, `commands`, or a definition.
    pub scope: String,
    /// The names, as in the schema.
    pub names: (String, String),
    /// The Rust name of both.
    pub rust: String,
    /// An entry of the option [`rename`](crate::Config::rename) that separates them: the path of
    /// the second, and a free Rust name.
    pub rename: (String, String),
}

impl fmt::Display for NameClash {
    /// Prints two lines: the clash, and the entry that solves it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = &self.names;
        let (path, name) = &self.rename;
        write!(
            f,
            "{}: '{first}' and '{second}' would both be `{}` in Rust\n  \
             to rename one: `.rename({path:?}, {name:?})` of the Builder, `--rename {path}={name}`, \
             or `{path:?} = {name:?}` in the table `rename` of qapi.toml",
            self.scope, self.rust
        )
    }
}
