//! A history for people: Markdown, with a table for commands, one for events, one for types.

use std::fmt::Write as _;

use crate::history::History;
use crate::history::table::Row;

impl History {
    /// Returns the history in Markdown, with a final line feed.
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
        for (title, rows) in self.tables() {
            let _ = writeln!(
                out,
                "\n## {title}\n\n| | came | changed | went |\n| --- | --- | --- | --- |"
            );
            for row in rows {
                self.line(&mut out, &row);
            }
        }
        out
    }

    fn line(&self, out: &mut String, row: &Row<'_>) {
        let Row { entry, item } = row;
        let name = match (item, entry.kind) {
            (Some(item), _) => format!("`{}` {} `{}`", entry.name, item.kind, item.name),
            (None, kind) if !kind.is_type() => format!("**`{}`**", entry.name),
            (None, kind) => format!("{kind} **`{}`**", entry.name),
        };
        let changes = row.changes(self);
        let changes = changes.map(|(label, message)| format!("{label}: {}", cell(message)));
        let changed = changes.collect::<Vec<_>>().join("<br>");
        let (came, went) = (row.came(self), row.went(self));
        let _ = writeln!(out, "| {name} | {came} | {changed} | {went} |");
    }
}

/// Escapes text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
