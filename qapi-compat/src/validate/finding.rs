//! What validation says about a message.

use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The schema cannot judge, so a mistake may stand there.
    Note,
    /// Valid, but not for long or not for everyone: deprecated, unstable, taken for compatibility only.
    Warning,
    /// Not what the schema says.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Something about one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub level: Level,
    /// Where: the command or event, the part of the message, then members and positions, as in
    /// `guest-exec: arguments.env[2]`; empty where the message has no such place.
    pub path: String,
    /// What is wrong there.
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
