//! Errors of decoding, with reason and place.

use std::fmt::{self, Display};

use serde_core::de::{self, Error, Unexpected};

use super::expected::Expected;
use super::found::Found;
use super::locate::{character_column, locate};
use super::path::{Path, Step};

/// An error of decoding, with its reason and its place.
///
/// Displays as `guest-file-open: path: expected a string, found 3`. The alternate form (`{:#}`)
/// adds line and column if there is a text.
#[derive(Clone, PartialEq)]
pub struct DecodeError(Box<Inner>);

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    context: Option<String>,
    path: Path,
    problem: Problem,
    position: Option<(usize, usize)>,
}

/// The reason of an error of decoding.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not JSON, in the words of the parser.
    Syntax(String),
    /// The value at the path is not of the type.
    Mismatch {
        /// The value that the type expects.
        expected: Expected,
        /// The value that was found.
        found: Found,
    },
    /// The mandatory member at the path is missing.
    Missing,
    /// The member at the path is unknown (strict decoding).
    Unexpected,
    /// The member at the path is repeated.
    Duplicate,
    /// The string at the path is not a value of its enum.
    UnknownValue {
        /// The string.
        found: String,
        /// The values of the enum.
        known: &'static [&'static str],
    },
    /// A value that was not decoded from text is nested too deeply.
    TooDeep,
    /// Another reason, in the words of a type from another crate.
    Other(String),
}

/// The number of values of an enum that an error lists.
const LISTED: usize = 12;

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "not JSON: {message}"),
            Self::Mismatch { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Missing => f.write_str("missing member"),
            Self::Unexpected => f.write_str("unexpected member"),
            Self::Duplicate => f.write_str("duplicate member"),
            Self::UnknownValue { found, known } => {
                write!(f, "unknown value \"{}\"", found.escape_debug())?;
                for (index, name) in known.iter().take(LISTED).enumerate() {
                    let before = if index == 0 { ", expected one of" } else { "," };
                    write!(f, "{before} \"{name}\"")?;
                }
                match known.len() > LISTED {
                    true => f.write_str(", .."),
                    false => Ok(()),
                }
            }
            Self::TooDeep => f.write_str("the value is nested too deeply"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl From<Problem> for DecodeError {
    fn from(problem: Problem) -> Self {
        Self(Box::new(Inner {
            context: None,
            path: Path::default(),
            problem,
            position: None,
        }))
    }
}

impl DecodeError {
    /// Returns the reason.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// Returns the path from the decoded value to the place of the error. A missing, unexpected or
    /// repeated member is its last step.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Returns the name of the decoded item, if [`within`](Self::within) has set it.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.0.context.as_deref()
    }

    /// Returns the line and column in the text, if there is one. Both start at 1, and columns are
    /// in characters. For a missing member they are those of the first character of its object.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    /// Sets the name of the decoded item: a command, an event or a type.
    #[must_use]
    pub fn within(mut self, context: impl Into<String>) -> Self {
        self.0.context = Some(context.into());
        self
    }

    /// Returns the error for text that is not JSON, at this line and column.
    pub(crate) fn not_json(message: String, position: (usize, usize)) -> Self {
        let mut this = Self::from(Problem::Syntax(message));
        this.0.position = Some(position);
        this
    }

    /// Returns the error for text that is not JSON, from that of serde_json.
    pub(super) fn syntax(error: &serde_json::Error, text: &[u8]) -> Self {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let suffix = format!(" at line {line} column {column}");
        let message = message.strip_suffix(&suffix).unwrap_or(&message).to_owned();
        Self::not_json(message, (line, character_column(text, line, column)))
    }

    /// Sets the position, from the path.
    pub(crate) fn located(mut self, text: &[u8]) -> Self {
        self.0.position = locate(text, &self.0.path, self.0.problem == Problem::Missing);
        self
    }

    /// Returns the error for a value that is not of the type.
    pub(crate) fn mismatch(expected: impl Into<Expected>, found: impl Into<Found>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Problem::Mismatch { expected, found }.into()
    }

    /// Returns an error about the member of this name.
    pub(crate) fn of_member(problem: Problem, name: &str) -> Self {
        Self::from(problem).inside_member(name)
    }

    /// Adds a step to the beginning of the path.
    pub(crate) fn inside(mut self, step: Step) -> Self {
        self.0.path.push_outer(step);
        self
    }

    /// Adds a member to the beginning of the path.
    pub(crate) fn inside_member(self, name: &str) -> Self {
        self.inside(Step::Member(name.to_owned()))
    }

    /// Removes a member from the beginning of the path, if it is there.
    pub(crate) fn outside(mut self, name: &str) -> Self {
        self.0.path.pop_outer(name);
        self
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self:#})")
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            context,
            path,
            problem,
            position,
        } = &*self.0;
        if let Some(context) = context {
            write!(f, "{context}: ")?;
        }
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "{problem}")?;
        match position {
            Some((line, column)) if f.alternate() => write!(f, " (line {line}, column {column})"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Error for DecodeError {
    fn custom<T: Display>(message: T) -> Self {
        Problem::Other(message.to_string()).into()
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::mismatch(Expected::of(expected), found)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::mismatch(Expected::of(expected), found)
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        let found = found.to_owned();
        Problem::UnknownValue { found, known }.into()
    }

    fn unknown_field(name: &str, _: &'static [&'static str]) -> Self {
        Self::of_member(Problem::Unexpected, name)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::of_member(Problem::Missing, name)
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::of_member(Problem::Duplicate, name)
    }
}
