//! `qapi generate`: Rust code of a schema.

use std::path::{Path, PathBuf};

use qapi_codegen::{Conditions, Config, write_if_changed};
use qapi_parser::schema::Schema;

use super::read;
use crate::arguments::GenerateOptions;
use crate::{Status, output};

pub(crate) fn run(options: &GenerateOptions, colour: bool) -> Status {
    let outcome = match read(&options.file, &options.rules, colour) {
        Ok(outcome) => outcome,
        Err(status) => return status,
    };
    let Some(schema) = &outcome.schema else {
        return Status::Errors;
    };
    let text = match generate(schema, options) {
        Ok(text) => text,
        Err(error) => {
            output::complain(&error.to_string());
            return Status::Errors;
        }
    };
    if options.out == "-" {
        return output::print(&text);
    }
    let path = target(&options.out, &options.file);
    match write_if_changed(&path, &text) {
        Ok(_) => {
            output::message(&summary(schema, &path, &text));
            Status::Fine
        }
        Err(error) => {
            output::complain(&format!("{}: {error}", path.display()));
            Status::Trouble
        }
    }
}

/// What was written.
fn summary(schema: &Schema, path: &Path, text: &str) -> String {
    let is_named = |(_, ty): &(_, &qapi_parser::schema::Type)| ty.definition.name_span.is_some();
    let (types, commands) = (
        schema.types().filter(is_named).count(),
        schema.commands().len(),
    );
    format!(
        "{}: {types} types, {commands} commands, {} lines",
        path.display(),
        text.lines().count()
    )
}

fn generate(schema: &Schema, options: &GenerateOptions) -> Result<String, qapi_codegen::Error> {
    let mut config = Config::default();
    if !options.define.is_empty() {
        config.conditions = Conditions::Evaluate(options.define.iter().cloned().collect());
    }
    config.bytes.clone_from(&options.bytes);
    config.docs = !options.no_docs;
    config.unknown_values = !options.no_unknown_values;
    config.non_exhaustive = !options.exhaustive;
    config.generated_by = command_line(options);
    let generated = qapi_codegen::generate(schema, &config)?;
    if options.no_format {
        return Ok(generated.to_string());
    }
    generated.formatted()
}

/// The command that makes the same code again, without the folders of this machine.
fn command_line(options: &GenerateOptions) -> String {
    let name = |path: &str| {
        Path::new(path)
            .file_name()
            .map_or(path.to_owned(), |name| name.to_string_lossy().into())
    };
    let mut line = format!("qapi generate {}", name(&options.file));
    for (config, value) in &options.define {
        line.push_str(&format!(" --define {config}={value}"));
    }
    for pattern in &options.bytes {
        line.push_str(&format!(" --bytes '{pattern}'"));
    }
    let flags = [
        (options.no_docs, "--no-docs"),
        (options.no_unknown_values, "--no-unknown-values"),
        (options.exhaustive, "--exhaustive"),
        (options.no_format, "--no-format"),
    ];
    for (_, flag) in flags.iter().filter(|(set, _)| *set) {
        line.push_str(&format!(" {flag}"));
    }
    line
}

/// The file to write: in a folder it is called as the schema.
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
