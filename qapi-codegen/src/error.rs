//! The errors of generating Rust code from a schema.
//!
//! An error's text includes that of its cause, because build scripts print one text. So no error
//! has a [`source`](error::Error::source), which reports would print again.
//!
//! `Debug` prints the same text, because Rust prints it for an error that `main` returns.
//!
//! The impls are written by hand: a macro for them would take a fifth of a build script's first
//! build.

use std::path::PathBuf;
use std::sync::Arc;
use std::{error, fmt, io};

use qapi_parser::{Diagnostic, LoadError, SourceMap};

use crate::names::NameClash;

/// The error when no code was generated. Existing files are unchanged.
#[non_exhaustive]
pub enum Error {
    /// The top file of the schema cannot be read.
    Load(LoadError),
    /// The schema has errors. The text contains each of them with its line of the schema.
    Schema {
        /// The errors, in the order of files and places; no warnings.
        diagnostics: Vec<Diagnostic>,
        /// The texts that their spans refer to.
        sources: Arc<SourceMap>,
    },
    /// An allowed or denied code does not exist, or cannot be allowed.
    Level(String),
    /// Conditions are evaluated, and names in them lack a value.
    Conditions(Vec<String>),
    /// Conditions are written as `cfg`, and names in them lack a predicate.
    Predicates(Vec<String>),
    /// Lines of the configuration do not fit the schema.
    Config(Vec<String>),
    /// Names clash, and the naming rules cannot separate them.
    Names(Vec<NameClash>),
    /// The evaluated conditions leave out a definition that a generated item needs.
    LeftOut(Vec<String>),
    /// A configuration file is invalid.
    #[cfg(feature = "config-file")]
    ConfigFile(String),
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the file system.
        source: io::Error,
    },
    /// `OUT_DIR` is not set: the code does not run in a build script.
    NoOutDir,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Schema {
                diagnostics,
                sources,
            } => {
                f.write_str("the schema has errors:")?;
                (diagnostics.iter()).try_for_each(|it| write!(f, "\n\n{}", it.excerpt(sources)))
            }
            Self::Level(reason) => f.write_str(reason),
            Self::Conditions(names) => write!(
                f,
                "these configuration names of the schema need a value: {}",
                names.join(", ")
            ),
            Self::Predicates(names) => write!(
                f,
                "these configuration names of the schema need a predicate of cfg: {}",
                names.join(", ")
            ),
            Self::Config(lines) => write!(
                f,
                "the configuration does not fit the schema:\n{}",
                lines.join("\n")
            ),
            Self::Names(clashes) => {
                f.write_str("names of the schema clash in Rust:")?;
                clashes.iter().try_for_each(|clash| write!(f, "\n{clash}"))
            }
            Self::LeftOut(lines) => write!(
                f,
                "the conditions leave out what is needed:\n{}",
                lines.join("\n")
            ),
            #[cfg(feature = "config-file")]
            Self::ConfigFile(reason) => f.write_str(reason),
            Self::Write { path, source } => write!(f, "{}: {source}", path.display()),
            Self::NoOutDir => {
                f.write_str("OUT_DIR is not set; outside of a build script, say where to write")
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for Error {}

impl From<LoadError> for Error {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}
