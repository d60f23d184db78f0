//! Expressions: the JSON-like values that a schema file consists of, with spans.
//!
//! Strings stay in the source; an expression knows only where. What the values mean is not known here.

use std::borrow::Cow;

use crate::source::{SourceMap, Span};

/// A value.
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
    /// Whether it holds escapes, so that its value differs from its text.
    pub(crate) escaped: bool,
}

impl Expr {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Object(_, span) | Self::Array(_, span) | Self::Bool(_, span) => *span,
            Self::Str(string) => string.span,
        }
    }

    /// What it is, with an article, for messages.
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
    /// The string's value: the text between the quotes, escapes resolved.
    pub(crate) fn value(self, sources: &SourceMap) -> Cow<'_, str> {
        let text = self.raw(sources);
        if self.escaped {
            Cow::Owned(text.replace(r"\\", r"\"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The text between the quotes, as written. Names and keys hold no escapes, so for them this is
    /// the value; a name with one is refused either way.
    pub(crate) fn raw(self, sources: &SourceMap) -> &str {
        sources.text(self.inner())
    }

    /// The place between the quotes.
    pub(crate) fn inner(self) -> Span {
        Span {
            start: self.span.start + 1,
            end: self.span.end.saturating_sub(1),
            ..self.span
        }
    }
}
