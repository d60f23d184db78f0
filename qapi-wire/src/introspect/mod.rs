//! What a peer supports, by what it says of itself.
//!
//! QEMU's monitor answers `query-qmp-schema` with a description of all that it takes and sends. A program asks
//! it instead of guessing from version numbers: distributions carry features over to older releases.
//!
//! [`Introspection`] answers questions. What the entities are and how they are read is in `entity`, how a whole
//! command is compared with them in `compare`. Names of types mean nothing here: the peer masks them.

mod compare;
mod entity;

use std::collections::{BTreeMap, HashMap};

use serde_core::Serialize;
use serde_core::de::Error as _;
use serde_json::Value;

use self::entity::{Entity, Kind};
use crate::{Command, DecodeError, Enum, Event, Problem};

/// What a peer supports. Made of its answer to `query-qmp-schema`.
///
/// Paths name an argument of a command, or what is in it: `machine.drivers.kind`. A step from an array goes on
/// in its elements, and a step from a union finds the members of all its branches. A name may hold
/// dots itself: every reading of the path counts.
#[derive(Debug, Clone)]
pub struct Introspection {
    entities: HashMap<String, Entity>,
}

impl Introspection {
    /// Takes the peer's answer: the generated type of the command's reply, or a [`Value`].
    ///
    /// # Errors
    /// It is no list of entities.
    pub fn new(answer: &impl Serialize) -> Result<Self, DecodeError> {
        let answer = serde_json::to_value(answer).map_err(DecodeError::custom)?;
        let Value::Array(list) = &answer else {
            return Err(Problem::Mismatch {
                expected: "an array of entities".to_owned(),
                found: "something else".to_owned(),
            }
            .into());
        };
        let entities = list.iter().enumerate().map(|(index, value)| {
            entity::read(value).ok_or_else(|| {
                DecodeError::from(Problem::Other("not an entity of a schema".to_owned()))
                    .inside(crate::Step::Element(index))
            })
        });
        let entities = entities.collect::<Result<_, _>>()?;
        Ok(Self { entities })
    }

    /// Whether the peer has a command.
    #[must_use]
    pub fn supports<C: Command>(&self) -> bool {
        self.command::<C>().is_some()
    }

    /// Whether the peer takes a command out of band, too.
    #[must_use]
    pub fn supports_out_of_band<C: Command>(&self) -> bool {
        self.command::<C>()
            .is_some_and(|command| command.out_of_band)
    }

    /// Whether the peer sends an event.
    #[must_use]
    pub fn supports_event<E: Event>(&self) -> bool {
        matches!(self.kind(E::NAME), Some(Kind::Event))
    }

    /// Whether a command of the peer takes an argument, or a member in it.
    #[must_use]
    pub fn supports_argument<C: Command>(&self, path: &str) -> bool {
        !self.argument_types::<C>(path).is_empty()
    }

    /// Whether an argument of a command of the peer, or a member in it, takes a value of its enum. What is
    /// no enum takes none.
    #[must_use]
    pub fn supports_value<C: Command>(&self, path: &str, value: &impl Enum) -> bool {
        let takes = |ty: &str| match self.kind(ty) {
            Some(Kind::Enum(values)) => values.iter().any(|known| known == value.as_str()),
            _ => false,
        };
        self.argument_types::<C>(path)
            .into_iter()
            .flat_map(|ty| self.alternatives(ty))
            .any(takes)
    }

    /// Whether the reply to a command of the peer has a member.
    #[must_use]
    pub fn supports_reply<C: Command>(&self, path: &str) -> bool {
        let reply = self.command::<C>().map(|command| command.reply);
        !self.types_at(reply, path).is_empty()
    }

    /// Whether a command of the peer has a feature.
    #[must_use]
    pub fn has_feature<C: Command>(&self, feature: &str) -> bool {
        let entity = self.command::<C>().and_then(|_| self.entities.get(C::NAME));
        entity.is_some_and(|entity| entity.features.iter().any(|known| known == feature))
    }

    /// Whether the peer takes a command as it is, with all its arguments and values.
    ///
    /// # Errors
    /// One of its arguments, at any depth, that the peer does not know, wants otherwise, or misses.
    pub fn accepts<C: Command>(&self, command: &C) -> Result<(), DecodeError> {
        let Some(known) = self.command::<C>() else {
            let problem = Problem::Other("the peer has no such command".to_owned());
            return Err(DecodeError::from(problem).within(C::NAME));
        };
        let arguments = serde_json::to_value(command).map_err(DecodeError::custom)?;
        compare::accepts(self, known.arguments, &arguments).map_err(|error| error.within(C::NAME))
    }

    fn kind(&self, name: &str) -> Option<&Kind> {
        self.entities.get(name).map(|entity| &entity.kind)
    }

    fn command<C: Command>(&self) -> Option<KnownCommand<'_>> {
        match self.kind(C::NAME)? {
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

    /// The types of what is at a path; several where branches have members of one name, or where
    /// dots in names let the path be read in several ways.
    fn types_at<'s>(&'s self, from: Option<&'s str>, path: &str) -> Vec<&'s str> {
        // The types that the path leads to, by where its rest starts.
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

    /// What a value can be: the branches of an alternate, the elements of an array, or the type itself.
    fn alternatives<'s>(&'s self, ty: &'s str) -> Vec<&'s str> {
        let mut types = match self.kind(ty) {
            Some(Kind::Alternate(branches)) => branches.iter().map(String::as_str).collect(),
            _ => vec![ty],
        };
        for ty in &mut types {
            // An array of arrays is no type of the language; a bad peer must not keep this going.
            if let Some(Kind::Array(element)) = self.kind(ty) {
                *ty = element;
            }
        }
        types
    }

    /// The types of the members of that name, of an object and of its branches.
    fn members<'s>(&'s self, ty: &str, name: &str) -> Vec<&'s str> {
        let Some(Kind::Object(object)) = self.kind(ty) else {
            return Vec::new();
        };
        let branches = object
            .branches
            .iter()
            .filter_map(|branch| match self.kind(&branch.ty) {
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

/// A command that the peer has.
struct KnownCommand<'s> {
    arguments: &'s str,
    reply: &'s str,
    out_of_band: bool,
}
