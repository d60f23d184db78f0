//! Errors of syntax.

use std::borrow::Cow;

/// The error for text that is not a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SyntaxError {
    /// The reason, in QEMU's words.
    pub(crate) message: Cow<'static, str>,
    /// The place in the text, in bytes.
    pub(crate) at: usize,
}

impl SyntaxError {
    /// Creates an error without its place, which is set later.
    pub(super) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            message: message.into(),
            at: 0,
        }
    }
}
