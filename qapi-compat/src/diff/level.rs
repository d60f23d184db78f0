//! The levels of changes.

use std::fmt;
use std::str::FromStr;

/// The effect of a change on a client that was written for the older schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No client is affected.
    Info,
    /// Some clients may be affected: those that are strict, or compiled with other options.
    Warning,
    /// Something that worked before fails.
    Breaking,
}

impl Level {
    /// All levels, the worst first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Warning, Self::Info];

    /// Returns the word for reports and configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }

    /// Returns the level of the same change to something unstable, which may change at any time.
    #[must_use]
    pub(super) fn lowered(self) -> Self {
        match self {
            Self::Breaking => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error for a text that is not a [`Level`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLevel(pub String);

impl fmt::Display for UnknownLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels = "'breaking', 'warning' and 'info'";
        write!(f, "'{}' is no level; there are {levels}", self.0)
    }
}

impl std::error::Error for UnknownLevel {}

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, UnknownLevel> {
        (Self::ALL.into_iter())
            .find(|level| level.as_str() == text)
            .ok_or_else(|| UnknownLevel(text.to_owned()))
    }
}
