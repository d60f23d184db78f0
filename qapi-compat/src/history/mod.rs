//! When what came, changed and went: the history of a schema over its releases.
//!
//! A [`History`] has an entry for each command, event and type that any of the releases defines, and in it an item for
//! each argument, member, value and branch. It is a document that any manual can print; Markdown and JSON are here.
//!
//! Definitions are followed by name, and by structure where a type was given another name. What changed between
//! two releases is what [`diff`](crate::diff) finds. What the docs say with "since" is checked by
//! [`History::contradictions`].

mod follow;
mod inventory;
mod report;
mod since;
mod table;

pub use since::{Contradiction, Version};
pub use table::Row;

use crate::diff::Rule;
use qapi_parser::schema::Schema;

/// A release of a schema.
#[derive(Debug, Clone)]
pub struct Release<'s> {
    /// What it is called: usually its version.
    pub label: String,
    /// Its schema.
    pub schema: &'s Schema,
}

/// When everything came, changed and went.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The labels of the releases, in order.
    pub releases: Vec<String>,
    /// Every definition of any release, in the order in which they came, then in that of the schema.
    pub entries: Vec<Entry>,
}

/// The history of a definition.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key that defines it in the last release that has it: `command`, `event`, `enum`, ...
    pub kind: &'static str,
    /// Its name in that release.
    pub name: String,
    /// When it came, changed and went.
    pub timeline: Timeline,
    /// What it consists of, in the order in which it came.
    pub items: Vec<Item>,
}

/// The history of a part of a definition.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is: `argument`, `member`, `value` or `branch`.
    pub kind: &'static str,
    /// Its name; of an alternate's branch the kind of JSON value.
    pub name: String,
    /// When it came, changed and went. It goes with its definition.
    pub timeline: Timeline,
}

/// When something came, changed and went.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// In the order of releases; the first is always that it came.
    pub events: Vec<Event>,
    /// The release in which the docs say that it came, as they say it in the last release that has it.
    pub since: Option<Version>,
}

/// Something that a release did to a definition or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The release, as a position in [`History::releases`].
    pub release: usize,
    /// What it did.
    pub what: What,
}

/// What a release did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The release has it, and the one before has not; or it is the first release.
    Came,
    /// It is another than in the release before.
    Changed {
        /// The rule of comparisons.
        rule: &'static Rule,
        /// What changed, in one line.
        message: String,
    },
    /// The release before has it, and this has not.
    Went,
}

impl History {
    /// The history of some releases, given from the oldest to the newest.
    #[must_use]
    pub fn of(releases: &[Release<'_>]) -> Self {
        follow::follow(releases)
    }
}

impl Timeline {
    /// The release in which it came first.
    #[must_use]
    pub fn came(&self) -> Option<usize> {
        self.events.first().map(|event| event.release)
    }

    /// The release in which it went for good; `None` if the last release has it.
    #[must_use]
    pub fn went(&self) -> Option<usize> {
        let last = self
            .events
            .iter()
            .rev()
            .find(|event| !matches!(event.what, What::Changed { .. }));
        last.filter(|event| event.what == What::Went)
            .map(|event| event.release)
    }
}
