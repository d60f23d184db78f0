//! The model of a history.

use qapi_parser::schema::DefinitionKind;

use super::version::Version;
use crate::diff::Rule;
use std::fmt;

/// The additions, changes and removals of all definitions.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The labels of the releases, in order.
    pub releases: Vec<String>,
    /// All definitions of all releases, in the order of their addition, then in that of the schema.
    pub entries: Vec<Entry>,
}

/// The history of a definition.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its kind in the last release that has it.
    pub kind: DefinitionKind,
    /// Its name in that release.
    pub name: String,
    /// Its addition, changes and removal.
    pub timeline: Timeline,
    /// Its parts, in the order of their addition.
    pub items: Vec<Item>,
}

/// The history of a part of a definition.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its kind.
    pub kind: PartKind,
    /// Its name; for an alternate's branch, the kind of JSON value.
    pub name: String,
    /// Its addition, changes and removal. It is removed with its definition.
    pub timeline: Timeline,
}

/// The kind of a part of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// An argument of a command.
    Argument,
    /// A member of a struct, of a union's base, or of an event's data.
    Member,
    /// A value of an enum.
    Value,
    /// A branch of a union or an alternate.
    Branch,
}

impl PartKind {
    /// All kinds.
    pub(super) const ALL: [Self; 4] = [Self::Argument, Self::Member, Self::Value, Self::Branch];

    /// Returns the word for it, such as `argument`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Member => "member",
            Self::Value => "value",
            Self::Branch => "branch",
        }
    }
}

impl fmt::Display for PartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The additions, changes and removals of an element.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The events in the order of releases; the first is always an addition.
    pub events: Vec<Event>,
    /// The release of its addition according to the docs of the last release that contains it.
    pub since: Option<Version>,
}

/// A change that a release made to a definition or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The release, as a position in [`History::releases`].
    pub release: usize,
    /// The kind of change.
    pub what: What,
}

/// The kind of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The release contains it, and the one before does not exist or lacks it.
    Came,
    /// It differs from that of the release before.
    Changed {
        /// The rule of the comparison.
        rule: &'static Rule,
        /// The change, in one line.
        message: String,
    },
    /// The release before contains it, and this one lacks it.
    Went,
}

impl Timeline {
    /// Returns the release in which it was first added.
    #[must_use]
    pub fn came(&self) -> Option<usize> {
        self.events.first().map(|event| event.release)
    }

    /// Returns the release in which it was finally removed; `None` if the last release contains it.
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
