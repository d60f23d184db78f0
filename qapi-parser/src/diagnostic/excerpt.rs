//! Diagnostics in plain text with the line of the schema that they are about. They are for build
//! scripts, where a drawing library would cost too much compile time.

use std::fmt::Write as _;

use super::Diagnostic;
use crate::source::SourceMap;

/// The number of characters that are shown of a line.
const SHOWN: usize = 100;
/// The number of characters that are shown before the mark, in a line that is too long.
const BEFORE: usize = 40;

impl Diagnostic {
    /// Returns several lines, without a line end: the message, its place, the line there with a
    /// mark, and the help.
    #[must_use]
    pub fn excerpt(&self, sources: &SourceMap) -> String {
        let place = self.place();
        let (start, end) = (sources.start(place), sources.end(place));
        let line = sources
            .file(place.file)
            .map_or("", |file| file.line(start.line));
        let number = start.line.to_string();
        let indent = " ".repeat(number.len());
        let Self {
            severity,
            code,
            message,
            ..
        } = self;
        let path = sources.path(place);
        let mut out = format!(
            "{severity}[{code}]: {message}\n{indent}--> {path}:{}:{}\n{indent} |\n",
            start.line, start.column
        );
        let column = start.column.saturating_sub(1);
        let from = match line.chars().count() > SHOWN {
            true => column.saturating_sub(BEFORE),
            false => 0,
        };
        let shown: String = line.chars().skip(from).take(SHOWN).collect();
        let shown = shown.trim_end();
        let before = column - from;
        let rest = shown.chars().count().saturating_sub(before);
        let marked = match start.line == end.line {
            true => (end.column - start.column).min(rest),
            false => rest,
        };
        // A tab is as wide above the mark as it is in the line of the mark.
        let blank = shown.chars().take(before);
        let blank: String = blank.map(|it| if it == '\t' { it } else { ' ' }).collect();
        let marks = "^".repeat(marked.max(1));
        let label = match &self.label {
            Some(label) if place == self.span => format!(" {label}"),
            _ => String::new(),
        };
        let _ = write!(out, "{number} | {shown}\n{indent} | {blank}{marks}{label}");
        let others = self.labels.iter();
        for other in others.filter(|label| label.span != place && !label.text.is_empty()) {
            let (path, at) = (sources.path(other.span), sources.start(other.span));
            let (text, line, column) = (&other.text, at.line, at.column);
            let _ = write!(out, "\n{indent} = note: {text}: {path}:{line}:{column}");
        }
        if let Some(site) = self.included_from(sources).last() {
            let (path, line) = (sources.path(*site), sources.start(*site).line);
            let _ = write!(out, "\n{indent} = note: included from {path}:{line}");
        }
        if let Some(help) = &self.help {
            let _ = write!(out, "\n{indent} = help: {help}");
        }
        out
    }
}
