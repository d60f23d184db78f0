//! The model of a history.

use qapi_parser::schema::DefinitionKind;

use super::version::Version;
use crate::diff::Rule;
use std::fmt;

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
    /// Its kind in the last release that has it.
    pub kind: DefinitionKind,
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
    /// Its kind.
    pub kind: PartKind,
    /// Its name; of an alternate's branch the kind of JSON value.
    pub name: String,
    /// When it came, changed and went. It goes with its definition.
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
