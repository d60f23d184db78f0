//! How much a change matters to a client.

use std::fmt;
use std::str::FromStr;

/// How much a change matters to a client that was written for the older schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No client notices.
    Info,
    /// Some clients may: those that are strict, or built otherwise.
    Warning,
    /// What worked before does not work any more.
    Breaking,
}

impl Level {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Warning, Self::Info];

    /// The word that reports print and that configuration takes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }

    /// The level of the same change to what is unstable: nobody promised that it would stay.
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

/// A text that is no [`Level`].
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
