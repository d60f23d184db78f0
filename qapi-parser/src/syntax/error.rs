//! Syntax errors: their place, and the token that was expected there.

use std::fmt;

use nom::IResult;
use nom::error::{ErrorKind, ParseError};

use super::input::Input;
use crate::source::Span;

/// The result of a parser of the grammar.
pub(super) type Parsed<'a, T> = IResult<Input<'a>, T, Error>;

/// An error of a parser. It is small, as each alternative that does not match returns one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Error {
    /// The offset of the wrong token.
    pub(super) offset: u32,
    pub(super) problem: Problem,
    /// The offset of the innermost open bracket.
    pub(super) bracket: Option<u32>,
}

/// The kind of the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// One alternative does not match. `expect` names the expectation of all of them together.
    NoMatch,
    /// Another token was expected. The token found is read from the file.
    Expected(Expected),
    /// A string has an error, at the end of its first `length` bytes.
    String { error: StringError, length: u32 },
    /// The object already has the key before this, at `first`.
    DuplicateKey { first: Span },
    /// A bracket opens more levels than `limits::NESTING`.
    TooDeep,
}

/// A token or expression that the grammar expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// An expression at the top level.
    TopLevel,
    Value,
    ValueOrBracket,
    Key,
    KeyOrBrace,
    Colon,
    CommaOrBrace,
    CommaOrBracket,
}

/// An error in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StringError {
    /// It has no closing quote on its line.
    Unterminated,
    /// The language has no such escape.
    Escape(char),
    /// It contains something other than printable ASCII.
    Character(char),
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TopLevel => "a definition or directive",
            Self::Value => "'{', '[', a string, or a boolean",
            Self::ValueOrBracket => "'{', '[', ']', a string, or a boolean",
            Self::Key => "a string",
            Self::KeyOrBrace => "a string or '}'",
            Self::Colon => "':'",
            Self::CommaOrBrace => "',' or '}'",
            Self::CommaOrBracket => "',' or ']'",
        })
    }
}

impl Error {
    fn new(at: Input<'_>, problem: Problem) -> Self {
        Self {
            offset: at.start(),
            problem,
            bracket: None,
        }
    }

    /// Returns an error after which no other alternative is tried.
    pub(super) fn failure(at: Input<'_>, problem: Problem) -> nom::Err<Self> {
        nom::Err::Failure(Self::new(at, problem))
    }

    /// Returns an error after which the next alternative is tried.
    pub(super) fn no_match(at: Input<'_>) -> nom::Err<Self> {
        nom::Err::Error(Self::new(at, Problem::NoMatch))
    }

    /// Adds the bracket around the error, unless there is an inner one.
    pub(super) fn inside(mut self, bracket: Input<'_>) -> Self {
        self.bracket.get_or_insert(bracket.start());
        self
    }
}

impl<'a> ParseError<Input<'a>> for Error {
    fn from_error_kind(at: Input<'a>, _: ErrorKind) -> Self {
        Self::new(at, Problem::NoMatch)
    }

    fn append(_: Input<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
}
