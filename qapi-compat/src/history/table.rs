//! The tables of a history: their rows and order, for all formats.

use qapi_parser::schema::DefinitionKind;

use super::model::{Entry, History, Item, Timeline, What};

/// Returns the title of the table that contains a definition.
fn title(kind: DefinitionKind) -> &'static str {
    match kind {
        DefinitionKind::Command => "Commands",
        DefinitionKind::Event => "Events",
        _ => "Types",
    }
}

/// A row of a table: a definition, or a part of one.
pub struct Row<'h> {
    /// The definition.
    pub entry: &'h Entry,
    /// The part of it; `None` in the row of the definition itself.
    pub item: Option<&'h Item>,
}

impl<'h> Row<'h> {
    /// Returns the timeline of the row.
    #[must_use]
    pub fn timeline(&self) -> &'h Timeline {
        self.item
            .map_or(&self.entry.timeline, |item| &item.timeline)
    }

    /// Returns the labels of the releases that added it, separated by commas.
    #[must_use]
    pub fn came(&self, history: &History) -> String {
        self.labels(history, &What::Came)
    }

    /// Returns the labels of the releases that removed it, separated by commas.
    #[must_use]
    pub fn went(&self, history: &History) -> String {
        self.labels(history, &What::Went)
    }

    fn labels(&self, history: &History, what: &What) -> String {
        let events = self
            .timeline()
            .events
            .iter()
            .filter(|event| event.what == *what);
        let labels: Vec<&str> = events.map(|event| history.label(event.release)).collect();
        labels.join(", ")
    }

    /// Returns the changes, each with the label of its release.
    pub fn changes<'a>(&self, history: &'a History) -> impl Iterator<Item = (&'a str, &'h str)> {
        let events = self.timeline().events.iter();
        events.filter_map(|event| match &event.what {
            What::Changed { message, .. } => Some((history.label(event.release), &**message)),
            _ => None,
        })
    }
}

impl History {
    /// Returns the tables that have rows, each with its title.
    pub fn tables(&self) -> impl Iterator<Item = (&'static str, Vec<Row<'_>>)> {
        let tables = ["Commands", "Events", "Types"].into_iter().map(|table| {
            let listed = self.entries.iter();
            let listed = listed.filter(|entry| title(entry.kind) == table);
            let mut entries: Vec<&Entry> = listed.collect();
            entries.sort_by_key(|entry| entry.name.to_lowercase());
            (
                table,
                entries.into_iter().flat_map(rows).collect::<Vec<_>>(),
            )
        });
        tables.filter(|(_, rows)| !rows.is_empty())
    }

    /// Returns the label of a release; empty if the index is out of range.
    #[must_use]
    pub fn label(&self, release: usize) -> &str {
        self.releases.get(release).map_or("", |label| label)
    }
}

/// Returns the rows of a definition, and of its parts that changed or were added or removed in
/// other releases.
fn rows(entry: &Entry) -> impl Iterator<Item = Row<'_>> {
    let tells = move |item: &&Item| {
        let timeline = &item.timeline;
        timeline.came() != entry.timeline.came()
            || timeline.went() != entry.timeline.went()
            || (timeline.events.iter()).any(|event| matches!(event.what, What::Changed { .. }))
    };
    let items = entry.items.iter().filter(tells).map(Some);
    std::iter::once(None)
        .chain(items)
        .map(move |item| Row { entry, item })
}
