//! `qapi fmt`: rewrites schema files into the modern form, in one layout.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use qapi_codegen::write_if_changed;
use qapi_parser::{
    Edition, FormatError, FormatOptions, Formatted, FormattedFile, LoadError, Loader, Memory,
    Outcome, Severity, check, format,
};
use similar::TextDiff;

use super::report;
use crate::arguments::{FmtOptions, MessageFormat};
use crate::loader::Files;
use crate::output;
use crate::status::Status;

/// The argument that means standard input.
const STANDARD_INPUT: &str = "-";

pub(crate) fn run(options: &FmtOptions, colour: bool) -> Status {
    let mut worst = Status::Fine;
    let mut files: Vec<&str> = Vec::new();
    for file in &options.files {
        let status = if file == STANDARD_INPUT {
            standard_input(options, colour)
        } else {
            files.push(file);
            Status::Fine
        };
        worst = worst.max(status);
    }
    let named: BTreeSet<String> = files.iter().map(|file| Files.identity(file)).collect();
    for top in tops(&files) {
        let wanted = |path: &str| named.contains(&Files.identity(path));
        worst = worst.max(schema(top, &Files, &wanted, replace, options, colour));
    }
    worst
}

/// Returns the files that no other file includes. The others are formatted with the schema that
/// they belong to.
fn tops<'f>(files: &[&'f str]) -> Vec<&'f str> {
    let mut tops: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let own = Files.identity(file);
        if tops.values().any(|included| included.contains(&own)) {
            continue;
        }
        // A file that cannot be read is reported when it is formatted.
        let included = check(&Files, file, Edition::Auto).map_or_else(
            |_| BTreeSet::from([own]),
            |outcome| {
                let paths = outcome.sources.files().map(|it| Files.identity(it.path()));
                paths.collect()
            },
        );
        tops.retain(|&other, _| {
            let other = files.get(other).map(|other| Files.identity(other));
            other.is_none_or(|other| !included.contains(&other))
        });
        tops.insert(index, included);
    }
    let tops = tops.keys().filter_map(|&index| files.get(index));
    tops.copied().collect()
}

/// Formats the named files of one schema, and passes each to `write`.
fn schema(
    top: &str,
    loader: &dyn Loader,
    wanted: &dyn Fn(&str) -> bool,
    write: fn(&FormattedFile) -> Status,
    options: &FmtOptions,
    colour: bool,
) -> Status {
    let format_options = FormatOptions {
        wanted,
        exceptions: options.exceptions,
    };
    let Formatted {
        outcome,
        files,
        rest,
    } = match format(loader, top, format_options) {
        Ok(formatted) => formatted,
        Err(error) => {
            output::complain(&error.to_string());
            return match error {
                FormatError::Load(_) => Status::Trouble,
                FormatError::Meaning { .. } => Status::Errors,
            };
        }
    };
    match rest {
        None => return errors(outcome, colour),
        Some(rest) => left(&rest, wanted),
    }
    let write = |file: &FormattedFile| match (options.check, file.changed) {
        (false, _) => write(file),
        (true, false) => Status::Fine,
        (true, true) => {
            let sources = outcome.sources.files();
            let old = sources
                .filter(|it| it.path() == file.path)
                .map(|it| it.text());
            output::message(&format!("{}: would be reformatted", file.path));
            output::print(&difference(old.last().unwrap_or_default(), file)).max(Status::Errors)
        }
    };
    files.iter().map(write).max().unwrap_or(Status::Fine)
}

/// Returns a unified diff between the text of a file and its modern form.
fn difference(old: &str, file: &FormattedFile) -> String {
    let diff = TextDiff::from_lines(old, &file.text);
    diff.unified_diff()
        .header(&file.path, &file.path)
        .to_string()
}

/// Formats standard input to standard output.
fn standard_input(options: &FmtOptions, colour: bool) -> Status {
    let bytes = match Files.load(STANDARD_INPUT) {
        Ok(bytes) => bytes,
        Err(error) => {
            output::complain(&error.to_string());
            return Status::Trouble;
        }
    };
    let loader = StandardInput(Memory::new().with(STANDARD_INPUT, bytes));
    let wanted = |path: &str| path == STANDARD_INPUT;
    let write = |file: &FormattedFile| output::print(&file.text);
    schema(STANDARD_INPUT, &loader, &wanted, write, options, colour)
}

/// The file system, with the content of standard input, which can be read only once.
struct StandardInput(Memory);

impl Loader for StandardInput {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        if path == STANDARD_INPUT {
            return self.0.load(path);
        }
        Files.load(path)
    }

    fn identity(&self, path: &str) -> String {
        Files.identity(path)
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        Files.join(from, include)
    }
}

/// Prints the errors of a schema, without the findings that the formatter would correct.
fn errors(mut outcome: Outcome, colour: bool) -> Status {
    outcome
        .diagnostics
        .retain(|diagnostic| diagnostic.severity == Severity::Error);
    report::full(&outcome, MessageFormat::Human, colour).max(Status::Errors)
}

/// Prints the forms of older releases that are left in the files.
fn left(rest: &Outcome, wanted: &dyn Fn(&str) -> bool) {
    let mut codes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for diagnostic in &rest.diagnostics {
        let path = rest.sources.path(diagnostic.span);
        if diagnostic.code.is_legacy() && wanted(path) {
            *codes.entry((path, diagnostic.code.as_str())).or_default() += 1;
        }
    }
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((path, code), count) in codes {
        let shown = files.entry(path).or_default();
        shown.push(format!("{code} ({count})"));
    }
    for (path, codes) in files {
        output::message(&format!("{path}: left as it is: {}", codes.join(", ")));
    }
}

/// Replaces a file by its new text, if it differs.
fn replace(file: &FormattedFile) -> Status {
    if !file.changed {
        return Status::Fine;
    }
    if file.path.ends_with(".gz") {
        output::complain(&format!("{}: packed files are not rewritten", file.path));
        return Status::Trouble;
    }
    match replace_text(Path::new(&file.path), &file.text) {
        Ok(()) => {
            output::message(&format!("{}: reformatted", file.path));
            Status::Fine
        }
        Err(error) => {
            output::complain(&format!("{}: {error}", file.path));
            Status::Trouble
        }
    }
}

/// Replaces a file's text in one step. Links to the file stay links, and its permissions are kept.
fn replace_text(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    write_if_changed(&path, text)?;
    fs::set_permissions(&path, permissions)
}
