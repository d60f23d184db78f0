//! Diagnostics as one line of text, as JSON, or as annotations of a workflow.

use std::fmt::Write as _;

use super::annotation::{Annotation, AnnotationLevel};
use super::{Diagnostic, Severity};
use crate::source::SourceMap;

impl Diagnostic {
    /// Returns `file:line:column: severity[code]: message`, without a line end. The place is
    /// [`place`](Self::place).
    #[must_use]
    pub fn short(&self, sources: &SourceMap) -> String {
        let at = sources.start(self.place());
        let path = sources.path(self.span);
        format!(
            "{path}:{}:{}: {}[{}]: {}",
            at.line, at.column, self.severity, self.code, self.message
        )
    }

    /// Returns one JSON object, without a line end: severity, code, message, file, line, column,
    /// end_line, end_column (from 1; columns count characters), definition {kind, name, line} or
    /// null, included_from [{file, line}...] outermost first, help or null.
    #[must_use]
    pub fn json(&self, sources: &SourceMap) -> String {
        let (start, end) = (sources.start(self.span), sources.end(self.span));
        let mut out = String::from("{");
        let _ = write!(
            out,
            r#""severity":"{}","code":"{}","message":"#,
            self.severity, self.code
        );
        quote(&mut out, &self.message);
        out.push_str(r#","file":"#);
        quote(&mut out, sources.path(self.span));
        let _ = write!(
            out,
            r#","line":{},"column":{},"end_line":{},"end_column":{},"definition":"#,
            start.line, start.column, end.line, end.column
        );
        match &self.definition {
            None => out.push_str("null"),
            Some(definition) => {
                let _ = write!(out, r#"{{"kind":"{}","name":"#, definition.kind);
                quote(&mut out, &definition.name);
                let _ = write!(out, r#","line":{}}}"#, sources.start(definition.span).line);
            }
        }
        out.push_str(r#","included_from":["#);
        for (index, site) in self.included_from(sources).into_iter().enumerate() {
            out.push_str(if index > 0 {
                r#",{"file":"#
            } else {
                r#"{"file":"#
            });
            quote(&mut out, sources.path(site));
            let _ = write!(out, r#","line":{}}}"#, sources.start(site).line);
        }
        out.push_str(r#"],"help":"#);
        match &self.help {
            None => out.push_str("null"),
            Some(help) => quote(&mut out, help),
        }
        out.push('}');
        out
    }

    /// Returns an [`Annotation`] of a GitHub workflow, without a line end.
    #[must_use]
    pub fn github(&self, sources: &SourceMap) -> String {
        let level = match self.severity {
            Severity::Error => AnnotationLevel::Error,
            Severity::Warning => AnnotationLevel::Warning,
        };
        let mut message = self.message.clone();
        if let Some(help) = &self.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        let place = self.place();
        let (start, end) = (sources.start(place), sources.end(place));
        let mut annotation = Annotation::new(level, message)
            .with("file", sources.path(self.span))
            .with("line", start.line)
            .with("endLine", end.line);
        if start.line == end.line {
            // GitHub refuses columns of a span over several lines.
            annotation = annotation
                .with("col", start.column)
                .with("endColumn", end.column);
        }
        annotation.with("title", self.code).to_string()
    }
}

/// Appends text as a JSON string.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            control if control < ' ' || control == '\x7f' => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
