//! Where results go, and what failures are called.

use std::io::{self, IsTerminal as _, Write as _};

use qga_client::{Address, Error};
use serde_json::Value;

use crate::table::Table;

/// How results are printed.
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// As the user wants it, or else by what standard output is.
    pub(crate) fn new(json: bool, table: bool) -> Self {
        Self {
            json: json || !(table || io::stdout().is_terminal()),
        }
    }

    /// Prints a reply: as JSON, or the table that is made of it.
    pub(crate) fn reply(&self, json: &Value, table: impl FnOnce() -> Table) -> io::Result<()> {
        if self.json {
            self.json(json)
        } else {
            write!(io::stdout(), "{}", table())
        }
    }

    /// Prints JSON whatever standard output is.
    pub(crate) fn json(&self, value: &Value) -> io::Result<()> {
        writeln!(io::stdout(), "{value}")
    }
}

/// Why the program fails.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Agent(Error),
    #[error("{1}; is the agent running behind {0}?")]
    Silent(Address, Error),
    #[error("{0}")]
    Usage(String),
    #[error("{0}: {1}")]
    File(String, io::Error),
    #[error(transparent)]
    Local(#[from] io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Local(error) => Self::Local(error),
            other => Self::Agent(other),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Local(error.into())
    }
}
