//! `qapi generate`: Rust code of a schema.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use qapi_codegen::{Conditions, Config, Output, Unstable, write_if_changed};
use qapi_parser::schema::Schema;

use super::read;
use crate::arguments::{EmitName, GenerateOptions};
use crate::{Status, output};

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
    if let ("-", [(_, text)]) = (&*options.out, &*files) {
        return output::print(text);
    }
    for (path, text) in &files {
        if let Err(error) = write_if_changed(path, text) {
            output::complain(&format!("{}: {error}", path.display()));
            return Status::Trouble;
        }
    }
    output::message(&summary(schema, options, &files));
    Status::Fine
}

/// What was written.
fn summary(schema: &Schema, options: &GenerateOptions, files: &[(PathBuf, String)]) -> String {
    let is_named = |(_, ty): &(_, &qapi_parser::schema::Type)| ty.definition.name_span.is_some();
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

/// The options of the code: those of the file, and then those of the command line.
fn configuration(options: &GenerateOptions) -> Result<Config, String> {
    let mut config = Config::default();
    if let Some(path) = &options.config {
        let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        config = Config::from_toml(&text).map_err(|error| format!("{path}: {error}"))?;
    }
    if !options.define.is_empty() {
        let mut values = match config.conditions {
            Conditions::Evaluate(values) => values,
            _ => BTreeMap::new(),
        };
        values.extend(options.define.iter().cloned());
        config.conditions = Conditions::Evaluate(values);
    }
    if !options.cfg.is_empty() {
        let mut table = match config.conditions {
            Conditions::Cfg(table) => table,
            _ => BTreeMap::new(),
        };
        table.extend(options.cfg.iter().cloned());
        config.conditions = Conditions::Cfg(table);
    }
    if !options.emit.is_empty() {
        config.emit = options.emit.iter().map(|part| (*part).into()).collect();
    }
    config.types_path = options.types_path.clone().or(config.types_path);
    (config.server.commands).extend_from_slice(&options.server_command);
    if let Some(name) = &options.server_name {
        config.server.name.clone_from(name);
    }
    config.server.asynchronous |= options.server_async;
    config.delimited.extend_from_slice(&options.delimited);
    config.bytes.extend_from_slice(&options.bytes);
    (config.member_types).extend(options.member_type.iter().cloned());
    (config.extern_types).extend(options.extern_type.iter().cloned());
    for (all, added) in [
        (&mut config.attributes, &options.attribute),
        (&mut config.derives, &options.derive),
    ] {
        for (pattern, text) in added {
            all.entry(pattern.clone()).or_default().push(text.clone());
        }
    }
    if let Some(predicate) = &options.unstable_cfg {
        config.unstable = Unstable::Cfg(predicate.clone());
    }
    if let Some(layout) = options.layout {
        config.layout = layout.into();
    }
    if options.file_per_module {
        config.output = Output::FilePerModule;
    }
    config.docs &= !options.no_docs;
    config.unknown_values &= !options.no_unknown_values;
    config.non_exhaustive &= !options.exhaustive;
    config.constructors &= !options.no_constructors;
    config.setters &= !options.no_setters;
    config.deprecated &= !options.no_deprecated;
    config.generated_by = command_line(options);
    if config.output == Output::FilePerModule && options.out == "-" {
        return Err("several files cannot go to standard output".to_owned());
    }
    Ok(config)
}

/// The files and what belongs into them.
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

/// The command that makes the same code again, without the folders of this machine.
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
    let parts = options.emit.iter().filter_map(EmitName::to_possible_value);
    let parts: Vec<String> = parts.map(|part| part.get_name().to_owned()).collect();
    if !parts.is_empty() {
        line.push_str(&format!(" --emit {}", parts.join(",")));
    }
    for (option, text) in [
        ("types-path", &options.types_path),
        ("server-name", &options.server_name),
    ] {
        if let Some(text) = text {
            line.push_str(&format!(" --{option} '{text}'"));
        }
    }
    for (config, value) in &options.define {
        line.push_str(&format!(" --define {config}={value}"));
    }
    for (option, pairs) in [
        ("cfg", &options.cfg),
        ("member-type", &options.member_type),
        ("extern-type", &options.extern_type),
        ("attribute", &options.attribute),
        ("derive", &options.derive),
    ] {
        for (left, right) in pairs {
            line.push_str(&format!(" --{option} '{left}={right}'"));
        }
    }
    for (option, patterns) in [
        ("bytes", &options.bytes),
        ("delimited", &options.delimited),
        ("server-command", &options.server_command),
    ] {
        for pattern in patterns {
            line.push_str(&format!(" --{option} '{pattern}'"));
        }
    }
    if let Some(predicate) = &options.unstable_cfg {
        line.push_str(&format!(" --unstable-cfg '{predicate}'"));
    }
    if let Some(layout) = options.layout.and_then(|layout| layout.to_possible_value()) {
        line.push_str(&format!(" --layout {}", layout.get_name()));
    }
    let flags = [
        (options.server_async, "--server-async"),
        (options.file_per_module, "--file-per-module"),
        (options.no_docs, "--no-docs"),
        (options.no_unknown_values, "--no-unknown-values"),
        (options.exhaustive, "--exhaustive"),
        (options.no_constructors, "--no-constructors"),
        (options.no_setters, "--no-setters"),
        (options.no_deprecated, "--no-deprecated"),
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
