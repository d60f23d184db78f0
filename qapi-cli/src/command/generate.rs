//! `qapi generate`: writes Rust code for a schema.

use std::path::{Path, PathBuf};

use qapi_codegen::{Config, Output};
use qapi_parser::schema::Schema;

use super::code;
use super::read::read;
use crate::arguments::GenerateOptions;
use crate::output;
use crate::status::Status;

pub(crate) fn run(options: &GenerateOptions, colour: bool) -> Status {
    let config = match configuration(options) {
        Ok(config) => config,
        Err(complaint) => {
            output::complain(&complaint);
            return Status::Trouble;
        }
    };
    let outcome = match read(&options.file, &options.rules, colour) {
        Ok(outcome) => outcome,
        Err(status) => return status,
    };
    let Some(schema) = &outcome.schema else {
        return Status::Errors;
    };
    let files = match generate(schema, options, &config) {
        Ok(files) => files,
        Err(error) => {
            output::complain(&error.to_string());
            return Status::Errors;
        }
    };
    if let Err(status) = output::write(&files) {
        return status;
    }
    output::message(&summary(schema, options, &files));
    Status::Fine
}

/// Returns a summary of the written files.
fn summary(schema: &Schema, options: &GenerateOptions, files: &[(PathBuf, String)]) -> String {
    let is_named = |(_, ty): &(_, &qapi_parser::schema::Type)| ty.definition.is_explicit();
    let (types, commands, events) = (
        schema.types().filter(is_named).count(),
        schema.commands().len(),
        schema.events().len(),
    );
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    let place = match files {
        [(path, _)] => path.display().to_string(),
        _ => options.out.clone(),
    };
    format!("{place}: {types} types, {commands} commands, {events} events, {lines} lines")
}

/// Returns the options of the code: those of the file, overridden by the command line.
fn configuration(options: &GenerateOptions) -> Result<Config, String> {
    let mut config = code::configuration(options.config.as_deref(), &options.code)?;
    config.generated_by = command_line(options);
    if config.output == Output::FilePerModule && options.out == "-" {
        return Err("several files cannot go to standard output".to_owned());
    }
    Ok(config)
}

/// Returns the files and their content.
fn generate(
    schema: &Schema,
    options: &GenerateOptions,
    config: &Config,
) -> Result<Vec<(PathBuf, String)>, qapi_codegen::Error> {
    let generated = qapi_codegen::generate(schema, config)?;
    if config.output == Output::FilePerModule {
        let out = Path::new(&options.out);
        return Ok((generated.files().into_iter())
            .map(|(name, text)| (out.join(name), text))
            .collect());
    }
    Ok(vec![(
        target(&options.out, &options.file),
        generated.text(),
    )])
}

/// Returns the command that generates the same code again, without folders of this machine.
fn command_line(options: &GenerateOptions) -> String {
    let name = |path: &str| {
        Path::new(path)
            .file_name()
            .map_or(path.to_owned(), |name| name.to_string_lossy().into())
    };
    let mut line = format!("qapi generate {}", name(&options.file));
    if let Some(path) = &options.config {
        line.push_str(&format!(" --config {}", name(path)));
    }
    line.push_str(&options.code.command_line());
    line
}

/// Returns the path of the file to write. In a folder, it is named after the schema.
fn target(out: &str, schema: &str) -> PathBuf {
    let out = Path::new(out);
    if !out.is_dir() && !out.as_os_str().to_string_lossy().ends_with('/') {
        return out.to_owned();
    }
    let name = match schema {
        "-" => "schema.json",
        path => path.strip_suffix(".gz").unwrap_or(path),
    };
    out.join(Path::new(name).file_name().unwrap_or_default())
        .with_extension("rs")
}
