//! The error of a comparison of generated code.

/// The error for code that is no Rust, such as where an option of the generator has an attribute that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the generated code: {reason}")]
pub struct SourceError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}
