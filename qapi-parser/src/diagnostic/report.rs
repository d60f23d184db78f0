//! Diagnostics as one line of text, of JSON, or of a workflow's annotations.

use std::fmt::Write as _;

use super::Diagnostic;
use crate::source::SourceMap;
use crate::workflow;

impl Diagnostic {
    /// `file:line:column: severity[code]: message`, without a line end.
    #[must_use]
    pub fn short(&self, sources: &SourceMap) -> String {
        let at = sources.start(self.span);
        let path = sources.path(self.span);
        format!(
            "{path}:{}:{}: {}[{}]: {}",
            at.line, at.column, self.severity, self.code, self.message
        )
    }

    /// One JSON object, without a line end: severity, code, message, file, line, column, end_line,
    /// end_column (from 1; columns count characters), definition {kind, name, line} or null,
    /// included_from [{file, line}...] outermost first, help or null.
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

    /// A GitHub workflow command (`::error file=..,line=..::message`), without a line end.
    #[must_use]
    pub fn github(&self, sources: &SourceMap) -> String {
        let (start, end) = (sources.start(self.span), sources.end(self.span));
        let mut out = format!("::{} file=", self.severity);
        out.push_str(&workflow::property(sources.path(self.span)));
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        if start.line == end.line {
            // Columns of a span over several lines are refused there.
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let _ = write!(out, ",title={}::", self.code);
        out.push_str(&workflow::message(&self.message));
        if let Some(help) = &self.help {
            out.push_str(&workflow::message(&format!("\nhelp: {help}")));
        }
        out
    }
}

/// Appends a JSON string.
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
