//! The walk through two schemas: a graph whose nodes are commands, events, and pairs of types.
//!
//! Each pair of types is visited once for each direction, so that recursive types end. A change
//! refers to its node. `gather` finds the commands that reach the node after the walk.

use std::fmt;

use qapi_parser::schema::{Command, Event, Schema, TypeId};
use rustc_hash::FxHashMap;

use super::change::{Change, Site, Spot, is_unstable};
use super::finding::ReachKind;
use super::path::Step;
use super::rule::{Direction, Rule};

/// A walk and the changes that it found.
#[derive(Debug)]
pub(super) struct Walk<'s> {
    pub(super) old: &'s Schema,
    pub(super) new: &'s Schema,
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) changes: Vec<Change<'s>>,
    pairs: FxHashMap<(TypeId, TypeId, Direction), usize>,
}

/// A node and its edges.
#[derive(Debug)]
pub(super) struct Node<'s> {
    pub(super) subject: Subject<'s>,
    pub(super) edges: Vec<Edge<'s>>,
}

/// An edge to a node.
#[derive(Debug)]
pub(super) struct Edge<'s> {
    pub(super) to: usize,
    pub(super) steps: Vec<Step<'s>>,
    /// `true` if an element on the edge is unstable.
    pub(super) unstable: bool,
}

/// The subject of a node.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'s> {
    /// A command or event.
    Root(Root<'s>),
    /// A pair of types of the same kind.
    Types(TypeId, TypeId, Direction),
}

/// A command or event of the old schema, the new one, or both.
#[derive(Debug, Clone, Copy)]
pub(super) enum Root<'s> {
    /// A command.
    Command(Option<&'s Command>, Option<&'s Command>),
    /// An event.
    Event(Option<&'s Event>, Option<&'s Event>),
}

impl Root<'_> {
    /// Returns the kind, command or event, and the name.
    pub(super) fn name(&self) -> (ReachKind, &str) {
        match self {
            Self::Command(old, new) => {
                let command = old.or(*new);
                (
                    ReachKind::Command,
                    command.map_or("", |command| &command.definition.name),
                )
            }
            Self::Event(old, new) => {
                let event = old.or(*new);
                (
                    ReachKind::Event,
                    event.map_or("", |event| &event.definition.name),
                )
            }
        }
    }
}

impl Root<'_> {
    /// Returns whether it is unstable in the old schema; in the new schema if it was added.
    pub(super) fn is_unstable(&self) -> bool {
        let definition = match self {
            Self::Command(old, new) => old.or(*new).map(|command| &command.definition),
            Self::Event(old, new) => old.or(*new).map(|event| &event.definition),
        };
        definition.is_some_and(|it| is_unstable(&it.name, &it.features))
    }
}

impl fmt::Display for Root<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = self.name();
        write!(f, "{kind} {name}")
    }
}

impl<'s> Walk<'s> {
    /// Creates a walk that starts from all commands and events.
    pub(super) fn new(old: &'s Schema, new: &'s Schema) -> Self {
        let mut roots = Vec::new();
        let names = |(_, it): (_, &'s Command)| (&*it.definition.name, it);
        let (before, after) = (old.commands().map(names), new.commands().map(names));
        let commands = match_up(before, after).into_iter();
        roots.extend(commands.map(|(old, new)| Root::Command(old, new)));
        let names = |(_, it): (_, &'s Event)| (&*it.definition.name, it);
        let (before, after) = (old.events().map(names), new.events().map(names));
        let events = match_up(before, after).into_iter();
        roots.extend(events.map(|(old, new)| Root::Event(old, new)));
        let node = |root| Node {
            subject: Subject::Root(root),
            edges: Vec::new(),
        };
        Self {
            old,
            new,
            nodes: roots.into_iter().map(node).collect(),
            changes: Vec::new(),
            pairs: FxHashMap::default(),
        }
    }

    /// Adds an edge from a site to a pair of types, which is visited once.
    pub(super) fn link(&mut self, site: &Site<'s>, old: TypeId, new: TypeId) {
        let nodes = &mut self.nodes;
        let to = *(self.pairs)
            .entry((old, new, site.direction))
            .or_insert_with(|| {
                nodes.push(Node {
                    subject: Subject::Types(old, new, site.direction),
                    edges: Vec::new(),
                });
                nodes.len() - 1
            });
        if let Some(node) = nodes.get_mut(site.node) {
            node.edges.push(Edge {
                to,
                steps: site.steps.clone(),
                unstable: site.unstable,
            });
        }
    }

    /// Adds a change.
    pub(super) fn push(&mut self, rule: &'static Rule, site: Site<'s>, message: String) {
        self.changes.push(Change {
            rule,
            site,
            message,
            deprecated: false,
        });
    }

    /// Adds a change for a removed element. The message mentions an earlier deprecation.
    pub(super) fn push_gone(
        &mut self,
        rule: &'static Rule,
        mut site: Site<'s>,
        message: String,
        deprecated: bool,
    ) {
        site.new.exact = false;
        self.changes.push(Change {
            rule,
            site,
            message,
            deprecated,
        });
    }

    /// Returns the site of a whole node.
    pub(super) fn site(
        node: usize,
        direction: Direction,
        old: Spot<'s>,
        new: Spot<'s>,
    ) -> Site<'s> {
        Site {
            node,
            direction,
            steps: Vec::new(),
            old,
            new,
            unstable: false,
            unchecked: false,
        }
    }
}

/// Returns pairs of the same name: those of `old` in order, then those only in `new`.
pub(super) fn match_up<'s, T: Copy>(
    old: impl Iterator<Item = (&'s str, T)>,
    new: impl Iterator<Item = (&'s str, T)>,
) -> Vec<(Option<T>, Option<T>)> {
    let new: Vec<(&str, T)> = new.collect();
    let mut added: FxHashMap<&str, T> = new.iter().copied().collect();
    let mut pairs: Vec<(Option<T>, Option<T>)> = old
        .map(|(name, old)| (Some(old), added.remove(name)))
        .collect();
    let added = new.iter().filter_map(|(name, _)| added.remove(name));
    pairs.extend(added.map(|new| (None, Some(new))));
    pairs
}
