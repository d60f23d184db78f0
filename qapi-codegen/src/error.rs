//! What can go wrong between a schema and its Rust code.

use std::io;
use std::path::PathBuf;

use qapi_parser::LoadError;

use crate::names::NameClash;

/// Why nothing was generated. No file is touched then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The top file of the schema cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The schema has errors: one line for each, as `file:line:column: error[code]: message`.
    #[error("the schema has errors:\n{}", .0.join("\n"))]
    Schema(Vec<String>),
    /// Conditions are to be evaluated, and names in them lack a value.
    #[error("these configuration names of the schema need a value: {}", .0.join(", "))]
    Conditions(Vec<String>),
    /// Conditions are to be emitted as `cfg`, and names in them lack a predicate.
    #[error("these configuration names of the schema need a predicate of cfg: {}", .0.join(", "))]
    Predicates(Vec<String>),
    /// Lines of the configuration that do not fit the schema.
    #[error("the configuration does not fit the schema:\n{}", .0.join("\n"))]
    Config(Vec<String>),
    /// Names that the policy of names cannot keep apart.
    #[error("names of the schema clash in Rust:\n{}", lines(.0))]
    Names(Vec<NameClash>),
    /// What the evaluated conditions leave is no schema: something generated needs what is not.
    #[error("the conditions leave out what is needed:\n{}", .0.join("\n"))]
    LeftOut(Vec<String>),
    /// A configuration file that cannot be understood.
    #[cfg(feature = "config-file")]
    #[error("{0}")]
    ConfigFile(String),
    /// A file cannot be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the file system says.
        source: io::Error,
    },
    /// `OUT_DIR` is not set: the code does not run in a build script.
    #[error("OUT_DIR is not set; outside of a build script, say where to write")]
    NoOutDir,
    /// The generated tokens are no Rust, which is a fault of the generator.
    #[cfg(feature = "format")]
    #[error("the generator made something that is no Rust: {0}")]
    Format(String),
}

fn lines(clashes: &[NameClash]) -> String {
    clashes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
