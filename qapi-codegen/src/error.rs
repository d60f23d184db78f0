//! What can go wrong between a schema and its Rust code.
//!
//! An error's text includes that of its cause, for build scripts print one text; so no error has a
//! [`source`](error::Error::source), which reports would print again.
//!
//! `Debug` prints the same, for that is what Rust prints of an error that `main` returns.
//!
//! Written by hand, as the front end's errors are: a macro for it would be a fifth of what a build script's
//! first build takes.

use std::path::PathBuf;
use std::sync::Arc;
use std::{error, fmt, io};

use qapi_parser::{Diagnostic, LoadError, SourceMap};

use crate::names::NameClash;

/// Why nothing was generated. No file is touched then.
#[non_exhaustive]
pub enum Error {
    /// The top file of the schema cannot be read.
    Load(LoadError),
    /// The schema has errors; the text has each with the line of the schema that it is about.
    Schema {
        /// The errors, in the order of files and places; no warnings.
        diagnostics: Vec<Diagnostic>,
        /// The texts into which their spans point.
        sources: Arc<SourceMap>,
    },
    /// An allowed or denied code that there is not, or that cannot be allowed.
    Level(String),
    /// Conditions are to be evaluated, and names in them lack a value.
    Conditions(Vec<String>),
    /// Conditions are to be emitted as `cfg`, and names in them lack a predicate.
    Predicates(Vec<String>),
    /// Lines of the configuration that do not fit the schema.
    Config(Vec<String>),
    /// Names that the policy of names cannot keep apart.
    Names(Vec<NameClash>),
    /// What the evaluated conditions leave is no schema: something generated needs what is not.
    LeftOut(Vec<String>),
    /// A configuration file that cannot be understood.
    #[cfg(feature = "config-file")]
    ConfigFile(String),
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the file system says.
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
