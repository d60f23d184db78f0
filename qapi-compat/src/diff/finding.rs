//! The findings of a comparison.

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

/// A comparison of two schemas.
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
    /// Remarks on the [`Policy`](super::Policy): entries without effect, and expired ones.
    pub remarks: Vec<String>,
}

impl Comparison {
    /// Returns the number of findings of a level that are not accepted.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        let open = self
            .findings
            .iter()
            .filter(|finding| !finding.is_accepted());
        open.filter(|finding| finding.level == level).count()
    }

    /// Returns the number of accepted findings.
    #[must_use]
    pub fn accepted(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.is_accepted())
            .count()
    }

    /// Returns the worst level of the findings that are not accepted.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        let open = self
            .findings
            .iter()
            .filter(|finding| !finding.is_accepted());
        open.map(|finding| finding.level).max()
    }
}

/// One difference between two schemas. A change in a type that many commands share is one finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that describes the kind of change.
    pub rule: &'static Rule,
    /// The worst level of its reaches that are not accepted, or of all if all are accepted.
    pub level: Level,
    /// The change, in one line, without a full stop.
    pub message: String,
    /// The member, value or branch of the definition; `None` if the finding is about the definition
    /// itself.
    pub part: Option<String>,
    /// Its place in the older schema.
    pub old: Place,
    /// Its place in the newer schema.
    pub new: Place,
    /// `true` if the changed element was deprecated in the older schema.
    pub deprecated: bool,
    /// The affected commands and events, at least one: stable ones first, then by the length of the
    /// path. For generated code, it is the one Rust item that the finding is about.
    pub reaches: Vec<Reach>,
    /// Other parts of the generated code that change with it, by their Rust paths.
    pub also: Vec<String>,
    /// The change that repairs a program, without a full stop.
    pub help: Option<String>,
}

impl Finding {
    /// Returns the path from the first command that it reaches.
    #[must_use]
    pub fn path(&self) -> &str {
        self.reaches.first().map_or("", |reach| &reach.path)
    }

    /// Computes the level from those of the reaches.
    pub(super) fn settle(&mut self) {
        let open = self.reaches.iter().filter(|reach| reach.accepted.is_none());
        let worst = open.map(|reach| reach.level).max();
        let all = || self.reaches.iter().map(|reach| reach.level).max();
        self.level = worst.or_else(all).unwrap_or(self.level);
    }

    /// Returns whether it is accepted for everything that it reaches.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.reaches.iter().all(|reach| reach.accepted.is_some())
    }
}

/// A place in a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The span; `None` if that schema contains no related definition.
    pub span: Option<Span>,
    /// `true` if the span is that of the element; `false` if it is that of the definition that
    /// lacks it.
    pub exact: bool,
    /// The definition that contains it.
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
    /// The shortest path to the change: from a command, such as `command open / argument mode`, or
    /// the Rust path of the changed element.
    pub path: String,
    /// `true` if every path to the change contains something unstable.
    pub unstable: bool,
    /// The level of the change for this item.
    pub level: Level,
    /// The reason for which it is accepted for this item.
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
