//! What a comparison found.

use std::fmt;
use std::sync::Arc;

use qapi_parser::schema::DefinitionKind;
use qapi_parser::{SourceMap, Span};

use super::level::Level;
use super::rule::Rule;

/// The subject of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The messages that clients and servers exchange.
    Wire,
    /// The public API of Rust code that is generated from the schemas.
    Source,
}

/// Two schemas compared.
#[derive(Debug)]
pub struct Comparison {
    /// The subject of the comparison.
    pub subject: Subject,
    /// The texts of the older schema.
    pub old: Arc<SourceMap>,
    /// The texts of the newer schema.
    pub new: Arc<SourceMap>,
    /// The differences, grouped by command, event or Rust item.
    pub findings: Vec<Finding>,
    /// What a [`Policy`](super::Policy) has to say about itself: entries without effect, expired ones.
    pub remarks: Vec<String>,
}

impl Comparison {
    /// How many findings of a level are not accepted.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let open = self
            .findings
            .iter()
            .filter(|finding| !finding.is_accepted());
        open.filter(|finding| finding.level == level).count()
    }

    /// How many findings are accepted.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.is_accepted())
            .count()
    }

    /// The worst level of what is not accepted.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        let open = self
            .findings
            .iter()
            .filter(|finding| !finding.is_accepted());
        open.map(|finding| finding.level).max()
    }
}

/// One difference between two schemas. What is shared by many commands is one finding that reaches them all.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// How much it matters: the worst of its reaches that are not accepted, or of all where all are.
    pub level: Level,
    /// What changed, in one line, without a full stop.
    pub message: String,
    /// The member, value or branch of the definition that it is about; `None` where that is the definition itself.
    pub part: Option<String>,
    /// Its place in the older schema.
    pub old: Place,
    /// Its place in the newer schema.
    pub new: Place,
    /// Whether what changed was deprecated in the older schema.
    pub deprecated: bool,
    /// Every command and event that is affected, never none: the shortest way first, stable ones before the
    /// others. Of generated code it is the one Rust item that the finding is about.
    pub reaches: Vec<Reach>,
    /// Other parts of the generated code that change with it, by their Rust paths.
    pub also: Vec<String>,
    /// The change that repairs a program, without a full stop.
    pub help: Option<String>,
}

impl Finding {
    /// Where it is, from the first command that it reaches down.
    #[must_use]
    pub fn path(&self) -> &str {
        self.reaches.first().map_or("", |reach| &reach.path)
    }

    /// Works out the level from those of the reaches.
    pub(super) fn settle(&mut self) {
        let open = self.reaches.iter().filter(|reach| reach.accepted.is_none());
        let worst = open.map(|reach| reach.level).max();
        let all = || self.reaches.iter().map(|reach| reach.level).max();
        self.level = worst.or_else(all).unwrap_or(self.level);
    }

    /// Whether it is accepted wherever it reaches.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.reaches.iter().all(|reach| reach.accepted.is_some())
    }
}

/// A place in a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where; `None` where that schema has nothing of it.
    pub span: Option<Span>,
    /// Whether the thing itself stands there; else it is the definition that lacks it.
    pub exact: bool,
    /// The definition that it belongs to.
    pub definition: Option<Definition>,
}

/// A definition, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Definition {
    /// Its kind.
    pub kind: DefinitionKind,
    /// Its name.
    pub name: String,
}

/// A command, event or Rust item that a finding affects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The kind of the item.
    pub kind: ReachKind,
    /// The command's or event's name, or the item's Rust path.
    pub name: String,
    /// The shortest way from it to what changed: from a command such as `command open / argument mode`, or the Rust
    /// path of what changed.
    pub path: String,
    /// Whether every way there leads through what is unstable.
    pub unstable: bool,
    /// How much it matters there.
    pub level: Level,
    /// The reason for which it is accepted there.
    pub accepted: Option<String>,
}

/// An item that a finding affects: a command or event on the wire, or an item of generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReachKind {
    /// A command of the schema.
    Command,
    /// An event of the schema.
    Event,
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// A trait.
    Trait,
    /// A type alias.
    Type,
    /// A constant.
    Const,
    /// A function.
    Fn,
}

impl ReachKind {
    /// Returns the word that reports print: Rust's keyword for an item.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Event => "event",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Trait => "trait",
            Self::Type => "type",
            Self::Const => "const",
            Self::Fn => "fn",
        }
    }
}

impl fmt::Display for ReachKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
