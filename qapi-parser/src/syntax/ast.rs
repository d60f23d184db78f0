//! Expressions: the JSON-like values that a schema file consists of, with spans.
//!
//! Strings stay in the source: an expression contains only their spans. `definition` interprets the
//! values.

use std::borrow::Cow;

use crate::source::{SourceMap, Span};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expr {
    Object(Vec<Entry>, Span),
    Array(Vec<Expr>, Span),
    Str(Str),
    Bool(bool, Span),
}

/// A key of an object and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: Str,
    pub(crate) value: Expr,
}

/// A string; the span covers its quotes too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Str {
    pub(crate) span: Span,
    /// `true` if it contains escapes, so that its value differs from its text.
    pub(crate) escaped: bool,
}

impl Expr {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Object(_, span) | Self::Array(_, span) | Self::Bool(_, span) => *span,
            Self::Str(string) => string.span,
        }
    }

    /// Returns its kind with an article, for messages.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Self::Object(..) => "an object",
            Self::Array(..) => "an array",
            Self::Str(_) => "a string",
            Self::Bool(..) => "a boolean",
        }
    }
}

impl Str {
    /// Returns the string's value: the text between the quotes, escapes resolved.
    pub(crate) fn value(self, sources: &SourceMap) -> Cow<'_, str> {
        let text = self.raw(sources);
        if self.escaped {
            Cow::Owned(text.replace(r"\\", r"\"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Returns the text between the quotes, as written. It is the value of names and keys, as a
    /// valid one contains no escapes.
    pub(crate) fn raw(self, sources: &SourceMap) -> &str {
        sources.text(self.inner())
    }

    /// Returns the span between the quotes.
    pub(crate) fn inner(self) -> Span {
        Span {
            start: self.span.start + 1,
            end: self.span.end.saturating_sub(1),
            ..self.span
        }
    }
}
