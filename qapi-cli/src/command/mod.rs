//! The commands, a file each, and how they read a schema.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod doc;
pub(crate) mod dump;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod generate;
pub(crate) mod history;
pub(crate) mod introspect;
pub(crate) mod validate;

use std::collections::BTreeMap;

use qapi_parser::{
    Code, Diagnostic, FileId, Levels, Options, Outcome, Renderer, Severity, check_with,
};

use crate::Status;
use crate::arguments::{MessageFormat, RuleOptions};
use crate::loader::Files;
use crate::output;

/// How often a form of older releases may stand in a file before it is summed up.
const SUM_UP_FROM: usize = 4;

/// Reads a schema and prints what is wrong with it.
fn read(file: &str, rules: &RuleOptions, colour: bool) -> Result<Outcome, Status> {
    let mut levels = Levels::default();
    for &code in &rules.allow {
        levels.allow(code).map_err(|error| {
            output::complain(&error.to_string());
            Status::Trouble
        })?;
    }
    rules.deny.iter().for_each(|&code| levels.deny(code));
    let options = Options {
        edition: rules.edition.into(),
        levels,
    };
    let outcome = check_with(&Files, file, &options).map_err(|error| {
        output::complain(&error.to_string());
        Status::Trouble
    })?;
    report(&outcome, rules.message_format, colour);
    Ok(outcome)
}

fn report(outcome: &Outcome, format: MessageFormat, colour: bool) {
    let sources = &outcome.sources;
    let lines = |line: &dyn Fn(&Diagnostic) -> String| {
        outcome
            .diagnostics
            .iter()
            .map(|diagnostic| line(diagnostic) + "\n")
            .collect::<String>()
    };
    match format {
        MessageFormat::Json => {
            output::print(&lines(&|diagnostic| diagnostic.json(sources)));
        }
        MessageFormat::Github => {
            output::print(&lines(&|diagnostic| diagnostic.github(sources)));
        }
        MessageFormat::Short => {
            for diagnostic in &outcome.diagnostics {
                output::message(&diagnostic.short(sources));
            }
        }
        MessageFormat::Human => human(outcome, colour),
    }
}

/// Draws the diagnostics; a form of older releases that is met often is drawn once a file.
fn human(outcome: &Outcome, colour: bool) {
    let renderer = Renderer::new(colour);
    let mut often: BTreeMap<(FileId, Code), usize> = BTreeMap::new();
    let key = |diagnostic: &Diagnostic| {
        (diagnostic.code.is_legacy() && diagnostic.severity == Severity::Warning)
            .then_some((diagnostic.span.file, diagnostic.code))
    };
    for key in outcome.diagnostics.iter().filter_map(key) {
        *often.entry(key).or_default() += 1;
    }
    often.retain(|_, count| *count >= SUM_UP_FROM);
    for diagnostic in &outcome.diagnostics {
        let note = match key(diagnostic).and_then(|key| often.get_mut(&key)) {
            None => None,
            Some(0) => continue,
            Some(count) => {
                let rest = std::mem::take(count) - 1;
                Some(format!(
                    "and {rest} more of this in the file; --message-format short lists them all"
                ))
            }
        };
        let drawn = renderer.render_with_note(diagnostic, &outcome.sources, note.as_deref());
        output::message(&(drawn + "\n"));
    }
    let count = |severity| {
        outcome
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        let found = found(&[(errors, "error"), (warnings, "warning")]);
        let top = outcome
            .sources
            .files()
            .next()
            .map(|file| file.path().to_owned())
            .unwrap_or_default();
        output::message(&format!("{top}: {found}"));
    }
}

/// How many of each were found: those that were, as in `1 error, 2 warnings`.
fn found(counts: &[(usize, &str)]) -> String {
    let met = counts.iter().filter(|(count, _)| *count > 0);
    let all: Vec<String> = met.map(|(count, what)| counted(*count, what)).collect();
    all.join(", ")
}

/// `1 error`, `2 errors`, `2 replies`.
fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}
