//! The commands, events and types that a peer supports, from its own description.
//!
//! QEMU's monitor answers `query-qmp-schema` with a description of all that it accepts and sends.
//! This says more than a version number: distributions port features to older releases.
//!
//! The peer masks the names of types, which only connect its entities.

mod compare;
mod entity;

use std::collections::{BTreeMap, HashMap};

use serde_core::Serialize;
use serde_core::de::Error as _;
use serde_json::Value;

use self::entity::{Entities, Kind};
use crate::{Command, DecodeError, Enum, Event, JsonKind, Problem, Step};

/// The commands, events and types that a peer supports, from its answer to `query-qmp-schema`.
///
/// Paths name an argument of a command, or a member in it: `machine.drivers.kind`. A step from an
/// array goes to the members of its elements, and one from a union to the members of all its
/// branches. Names may contain dots, so every way to split the path is tried.
#[derive(Debug, Clone)]
pub struct Introspection {
    entities: Entities,
}

impl Introspection {
    /// Reads the peer's answer: the generated type of the command's reply, or a [`Value`].
    ///
    /// # Errors
    /// The answer is not a list of entities.
    pub fn new(answer: &impl Serialize) -> Result<Self, DecodeError> {
        let answer = serde_json::to_value(answer).map_err(DecodeError::custom)?;
        let Value::Array(list) = &answer else {
            return Err(DecodeError::mismatch(JsonKind::Array, &answer));
        };
        let entities = list.iter().enumerate().map(|(index, value)| {
            entity::read(value).ok_or_else(|| {
                DecodeError::from(Problem::Other("not an entity of a schema".to_owned()))
                    .inside(Step::Element(index))
            })
        });
        let entities = entities.collect::<Result<HashMap<_, _>, _>>()?;
        Ok(Self {
            entities: Entities(entities),
        })
    }

    /// Returns whether the peer has a command.
    #[must_use]
    pub fn supports<C: Command>(&self) -> bool {
        self.command::<C>().is_some()
    }

    /// Returns whether the peer also accepts a command out of band.
    #[must_use]
    pub fn supports_out_of_band<C: Command>(&self) -> bool {
        self.command::<C>()
            .is_some_and(|command| command.out_of_band)
    }

    /// Returns whether the peer sends an event.
    #[must_use]
    pub fn supports_event<E: Event>(&self) -> bool {
        matches!(self.entities.kind(E::NAME), Some(Kind::Event))
    }

    /// Returns whether a command of the peer has an argument, or a member in it.
    #[must_use]
    pub fn supports_argument<C: Command>(&self, path: &str) -> bool {
        !self.argument_types::<C>(path).is_empty()
    }

    /// Returns whether an argument of a command of the peer, or a member in it, is of an enum that
    /// has a value.
    #[must_use]
    pub fn supports_value<C: Command>(&self, path: &str, value: &impl Enum) -> bool {
        let takes = |ty: &str| match self.entities.kind(ty) {
            Some(Kind::Enum(values)) => values.iter().any(|known| known == value.as_str()),
            _ => false,
        };
        self.argument_types::<C>(path)
            .into_iter()
            .flat_map(|ty| self.alternatives(ty))
            .any(takes)
    }

    /// Returns whether the reply to a command of the peer has a member.
    #[must_use]
    pub fn supports_reply<C: Command>(&self, path: &str) -> bool {
        let reply = self.command::<C>().map(|command| command.reply);
        !self.types_at(reply, path).is_empty()
    }

    /// Returns whether a command of the peer has a feature.
    #[must_use]
    pub fn has_feature<C: Command>(&self, feature: &str) -> bool {
        let entity = self.command::<C>().and_then(|_| self.entities.get(C::NAME));
        entity.is_some_and(|entity| entity.features.iter().any(|known| known == feature))
    }

    /// Checks that the peer accepts a command with these arguments.
    ///
    /// # Errors
    /// The peer does not have the command, or an argument, at any depth, is unknown to the peer, of
    /// another type, or missing.
    pub fn accepts<C: Command>(&self, command: &C) -> Result<(), DecodeError> {
        let Some(known) = self.command::<C>() else {
            let problem = Problem::Other("the peer has no such command".to_owned());
            return Err(DecodeError::from(problem).within(C::NAME));
        };
        let arguments = serde_json::to_value(command).map_err(DecodeError::custom)?;
        compare::accepts(&self.entities, known.arguments, &arguments)
            .map_err(|error| error.within(C::NAME))
    }

    fn command<C: Command>(&self) -> Option<KnownCommand<'_>> {
        match self.entities.kind(C::NAME)? {
            Kind::Command {
                arguments,
                reply,
                out_of_band,
            } => Some(KnownCommand {
                arguments,
                reply,
                out_of_band: *out_of_band,
            }),
            _ => None,
        }
    }

    fn argument_types<C: Command>(&self, path: &str) -> Vec<&str> {
        let arguments = self.command::<C>().map(|command| command.arguments);
        self.types_at(arguments, path)
    }

    /// Returns the types at a path. There are several if branches share the name of a member, or if
    /// dots in names allow several ways to split the path.
    fn types_at<'s>(&'s self, from: Option<&'s str>, path: &str) -> Vec<&'s str> {
        // The types reached so far, by the start of the rest of the path.
        let mut open = BTreeMap::from([(0, Vec::from_iter(from))]);
        while let Some((start, mut types)) = open.pop_first() {
            types.sort_unstable();
            types.dedup();
            let Some(rest) = path.get(start..) else {
                return types;
            };
            let objects = types.into_iter().flat_map(|ty| self.alternatives(ty));
            let objects: Vec<&str> = objects.collect();
            let dots = rest.match_indices('.').map(|(at, _)| at);
            for end in dots.chain([rest.len()]) {
                let name = rest.get(..end).unwrap_or_default();
                let found = objects.iter().flat_map(|ty| self.members(ty, name));
                open.entry(start + end + 1).or_default().extend(found);
            }
        }
        Vec::new()
    }

    /// Returns the types that have the members of a value: those of an alternate's branches, that
    /// of an array's elements, or the type itself.
    fn alternatives<'s>(&'s self, ty: &'s str) -> Vec<&'s str> {
        let mut types = match self.entities.kind(ty) {
            Some(Kind::Alternate(branches)) => branches.iter().map(String::as_str).collect(),
            _ => vec![ty],
        };
        for ty in &mut types {
            // Once only: the language has no arrays of arrays, and those of a bad peer may be
            // endless.
            if let Some(Kind::Array(element)) = self.entities.kind(ty) {
                *ty = element;
            }
        }
        types
    }

    /// Returns the types of the members with a name, in an object and in its branches.
    fn members<'s>(&'s self, ty: &str, name: &str) -> Vec<&'s str> {
        let Some(Kind::Object(object)) = self.entities.kind(ty) else {
            return Vec::new();
        };
        let branches =
            object
                .branches
                .iter()
                .filter_map(|branch| match self.entities.kind(&branch.ty) {
                    Some(Kind::Object(object)) => Some(object),
                    _ => None,
                });
        std::iter::once(object)
            .chain(branches)
            .filter_map(|object| object.member(name))
            .map(|member| &*member.ty)
            .collect()
    }
}

/// A command of the peer.
struct KnownCommand<'s> {
    arguments: &'s str,
    reply: &'s str,
    out_of_band: bool,
}
