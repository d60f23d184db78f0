//! When what came, changed and went: the history of a schema over its releases.
//!
//! A [`History`] has an entry for each command, event and type that any of the releases defines, and in it an item for
//! each argument, member, value and branch. It is a document that any manual can print; Markdown and JSON are here.
//!
//! Definitions are followed by name, and by structure where a type was given another name. What changed between
//! two releases is what [`diff`](crate::diff) finds. What the docs say with "since" is checked by
//! [`History::contradictions`].

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
    /// Returns the history of releases that are given from the oldest to the newest.
    #[must_use]
    pub fn of(releases: &[Release<'_>]) -> Self {
        let releases: Vec<_> = (releases.iter())
            .map(|release| (release.label.as_str(), release.schema))
            .collect();
        follow::follow(&releases)
    }
}
