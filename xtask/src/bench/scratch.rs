//! Scratch projects in `target/bench`: outside the workspace, with the registry's packages that
//! `tests/peers` pins.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use qapi_codegen::Config;
use qapi_parser::{Edition, FileSystem, check};

use crate::cargo;
use crate::failure::Failure;
use crate::workspace::root;

/// A project that is written anew for each run. Its target folder is kept.
pub(crate) struct Scratch {
    folder: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// Creates a project from files, by their paths in it. In manifests, `{root}` is the
    /// workspace's folder.
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Result<Self, Failure> {
        let folder = root().join("target/bench").join(name);
        for (path, content) in files {
            let content = match path.ends_with("Cargo.toml") {
                true => content.replace("{root}", &root().to_string_lossy()),
                false => (*content).to_owned(),
            };
            write(&folder.join(path), &content)?;
        }
        // Cargo drops the pins that it does not need.
        let lock = folder.join("Cargo.lock");
        copy(&root().join("tests/peers/Cargo.lock"), &lock)?;
        let target = folder.join("target");
        Ok(Self { folder, target })
    }

    /// Returns the project's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the target folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Returns a cargo command in the project: offline, with two jobs, without incremental state.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(cargo::program());
        cargo
            .args(arguments)
            .args(["--offline", "--quiet", "-j2"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null());
        // `cargo run` has set these for this program only.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&*name);
            }
        }
        cargo
    }
}

/// Fetches the registry's packages of the workspace and of `tests/peers`.
pub(crate) fn fetch() -> Result<(), Failure> {
    for manifest in ["Cargo.toml", "tests/peers/Cargo.toml"] {
        let arguments = ["fetch", "--locked", "--quiet", "--manifest-path", manifest];
        succeed(
            Command::new(cargo::program())
                .args(arguments)
                .current_dir(root()),
        )?;
    }
    Ok(())
}

/// Generates the code of a schema.
pub(crate) fn generate(schema: &Path, config: &Config) -> Result<String, Failure> {
    let failed =
        |reason: &dyn std::fmt::Display| Failure::Failed(format!("{}: {reason}", schema.display()));
    let outcome = check(&FileSystem, &schema.to_string_lossy(), Edition::Auto)
        .map_err(|error| failed(&error))?;
    let Some(schema) = &outcome.schema else {
        return Err(failed(&"the schema has errors"));
    };
    let generated = qapi_codegen::generate(schema, config).map_err(|error| failed(&error))?;
    Ok(generated.text())
}

/// Runs a command, which must be successful.
pub(crate) fn succeed(command: &mut Command) -> Result<(), Failure> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Failed(format!(
            "{}: {status}",
            command_line(command)
        ))),
        Err(error) => Err(Failure::Failed(format!(
            "{}: {error}",
            command_line(command)
        ))),
    }
}

/// Runs a command, which must be successful, and returns its output.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::Failed(format!("{}: {error}", command_line(command))))?;
    if !output.status.success() {
        return Err(Failure::Failed(format!(
            "{}: {}",
            command_line(command),
            output.status
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn command_line(command: &Command) -> String {
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy());
    let program = command.get_program().to_string_lossy();
    std::iter::once(program)
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Writes a file and its missing folders, unless its content is the same.
pub(crate) fn write(path: &Path, content: &str) -> Result<(), Failure> {
    qapi_codegen::write_if_changed(path, content)
        .map(|_| ())
        .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))
}

/// Copies a file, or a folder with its content.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    copy_all(from, to).map_err(|error| Failure::Failed(format!("{}: {error}", from.display())))
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(|_| ());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy_all(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
