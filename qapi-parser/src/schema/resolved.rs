//! The schema: its arenas, and access to them.

use std::ops::Index;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::condition::Condition;
use super::docs::{Doc, Section};
use super::entity::{Command, Definition, Entity, Event, Module, Pragmas};
use super::id::{CommandId, DocId, DocRef, EventId, ModuleId, TypeId};
use super::types::{Enum, Type, TypeKind};
use crate::source::SourceMap;

/// A resolved schema without errors.
///
/// Ids index it: `schema[id]`. An id of another schema returns an unrelated item or panics, as an
/// index into another `Vec` would.
#[derive(Debug)]
pub struct Schema {
    pub(crate) sources: Arc<SourceMap>,
    pub(crate) types: Vec<Type>,
    pub(crate) commands: Vec<Command>,
    pub(crate) events: Vec<Event>,
    pub(crate) modules: Vec<Module>,
    pub(crate) docs: Vec<Doc>,
    pub(crate) names: FxHashMap<Box<str>, Entity>,
    pub(crate) empty: TypeId,
    pub(crate) pragmas: Pragmas,
}

impl Schema {
    /// Returns the texts of the schema. Its spans refer to them.
    #[must_use]
    pub fn sources(&self) -> &Arc<SourceMap> {
        &self.sources
    }

    /// Returns all types in the order in which QEMU's front end creates them: builtins first, an
    /// implicit type before the definition that needs it.
    pub fn types(&self) -> impl ExactSizeIterator<Item = (TypeId, &Type)> {
        self.types
            .iter()
            .enumerate()
            .map(|(index, ty)| (TypeId(index as u32), ty))
    }

    /// Returns all commands, in the order of the schema.
    pub fn commands(&self) -> impl ExactSizeIterator<Item = (CommandId, &Command)> {
        self.commands
            .iter()
            .enumerate()
            .map(|(index, command)| (CommandId(index as u32), command))
    }

    /// Returns all events, in the order of the schema.
    pub fn events(&self) -> impl ExactSizeIterator<Item = (EventId, &Event)> {
        self.events
            .iter()
            .enumerate()
            .map(|(index, event)| (EventId(index as u32), event))
    }

    /// Returns the modules: the builtin one (`./builtin`), the top file, then each included file in
    /// the order in which it was first included.
    pub fn modules(&self) -> impl ExactSizeIterator<Item = (ModuleId, &Module)> {
        self.modules
            .iter()
            .enumerate()
            .map(|(index, module)| (ModuleId(index as u32), module))
    }

    /// Returns all doc comments, in the order of the text: those of definitions and free-form ones.
    pub fn docs(&self) -> impl ExactSizeIterator<Item = (DocId, &Doc)> {
        self.docs
            .iter()
            .enumerate()
            .map(|(index, doc)| (DocId(index as u32), doc))
    }

    /// Returns the entity called `name`. Types, commands and events share one namespace; implicit
    /// types are included. It is meant for user input and tests: generators use ids.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<Entity> {
        self.names.get(name).copied()
    }

    /// Returns the type without members (`q_empty`), which is the type of the branches that a union
    /// does not list.
    #[must_use]
    pub fn empty_object(&self) -> TypeId {
        self.empty
    }

    /// Returns the final pragmas of the schema.
    #[must_use]
    pub fn pragmas(&self) -> &Pragmas {
        &self.pragmas
    }

    /// Returns the definition of a type, command or event; `None` for an include.
    #[must_use]
    pub fn definition(&self, entity: Entity) -> Option<&Definition> {
        match entity {
            Entity::Type(id) => Some(&self[id].definition),
            Entity::Command(id) => Some(&self[id].definition),
            Entity::Event(id) => Some(&self[id].definition),
            Entity::Include { .. } => None,
        }
    }

    /// Returns the doc section of a reference.
    #[must_use]
    pub fn section(&self, at: DocRef) -> Option<&Section> {
        self.docs
            .get(at.doc.index())?
            .sections
            .get(at.section as usize)
    }

    /// Returns the enum that a type is.
    #[must_use]
    pub fn enumeration(&self, id: TypeId) -> Option<&Enum> {
        match &self[id].kind {
            TypeKind::Enum(this) => Some(this),
            _ => None,
        }
    }

    /// Returns the condition of a type. For an array, it is that of its element.
    #[must_use]
    pub fn type_condition(&self, id: TypeId) -> Option<&Condition> {
        match &self[id].kind {
            TypeKind::Array(array) => self[array.element].definition.condition.as_ref(),
            _ => self[id].definition.condition.as_ref(),
        }
    }
}

macro_rules! index {
    ($id:ty, $output:ty, $arena:ident) => {
        impl Index<$id> for Schema {
            type Output = $output;

            #[allow(clippy::indexing_slicing)] // as documented: an id of this schema is in bounds
            fn index(&self, id: $id) -> &$output {
                &self.$arena[id.index()]
            }
        }
    };
}
index!(TypeId, Type, types);
index!(CommandId, Command, commands);
index!(EventId, Event, events);
index!(ModuleId, Module, modules);
index!(DocId, Doc, docs);
