//! Why and where decoding failed.

use std::fmt::{self, Display};

use serde_core::de::{Error, Expected, Unexpected};

use super::locate::{character_column, locate};
use super::node::Node;
use super::path::{Path, Step};
#[cfg(feature = "server")]
use crate::dialect::SyntaxError;

/// Why and where decoding failed.
///
/// Reads `guest-file-open: path: expected a string, found 3`. The alternate form (`{:#}`) adds line and column where
/// there is a text.
#[derive(Clone, PartialEq)]
pub struct DecodeError(Box<Inner>);

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    context: Option<String>,
    path: Path,
    problem: Problem,
    position: Option<(usize, usize)>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// The text is not JSON.
    Syntax(String),
    /// The value at the path is not what the type wants.
    Mismatch {
        /// What is wanted: "a string".
        expected: String,
        /// What is there: a scalar, or "an object", "an array".
        found: String,
    },
    /// The mandatory member at the path is missing.
    Missing,
    /// The member at the path is not known (strict decoding).
    Unexpected,
    /// The member at the path is there twice.
    Duplicate,
    /// The value at the path is none of its enum's.
    UnknownValue {
        /// The value.
        found: String,
        /// The values of the enum.
        known: &'static [&'static str],
    },
    /// Something else, told by a type that is not of this crate.
    Other(String),
}

/// How many values an error lists.
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
                    write!(
                        f,
                        "{} \"{name}\"",
                        if index == 0 { ", expected one of" } else { "," }
                    )?;
                }
                if known.len() > LISTED {
                    f.write_str(", ..")
                } else {
                    Ok(())
                }
            }
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
    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// Where, from the value that was decoded. A missing, unexpected or duplicate member is the last step.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// What was decoded, if [`within`](Self::within) said.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.0.context.as_deref()
    }

    /// Line and column in the text, if there was one: both from 1, columns in characters. For a missing member
    /// that is where its object begins.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    /// Says what was decoded: a command, an event, a type.
    #[must_use]
    pub fn within(mut self, context: impl Into<String>) -> Self {
        self.0.context = Some(context.into());
        self
    }

    pub(crate) fn syntax(error: &serde_json::Error, text: &[u8]) -> Self {
        let position = (
            error.line(),
            character_column(text, error.line(), error.column()),
        );
        let message = error.to_string();
        let suffix = format!(" at line {} column {}", error.line(), error.column());
        let mut this: Self =
            Problem::Syntax(message.strip_suffix(&suffix).unwrap_or(&message).to_owned()).into();
        this.0.position = Some(position);
        this
    }

    #[cfg(feature = "server")]
    pub(crate) fn dialect(error: SyntaxError, text: &[u8]) -> Self {
        let before = text.get(..error.at).unwrap_or(text);
        let mut this: Self = Problem::Syntax(error.message.into_owned()).into();
        this.0.position = Some(super::locate::line_and_column(before));
        this
    }

    /// Finds the place of the path in the text.
    pub(crate) fn located(mut self, text: &[u8]) -> Self {
        self.0.position = locate(text, &self.0.path, self.0.problem == Problem::Missing);
        self
    }

    pub(crate) fn mismatch(expected: &dyn Display, found: &dyn Display) -> Self {
        Problem::Mismatch {
            expected: expected.to_string(),
            found: found.to_string(),
        }
        .into()
    }

    /// Says that the error is in a part.
    pub(crate) fn inside(mut self, step: Step) -> Self {
        self.0.path.push_outer(step);
        self
    }

    pub(crate) fn inside_member(self, name: &str) -> Self {
        self.inside(Step::Member(name.to_owned()))
    }

    /// Takes the member off the beginning of the path, if it stands there.
    pub(crate) fn outside(mut self, name: &str) -> Self {
        self.0.path.pop_outer(name);
        self
    }

    pub(crate) fn of_member(problem: Problem, name: &str) -> Self {
        Self::from(problem).inside_member(name)
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

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch(&wanted(expected), &seen(found))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch(&wanted(expected), &seen(found))
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        Problem::UnknownValue {
            found: found.to_owned(),
            known,
        }
        .into()
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

/// What a visitor expects, in JSON's terms where it speaks in Rust's.
fn wanted(expected: &dyn Expected) -> String {
    let expected = expected.to_string();
    match expected.as_str() {
        "i8" => integer(i8::MIN, i8::MAX),
        "i16" => integer(i16::MIN, i16::MAX),
        "i32" => integer(i32::MIN, i32::MAX),
        "i64" => integer(i64::MIN, i64::MAX),
        "u8" => integer(u8::MIN, u8::MAX),
        "u16" => integer(u16::MIN, u16::MAX),
        "u32" => integer(u32::MIN, u32::MAX),
        "u64" => integer(u64::MIN, u64::MAX),
        "f32" | "f64" => "a number".to_owned(),
        "a sequence" => "an array".to_owned(),
        "a map" => "an object".to_owned(),
        _ => expected,
    }
}

fn integer(min: impl Display, max: impl Display) -> String {
    format!("an integer from {min} to {max}")
}

/// What a visitor was given, in JSON's terms.
fn seen(found: Unexpected<'_>) -> String {
    let node = match found {
        Unexpected::Bool(value) => Node::Bool(value),
        Unexpected::Unsigned(value) => Node::Unsigned(value),
        Unexpected::Signed(value) => Node::Signed(value),
        Unexpected::Float(value) => Node::Float(value),
        Unexpected::Str(text) => Node::String(text.into()),
        Unexpected::Unit | Unexpected::Option => Node::Null,
        Unexpected::Seq => Node::Array(Vec::new()),
        Unexpected::Map => Node::Object(Vec::new()),
        other => return other.to_string(),
    };
    node.to_string()
}
