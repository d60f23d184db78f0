//! The door for build scripts: files in, files out, and what Cargo wants to be told.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, io};

use qapi_parser::{Edition, FileSystem, Outcome, Severity, check};
use rustc_hash::FxHashMap;

use crate::config::{Conditions, Config, Emit, Layout, Output, Unstable};
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
    out_file: Option<PathBuf>,
    config: Config,
    /// Files of options that were read.
    #[cfg(feature = "config-file")]
    config_files: Vec<PathBuf>,
    /// Why one of them could not be; told when the builder runs.
    #[cfg(feature = "config-file")]
    bad_config_file: Option<String>,
}

impl Builder {
    /// For the schema whose top file is at `path`, relative to the package's folder.
    pub fn new(path: impl AsRef<Path>) -> Self {
        let config = Config {
            generated_by: "build.rs".to_owned(),
            ..Config::default()
        };
        Self {
            schema: path.as_ref().to_owned(),
            edition: Edition::Auto,
            out_file: None,
            config,
            #[cfg(feature = "config-file")]
            config_files: Vec::new(),
            #[cfg(feature = "config-file")]
            bad_config_file: None,
        }
    }

    /// The forms of the schema language that are accepted; [`Edition::Auto`] by default.
    pub fn edition(mut self, edition: Edition) -> Self {
        self.edition = edition;
        self
    }

    /// Generates only what stands under conditions that hold, instead of everything.
    /// Can be called repeatedly; a later value of a name replaces an earlier one. Takes the place of
    /// [`cfg`](Self::cfg).
    pub fn conditions<N: Into<String>>(
        mut self,
        values: impl IntoIterator<Item = (N, bool)>,
    ) -> Self {
        let mut all = match self.config.conditions {
            Conditions::Evaluate(all) => all,
            _ => BTreeMap::new(),
        };
        all.extend(values.into_iter().map(|(name, value)| (name.into(), value)));
        self.config.conditions = Conditions::Evaluate(all);
        self
    }

    /// Generates everything, under `#[cfg(..)]`: what stands under a configuration name asks for its
    /// predicate, such as `("CONFIG_WIN32", "windows")`. Can be called repeatedly; a later predicate of a
    /// name replaces an earlier one. Takes the place of [`conditions`](Self::conditions).
    pub fn cfg<N: Into<String>, P: Into<String>>(
        mut self,
        table: impl IntoIterator<Item = (N, P)>,
    ) -> Self {
        let mut all = match self.config.conditions {
            Conditions::Cfg(all) => all,
            _ => BTreeMap::new(),
        };
        all.extend((table.into_iter()).map(|(name, predicate)| (name.into(), predicate.into())));
        self.config.conditions = Conditions::Cfg(all);
        self
    }

    /// What is generated, instead of the types; see [`Config::emit`].
    pub fn emit(mut self, parts: impl IntoIterator<Item = Emit>) -> Self {
        self.config.emit = parts.into_iter().collect();
        self
    }

    /// Where the types are, if they are not generated; see [`Config::types_path`].
    pub fn types_path(mut self, path: impl Into<String>) -> Self {
        self.config.types_path = Some(path.into());
        self
    }

    /// Adds to the commands that a server implements; see [`Server::commands`](crate::Server::commands).
    pub fn server_commands<P: Into<String>>(
        mut self,
        patterns: impl IntoIterator<Item = P>,
    ) -> Self {
        let commands = &mut self.config.server.commands;
        commands.extend(patterns.into_iter().map(Into::into));
        self
    }

    /// The name of a server's trait; see [`Server::name`](crate::Server::name).
    pub fn server_name(mut self, name: impl Into<String>) -> Self {
        self.config.server.name = name.into();
        self
    }

    /// Whether a server's methods are asynchronous.
    pub fn server_async(mut self, asynchronous: bool) -> Self {
        self.config.server.asynchronous = asynchronous;
        self
    }

    /// Commands whose successful replies begin with the byte 0xFF; see [`Config::delimited`].
    pub fn delimited(mut self, pattern: impl Into<String>) -> Self {
        self.config.delimited.push(pattern.into());
        self
    }

    /// Makes members bytes whose text is base64; see [`Config::bytes`].
    pub fn bytes(mut self, pattern: impl Into<String>) -> Self {
        self.config.bytes.push(pattern.into());
        self
    }

    /// Gives members another Rust type; see [`Config::member_types`].
    pub fn member_type(mut self, pattern: impl Into<String>, ty: impl Into<String>) -> Self {
        self.config.member_types.insert(pattern.into(), ty.into());
        self
    }

    /// Takes types from elsewhere instead of generating them; see [`Config::extern_types`].
    pub fn extern_type(mut self, pattern: impl Into<String>, path: impl Into<String>) -> Self {
        self.config.extern_types.insert(pattern.into(), path.into());
        self
    }

    /// Puts an attribute on definitions, members or values; see [`Config::attributes`].
    pub fn attribute(mut self, pattern: impl Into<String>, attribute: impl Into<String>) -> Self {
        let list = self.config.attributes.entry(pattern.into()).or_default();
        list.push(attribute.into());
        self
    }

    /// Derives a trait for definitions; see [`Config::derives`].
    pub fn derive(mut self, pattern: impl Into<String>, derived: impl Into<String>) -> Self {
        let list = self.config.derives.entry(pattern.into()).or_default();
        list.push(derived.into());
        self
    }

    /// Whether values that the schema does not list are kept; see [`Config::unknown_values`].
    pub fn unknown_values(mut self, keep: bool) -> Self {
        self.config.unknown_values = keep;
        self
    }

    /// Whether types are `#[non_exhaustive]`; see [`Config::non_exhaustive`].
    pub fn non_exhaustive(mut self, non_exhaustive: bool) -> Self {
        self.config.non_exhaustive = non_exhaustive;
        self
    }

    /// Whether structs have constructors; see [`Config::constructors`].
    pub fn constructors(mut self, constructors: bool) -> Self {
        self.config.constructors = constructors;
        self
    }

    /// Whether structs have setters; see [`Config::setters`].
    pub fn setters(mut self, setters: bool) -> Self {
        self.config.setters = setters;
        self
    }

    /// Whether the schema's texts become docs; see [`Config::docs`].
    pub fn docs(mut self, docs: bool) -> Self {
        self.config.docs = docs;
        self
    }

    /// Whether what is deprecated is `#[deprecated]`; see [`Config::deprecated`].
    pub fn deprecated(mut self, deprecated: bool) -> Self {
        self.config.deprecated = deprecated;
        self
    }

    /// What becomes of what is unstable; see [`Config::unstable`].
    pub fn unstable(mut self, unstable: Unstable) -> Self {
        self.config.unstable = unstable;
        self
    }

    /// The Rust modules that items stand in; see [`Config::layout`].
    pub fn layout(mut self, layout: Layout) -> Self {
        self.config.layout = layout;
        self
    }

    /// Whether the code is one file or several; see [`Config::output`].
    pub fn output(mut self, output: Output) -> Self {
        self.config.output = output;
        self
    }

    /// Replaces all options that concern the code.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Replaces all options that concern the code by those of a file, relative to the package's folder; what
    /// is called later adds to them. Cargo runs the build script again when the file changes. A file that
    /// is missing or bad is the error [`Error::ConfigFile`] of [`compile`](Self::compile).
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

    /// The file to write: relative to `OUT_DIR`, or absolute. By default the schema's file name with the
    /// ending `.rs`. For several files it is their folder, by default called as the schema's file without
    /// ending.
    pub fn out_file(mut self, path: impl AsRef<Path>) -> Self {
        self.out_file = Some(path.as_ref().to_owned());
        self
    }

    /// Generates the code and writes it, if its content changed. Tells Cargo, on standard output, which
    /// files were read, and every warning and error.
    ///
    /// # Errors
    /// A schema that cannot be read or has errors, options that do not fit it, names that clash, a file
    /// that cannot be written. Then no file has been touched, and Cargo has been told why, so that a
    /// build script can simply return the error.
    pub fn compile(&self) -> Result<(), Error> {
        self.compile_to(&mut io::stdout().lock())
    }

    /// Like [`compile`](Self::compile), with another place for the lines that are meant for Cargo.
    ///
    /// # Errors
    /// As [`compile`](Self::compile).
    pub fn compile_to(&self, cargo: &mut dyn Write) -> Result<(), Error> {
        let result = self.run(cargo);
        match &result {
            // Told one by one already.
            Ok(()) | Err(Error::Schema(_)) => {}
            Err(error) => tell(cargo, "error", &error.to_string()),
        }
        result
    }

    fn run(&self, cargo: &mut dyn Write) -> Result<(), Error> {
        self.check_config_files(cargo)?;
        let path = self.schema.to_string_lossy();
        // Also where it cannot be read: Cargo then runs the script again once it can.
        tell(cargo, "rerun-if-changed", &path);
        let outcome = check(&FileSystem, &path, self.edition)?;
        for file in outcome.sources.files().skip(1) {
            tell(cargo, "rerun-if-changed", file.path());
        }
        let errors = report(&outcome, cargo);
        let Some(schema) = &outcome.schema else {
            return Err(Error::Schema(errors));
        };
        let generated = generate(schema, &self.config)?;
        let target = self.target()?;
        match self.config.output {
            Output::OneFile => write(&target, &generated.text()),
            Output::FilePerModule => (generated.files().iter())
                .try_for_each(|(name, text)| write(&target.join(name), text)),
        }
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

    /// The file to write.
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

fn write(path: &Path, text: &str) -> Result<(), Error> {
    write_if_changed(path, text)
        .map(|_| ())
        .map_err(|source| Error::Write {
            path: path.to_owned(),
            source,
        })
}

/// Tells Cargo what was found; returns the errors. A schema of an older release can have thousands of
/// warnings, so of each code the first of a file stands for all.
fn report(outcome: &Outcome, cargo: &mut dyn Write) -> Vec<String> {
    let mut errors = Vec::new();
    let mut warnings: Vec<(String, usize)> = Vec::new();
    let mut first = FxHashMap::default();
    for diagnostic in &outcome.diagnostics {
        match diagnostic.severity {
            Severity::Warning => {
                let at = *first
                    .entry((diagnostic.span.file, diagnostic.code))
                    .or_insert(warnings.len());
                match warnings.get_mut(at) {
                    Some((_, others)) => *others += 1,
                    None => warnings.push((diagnostic.short(&outcome.sources), 0)),
                }
            }
            Severity::Error => errors.push(diagnostic.short(&outcome.sources)),
        }
    }
    for (line, others) in &warnings {
        let more = if *others > 0 {
            format!(" (and {others} more of this kind in the file)")
        } else {
            String::new()
        };
        tell(cargo, "warning", &format!("{line}{more}"));
    }
    errors.iter().for_each(|line| tell(cargo, "error", line));
    errors
}

/// One instruction for Cargo for each line of a text: Cargo reads them line by line.
fn tell(cargo: &mut dyn Write, key: &str, text: &str) {
    for line in text.lines() {
        // Nobody listens where standard output is closed, and the build goes on all the same.
        let _ = writeln!(cargo, "cargo::{key}={line}");
    }
}
