//! One difference between two surfaces, before its place in the schemas is known.

use super::surface::Item;
use crate::diff::finding::ReachKind;
use crate::diff::rule::Rule;

/// An item of the old surface, of the new one, or of both, with its path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'s> {
    pub(super) old: Option<(&'s str, &'s Item)>,
    pub(super) new: Option<(&'s str, &'s Item)>,
}

/// A change of one aspect of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The item itself.
    Item,
    /// A field or variant.
    Part(String),
    /// A function or constant.
    Function(String),
    /// A function that creates a value of the item from those of its fields.
    Constructor(String),
    /// An implementation of a trait.
    Impl(String),
}

impl Role {
    /// Returns the name of the part of the item.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Item => None,
            Self::Part(name)
            | Self::Function(name)
            | Self::Constructor(name)
            | Self::Impl(name) => Some(name),
        }
    }
}

/// One difference.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) rule: &'static Rule,
    pub(super) kind: ReachKind,
    /// The item's path in the old code and in the new.
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) role: Role,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The paths of other elements that change with it.
    pub(super) also: Vec<String>,
}

impl Change {
    /// Creates a change of an element of at least one side.
    pub(super) fn new(
        rule: &'static Rule,
        site: Site<'_>,
        role: Role,
        message: String,
    ) -> Option<Self> {
        let (_, item) = site.old.or(site.new)?;
        let path = |side: Option<(&str, &Item)>| side.map(|(path, _)| path.to_owned());
        Some(Self {
            rule,
            kind: item.form.kind(),
            old: path(site.old),
            new: path(site.new),
            role,
            message,
            help: None,
            also: Vec::new(),
        })
    }

    /// Returns the item's path: that of the old code, if it contains the item.
    pub(super) fn item(&self) -> &str {
        self.old
            .as_ref()
            .or(self.new.as_ref())
            .map_or("", |path| path)
    }

    /// Returns the path of the changed element.
    pub(super) fn path(&self) -> String {
        match &self.role {
            Role::Item => self.item().to_owned(),
            Role::Part(name) | Role::Function(name) | Role::Constructor(name) => {
                format!("{}::{name}", self.item())
            }
            Role::Impl(name) => format!("{} / impl {name}", self.item()),
        }
    }
}

/// Returns the last part of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
