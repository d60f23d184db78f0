//! The history of a schema over its releases: additions, changes and removals.
//!
//! A [`History`] has an entry for each command, event and type that any of the releases defines.
//! The entry has an item for each argument, member, value and branch. A history can be written as
//! Markdown and as JSON.
//!
//! Definitions are followed by name, and by structure if a type was renamed. The changes between
//! two releases are found by [`diff`](crate::diff). [`History::contradictions`] checks the versions
//! that the docs state with "since".

mod contradictions;
mod follow;
mod inventory;
mod model;
mod report;
mod table;
mod version;

pub use contradictions::Contradiction;
pub use model::{Entry, Event, History, Item, PartKind, Timeline, What};
pub use table::Row;
pub use version::Version;

use qapi_parser::schema::Schema;

/// A release of a schema.
#[derive(Debug, Clone)]
pub struct Release<'s> {
    /// Its label, usually its version.
    pub label: String,
    /// Its schema.
    pub schema: &'s Schema,
}

impl History {
    /// Returns the history of releases, given from the oldest to the newest.
    #[must_use]
    pub fn of(releases: &[Release<'_>]) -> Self {
        let releases: Vec<_> = (releases.iter())
            .map(|release| (release.label.as_str(), release.schema))
            .collect();
        follow::follow(&releases)
    }
}
