//! Output of results, and the texts of failures.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};

use qga_client::{Address, Error};
use serde_json::Value;

use crate::table::Table;

/// The form of the output.
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// Returns the form that the user chose, or else the one for the kind of standard output.
    pub(crate) fn new(json: bool, table: bool) -> Self {
        Self {
            json: json || !(table || io::stdout().is_terminal()),
        }
    }

    /// Prints a reply as JSON, or as its table.
    pub(crate) fn reply(&self, json: &Value, table: impl FnOnce() -> Table) -> io::Result<()> {
        if self.json {
            self.json(json)
        } else {
            write!(io::stdout(), "{}", table())
        }
    }

    /// Prints JSON, in any form of output.
    pub(crate) fn json(&self, value: &Value) -> io::Result<()> {
        writeln!(io::stdout(), "{value}")
    }
}

/// An error that ends the program.
#[derive(Debug)]
pub(crate) enum Failure {
    Agent(Error),
    Silent(Address, Error),
    Usage(String),
    File(String, io::Error),
    Local(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agent(error) => error.fmt(f),
            Self::Silent(address, error) => {
                write!(f, "{error}; is the agent running behind {address}?")
            }
            Self::Usage(text) => f.write_str(text),
            Self::File(file, error) => write!(f, "{file}: {error}"),
            Self::Local(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Local(error)
    }
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
