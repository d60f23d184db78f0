//! A history for programs: one JSON document. `docs/guide/diff.md` describes its keys.

use serde::Serialize;

use crate::history::{Entry, Event, History, Timeline, What};

/// The version of the document's format. It increases when a key changes its meaning or is removed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    releases: &'a [String],
    entries: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'a str,
    name: &'a str,
    since: Option<String>,
    events: Vec<Happened<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<Row<'a>>>,
}

#[derive(Serialize)]
struct Happened<'a> {
    release: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

impl History {
    /// Returns the history as one JSON document, with a final line feed.
    #[must_use]
    pub fn json(&self) -> String {
        let document = Document {
            format: FORMAT,
            releases: &self.releases,
            entries: self.entries.iter().map(|entry| self.entry(entry)).collect(),
        };
        // Writing text and numbers to a string does not fail.
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    fn entry<'a>(&'a self, entry: &'a Entry) -> Row<'a> {
        let items = entry.items.iter();
        let items = items.map(|item| self.row(item.kind.as_str(), &item.name, &item.timeline));
        let items = Some(items.collect());
        Row {
            items,
            ..self.row(entry.kind.as_str(), &entry.name, &entry.timeline)
        }
    }

    fn row<'a>(&'a self, kind: &'a str, name: &'a str, timeline: &'a Timeline) -> Row<'a> {
        Row {
            kind,
            name,
            since: timeline.since.map(|version| version.to_string()),
            events: timeline
                .events
                .iter()
                .map(|event| self.happened(event))
                .collect(),
            items: None,
        }
    }

    fn happened<'a>(&'a self, event: &'a Event) -> Happened<'a> {
        let (what, rule, message) = match &event.what {
            What::Came => ("came", None, None),
            What::Changed { rule, message } => ("changed", Some(rule.id), Some(&**message)),
            What::Went => ("went", None, None),
        };
        let release = self.releases.get(event.release).map_or("", |label| label);
        Happened {
            release,
            what,
            rule,
            message,
        }
    }
}
