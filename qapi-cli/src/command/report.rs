//! Prints the diagnostics of a schema.

use std::collections::BTreeMap;

use qapi_parser::{Code, Diagnostic, FileId, Outcome, Renderer, Severity, SourceMap};

use super::count::found;
use crate::arguments::MessageFormat;
use crate::output;
use crate::status::Status;

/// The number of times that a form of older releases occurs in a file before it is summarised.
const SUM_UP_FROM: usize = 4;

/// Prints all diagnostics. Returns an error status if they cannot be printed.
pub(super) fn full(outcome: &Outcome, format: MessageFormat, colour: bool) -> Status {
    let all: Vec<&Diagnostic> = outcome.diagnostics.iter().collect();
    let printed = print(&all, &outcome.sources, format, colour);
    if format == MessageFormat::Human && !all.is_empty() {
        let count = |severity| all.iter().filter(|it| it.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let found = found(&[(errors, "error"), (warnings, "warning")]);
        let top = (outcome.sources.files().next()).map_or("", |file| file.path());
        output::message(&format!("{top}: {found}"));
    }
    printed
}

/// Prints the diagnostics that concern a user of the schema. Returns an error status if they cannot
/// be printed.
pub(super) fn brief(outcome: &Outcome, format: MessageFormat, colour: bool) -> Status {
    let brief = outcome.brief();
    let printed = print(&brief.diagnostics, &outcome.sources, format, colour);
    if let Some(note) = brief.note {
        output::message(&note);
    }
    printed
}

fn print(
    diagnostics: &[&Diagnostic],
    sources: &SourceMap,
    format: MessageFormat,
    colour: bool,
) -> Status {
    let lines = |line: &dyn Fn(&Diagnostic) -> String| {
        let lines = diagnostics.iter().map(|diagnostic| line(diagnostic) + "\n");
        lines.collect::<String>()
    };
    match format {
        MessageFormat::Json => {
            return output::print(&lines(&|diagnostic| diagnostic.json(sources)));
        }
        MessageFormat::Github => {
            return output::print(&lines(&|diagnostic| diagnostic.github(sources)));
        }
        MessageFormat::Short => {
            for diagnostic in diagnostics {
                output::message(&diagnostic.short(sources));
            }
        }
        MessageFormat::Human => draw(diagnostics, sources, colour),
    }
    Status::Fine
}

/// Draws the diagnostics. A frequent form of older releases is drawn once per file.
fn draw(diagnostics: &[&Diagnostic], sources: &SourceMap, colour: bool) {
    let renderer = Renderer::new(colour);
    let mut often: BTreeMap<(FileId, Code), usize> = BTreeMap::new();
    let key = |diagnostic: &Diagnostic| {
        (diagnostic.is_older_form()).then_some((diagnostic.span.file, diagnostic.code))
    };
    for key in diagnostics.iter().filter_map(|diagnostic| key(diagnostic)) {
        *often.entry(key).or_default() += 1;
    }
    often.retain(|_, count| *count >= SUM_UP_FROM);
    for diagnostic in diagnostics {
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
        let drawn = renderer.render_with_note(diagnostic, sources, note.as_deref());
        output::message(&(drawn + "\n"));
    }
}
