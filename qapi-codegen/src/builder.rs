//! Builds code from a build script: reads a schema, writes a file and prints instructions for
//! Cargo.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fmt, io};

use qapi_parser::{
    Codes, Diagnostic, Edition, FileSystem, Levels, Options, Outcome, Severity, UnknownCode,
    check_with,
};

use crate::config::options::options;
use crate::config::setters::setters;
use crate::config::{Config, Emit, Layout, Output, Server, Unstable};
use crate::error::Error;
use crate::generated::generate;
use crate::output::write_if_changed;

/// Generates the code of the schema at `path` with the default options, into `OUT_DIR`, under the
/// schema's name with the ending `.rs`.
///
/// # Errors
/// As [`Builder::compile`].
pub fn compile(path: impl AsRef<Path>) -> Result<(), Error> {
    Builder::new(path).compile()
}

/// Generates the code of one schema in a build script.
///
/// ```no_run
/// # fn main() -> Result<(), qapi_codegen::Error> {
/// qapi_codegen::Builder::new("schema/agent.json")
///     .conditions([("CONFIG_LINUX", true), ("CONFIG_WIN32", false)])
///     .bytes("file-read.data")
///     .out_file("agent.rs")
///     .compile()
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing happens before `compile`"]
pub struct Builder {
    schema: PathBuf,
    edition: Edition,
    levels: Vec<(Level, String)>,
    out_file: Option<PathBuf>,
    config: Config,
    /// Files of options that were read.
    #[cfg(feature = "config-file")]
    config_files: Vec<PathBuf>,
    /// The error of a file that could not be read. [`Builder::compile`] returns it.
    #[cfg(feature = "config-file")]
    bad_config_file: Option<String>,
}

impl Builder {
    /// Creates a builder for the schema whose top file is at `path`, relative to the package's
    /// folder.
    pub fn new(path: impl AsRef<Path>) -> Self {
        let config = Config {
            generated_by: "build.rs".to_owned(),
            ..Config::default()
        };
        Self {
            schema: path.as_ref().to_owned(),
            edition: Edition::Auto,
            levels: Vec::new(),
            out_file: None,
            config,
            #[cfg(feature = "config-file")]
            config_files: Vec::new(),
            #[cfg(feature = "config-file")]
            bad_config_file: None,
        }
    }

    /// Sets the accepted forms of the schema language; [`Edition::Auto`] by default.
    pub fn edition(mut self, edition: Edition) -> Self {
        self.edition = edition;
        self
    }

    /// Does not report the diagnostics with a code: a code such as `Q0309`, a pattern such as
    /// `legacy-*`, or `all`. A later call replaces this for the codes that it names. A text that
    /// names no code, or an error that cannot be allowed, is the error [`Error::Level`] of
    /// [`compile`](Self::compile).
    pub fn allow(mut self, codes: &str) -> Self {
        self.levels.push((Level::Allow, codes.to_owned()));
        self
    }

    /// Makes the diagnostics with a code errors. The codes are named as for [`allow`](Self::allow).
    pub fn deny(mut self, codes: &str) -> Self {
        self.levels.push((Level::Deny, codes.to_owned()));
        self
    }

    /// Replaces all options of the code.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Replaces all options of the code by those of a file, relative to the package's folder. Later
    /// calls add to them. Cargo runs the build script again when the file changes. A file that is
    /// missing or invalid is the error [`Error::ConfigFile`] of [`compile`](Self::compile).
    #[cfg(feature = "config-file")]
    pub fn config_file(mut self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let read = std::fs::read_to_string(path)
            .map_err(|error| error.to_string())
            .and_then(|text| Config::from_toml(&text).map_err(|error| error.to_string()));
        match read {
            Ok(config) => {
                let generated_by = self.config.generated_by;
                self.config = Config {
                    generated_by,
                    ..config
                };
            }
            Err(reason) => self.bad_config_file = Some(format!("{}: {reason}", path.display())),
        }
        self.config_files.push(path.to_owned());
        self
    }

    /// Sets the file to write: relative to `OUT_DIR`, or absolute. By default it is the schema's
    /// file name with the ending `.rs`. Several files are written into a folder. By default its
    /// name is the schema's file name without ending.
    pub fn out_file(mut self, path: impl AsRef<Path>) -> Self {
        self.out_file = Some(path.as_ref().to_owned());
        self
    }

    /// Generates the code and writes it, if its content changed. Prints to standard output, for
    /// Cargo, the files that were read and every warning. Warnings about forms of older releases
    /// are not printed: `qapi check` lists those. If the schema has errors, one line contains their
    /// number.
    ///
    /// Errors are only returned. A `main` that returns them prints them once and readably, because
    /// the `Debug` of [`Error`] is its text.
    ///
    /// # Errors
    /// Returns an error if the schema cannot be read or has errors, if options do not fit it, if
    /// names clash, or if a file cannot be written. The existing files are unchanged then.
    pub fn compile(&self) -> Result<(), Error> {
        self.compile_to(&mut io::stdout().lock())
    }

    /// Like [`compile`](Self::compile), but writes the lines for Cargo to `cargo`.
    ///
    /// # Errors
    /// The same as those of [`compile`](Self::compile).
    pub fn compile_to(&self, cargo: &mut dyn Write) -> Result<(), Error> {
        self.check_config_files(cargo)?;
        let path = self.schema.to_string_lossy();
        // A schema that cannot be read is listed, too: Cargo then runs the script again once it
        // can.
        tell(cargo, "rerun-if-changed", &path);
        let options = Options {
            edition: self.edition,
            levels: self.levels()?,
        };
        let outcome = check_with(&FileSystem, &path, &options)?;
        for file in outcome.sources.files().skip(1) {
            tell(cargo, "rerun-if-changed", file.path());
        }
        let errors = report(&outcome, cargo);
        let Some(schema) = &outcome.schema else {
            return Err(Error::Schema {
                diagnostics: errors,
                sources: outcome.sources,
            });
        };
        let generated = generate(schema, &self.config)?;
        let target = self.target()?;
        match self.config.output {
            Output::OneFile => write(&target, &generated.text()),
            Output::FilePerModule => (generated.files().iter())
                .try_for_each(|(name, text)| write(&target.join(name), text)),
        }
    }

    fn levels(&self) -> Result<Levels, Error> {
        let mut levels = Levels::default();
        for (level, text) in &self.levels {
            let codes: Codes = (text.parse())
                .map_err(|error: UnknownCode| Error::Level(format!("{level}: {error}")))?;
            match level {
                Level::Deny => levels.deny(codes),
                Level::Allow => (levels.allow(codes))
                    .map_err(|error| Error::Level(format!("{level}: {error}")))?,
            }
        }
        Ok(levels)
    }

    #[cfg(feature = "config-file")]
    fn check_config_files(&self, cargo: &mut dyn Write) -> Result<(), Error> {
        for path in &self.config_files {
            tell(cargo, "rerun-if-changed", &path.to_string_lossy());
        }
        match &self.bad_config_file {
            Some(reason) => Err(Error::ConfigFile(reason.clone())),
            None => Ok(()),
        }
    }

    #[cfg(not(feature = "config-file"))]
    fn check_config_files(&self, _: &mut dyn Write) -> Result<(), Error> {
        Ok(())
    }

    /// Returns the file to write.
    fn target(&self) -> Result<PathBuf, Error> {
        let file = match &self.out_file {
            Some(file) => file.clone(),
            None => {
                let ending = match self.config.output {
                    Output::OneFile => "rs",
                    Output::FilePerModule => "",
                };
                Path::new(self.schema.file_name().unwrap_or_default()).with_extension(ending)
            }
        };
        if file.is_absolute() {
            return Ok(file);
        }
        Ok(Path::new(&env::var_os("OUT_DIR").ok_or(Error::NoOutDir)?).join(file))
    }
}

options!(setters);

/// The level of a diagnostic.
#[derive(Debug, Clone, Copy)]
enum Level {
    Allow,
    Deny,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        })
    }
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    write_if_changed(path, text)
        .map(|_| ())
        .map_err(|source| Error::Write {
            path: path.to_owned(),
            source,
        })
}

/// Writes the warnings for Cargo; returns the errors.
fn report(outcome: &Outcome, cargo: &mut dyn Write) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    let brief = outcome.brief();
    for diagnostic in brief.diagnostics {
        match diagnostic.severity {
            Severity::Error => errors.push(diagnostic.clone()),
            Severity::Warning => tell(cargo, "warning", &diagnostic.short(&outcome.sources)),
        }
    }
    if let Some(note) = brief.note {
        tell(cargo, "warning", &note);
    }
    errors
}

/// Writes one instruction for each line of a text, because Cargo reads line by line.
fn tell(cargo: &mut dyn Write, key: &str, text: &str) {
    for line in text.lines() {
        // If standard output is closed, the build goes on without the line.
        let _ = writeln!(cargo, "cargo::{key}={line}");
    }
}
