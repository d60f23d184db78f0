//! The report for programs: one JSON document. `docs/guide/diff.md` describes its keys.

use qapi_parser::SourceMap;
use serde::Serialize;

use crate::diff::finding::{Comparison, Finding, Place, Reach, Subject};
use crate::diff::level::Level;

/// The version of the document's format. It increases when a key changes its meaning or is removed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    subject: &'a str,
    old: &'a str,
    new: &'a str,
    summary: Summary,
    findings: Vec<Entry<'a>>,
    remarks: &'a [String],
}

#[derive(Serialize)]
struct Summary {
    breaking: usize,
    warning: usize,
    info: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    path: &'a str,
    part: Option<&'a str>,
    deprecated: bool,
    accepted: bool,
    old: Option<At<'a>>,
    new: Option<At<'a>>,
    reaches: Vec<Reached<'a>>,
    also: &'a [String],
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    exact: bool,
    definition: Option<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    kind: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Reached<'a> {
    kind: &'a str,
    name: &'a str,
    path: &'a str,
    level: &'a str,
    unstable: bool,
    accepted: Option<&'a str>,
}

impl Comparison {
    /// Returns the report as one JSON document, with a final line feed.
    #[must_use]
    pub fn json(&self) -> String {
        let document = Document {
            format: FORMAT,
            subject: match self.subject {
                Subject::Wire => "wire",
                Subject::Source => "source",
            },
            old: top(&self.old),
            new: top(&self.new),
            summary: Summary {
                breaking: self.count(Level::Breaking),
                warning: self.count(Level::Warning),
                info: self.count(Level::Info),
                accepted: self.accepted(),
            },
            findings: self
                .findings
                .iter()
                .map(|finding| self.entry(finding))
                .collect(),
            remarks: &self.remarks,
        };
        // Writing text and numbers to a string does not fail.
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    fn entry<'a>(&'a self, finding: &'a Finding) -> Entry<'a> {
        Entry {
            rule: finding.rule.id,
            level: finding.level.as_str(),
            message: &finding.message,
            path: finding.path(),
            part: finding.part.as_deref(),
            deprecated: finding.deprecated,
            accepted: finding.is_accepted(),
            old: at(&self.old, &finding.old),
            new: at(&self.new, &finding.new),
            reaches: finding.reaches.iter().map(reached).collect(),
            also: &finding.also,
            help: finding.help.as_deref(),
        }
    }
}

fn top(sources: &SourceMap) -> &str {
    sources.files().next().map_or("", |file| file.path())
}

fn at<'a>(sources: &'a SourceMap, place: &'a Place) -> Option<At<'a>> {
    let span = place.span?;
    let (start, end) = (sources.start(span), sources.end(span));
    Some(At {
        file: sources.path(span),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        exact: place.exact,
        definition: place.definition.as_ref().map(|definition| Named {
            kind: definition.kind.as_str(),
            name: &definition.name,
        }),
    })
}

fn reached(reach: &Reach) -> Reached<'_> {
    Reached {
        kind: reach.kind.as_str(),
        name: &reach.name,
        path: &reach.path,
        level: reach.level.as_str(),
        unstable: reach.unstable,
        accepted: reach.accepted.as_deref(),
    }
}
