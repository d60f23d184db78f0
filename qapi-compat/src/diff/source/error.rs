//! The error of a comparison of generated code.

use std::fmt;

/// The error for code that does not parse, such as an attribute from the options that is not Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceError {
    /// The line, from 1.
    pub line: usize,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} of the generated code: {}",
            self.line, self.reason
        )
    }
}

impl std::error::Error for SourceError {}
