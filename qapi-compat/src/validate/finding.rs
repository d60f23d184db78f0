//! Findings: their levels, their places and their texts.

use std::fmt;

/// The level of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The schema leaves open what is valid here: the type is `any`, or the command has
    /// `'gen': false`. Displayed as a note. A large recording has thousands of these.
    Open,
    /// Something could not be checked.
    Note,
    /// Valid, but deprecated, unstable, or accepted for compatibility only.
    Warning,
    /// Not allowed by the schema.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open | Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A place in a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1. A line feed ends a line.
    pub line: u64,
    /// The column, counted from 1 in characters. A byte outside of any character counts as at most
    /// one.
    pub column: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A finding about one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its level.
    pub level: Level,
    /// The position of the value or key. For a missing member, it is that of the object.
    pub position: Position,
    /// The command or event, the part of the message, then members and indices, as in
    /// `guest-exec: arguments.env[2]`; empty for a message without a name.
    pub path: String,
    /// The text, without a place.
    pub message: String,
}

/// `error: guest-exec: arguments.env[2]: expected a string, found 3`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.level)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}
