//! A history for people: Markdown, a table for commands, one for events, one for types.

use std::fmt::Write as _;

use crate::history::{Entry, History, Timeline, What};

/// The tables, and the kinds of definitions in each.
const SECTIONS: [(&str, &[&str]); 3] = [
    ("Commands", &["command"]),
    ("Events", &["event"]),
    ("Types", &["enum", "struct", "union", "alternate"]),
];

impl History {
    /// The history in Markdown, with a line end behind it.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# History: {}\n", self.releases.join(", "));
        if let Some(first) = self.releases.first() {
            let _ = write!(
                out,
                "\nWhat {first} has may be older. Parts without a row of their own came with what they belong to, and \
                 did not change.\n"
            );
        }
        for (title, kinds) in SECTIONS {
            let mut entries: Vec<&Entry> = self
                .entries
                .iter()
                .filter(|entry| kinds.contains(&entry.kind))
                .collect();
            entries.sort_by_key(|entry| entry.name.to_lowercase());
            if entries.is_empty() {
                continue;
            }
            let _ = writeln!(
                out,
                "\n## {title}\n\n| | came | changed | went |\n| --- | --- | --- | --- |"
            );
            for entry in entries {
                self.rows(&mut out, entry);
            }
        }
        out
    }

    fn rows(&self, out: &mut String, entry: &Entry) {
        let kind = match entry.kind {
            "command" | "event" => "",
            kind => kind,
        };
        let name = format!("{kind} **`{}`**", entry.name);
        self.line(out, name.trim_start(), &entry.timeline);
        for item in &entry.items {
            // What came and went with its definition needs no row.
            let alike = item.timeline.came() == entry.timeline.came()
                && item.timeline.went() == entry.timeline.went();
            if alike
                && item
                    .timeline
                    .events
                    .iter()
                    .all(|event| !matches!(event.what, What::Changed { .. }))
            {
                continue;
            }
            let name = format!("`{}` {} `{}`", entry.name, item.kind, item.name);
            self.line(out, &name, &item.timeline);
        }
    }

    fn line(&self, out: &mut String, name: &str, timeline: &Timeline) {
        let label = |release: usize| self.releases.get(release).map_or("", |label| label);
        let list = |wanted: fn(&What) -> bool| {
            let events = timeline.events.iter().filter(|event| wanted(&event.what));
            let words = events.map(|event| match &event.what {
                What::Changed { message, .. } => {
                    format!("{}: {}", label(event.release), cell(message))
                }
                _ => label(event.release).to_owned(),
            });
            words.collect::<Vec<_>>()
        };
        let came = list(|what| *what == What::Came).join(", ");
        let changed = list(|what| matches!(what, What::Changed { .. })).join("<br>");
        let went = list(|what| *what == What::Went).join(", ");
        let _ = writeln!(out, "| {name} | {came} | {changed} | {went} |");
    }
}

/// Text that breaks no table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
