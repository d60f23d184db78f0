//! The resolved schema, the model that every consumer of the toolkit uses.
//!
//! A [`Schema`] is immutable and complete. Every name is resolved to a typed id, implicit types
//! (argument objects, inline bases, arrays, wrappers of unions of older releases) are included as
//! in QEMU's front end, and docs are connected to the items they describe. Only
//! [`check`](crate::check) creates it, and only from a schema without errors, so consumers need no
//! look-up by name and no error path.
//!
//! This module contains the model. `resolve` builds it, and [`dump`](crate::dump) prints it.

mod condition;
mod conditions;
mod docs;
mod entity;
mod id;
mod implication;
mod kind;
mod members;
mod resolved;
mod types;

pub use condition::{Condition, Unevaluated};
pub use docs::{Doc, Section, SectionKind};
pub use entity::{Command, Definition, Entity, Event, Feature, Module, Pragmas};
pub use id::{CommandId, DocId, DocRef, EventId, ModuleId, Place, TypeId};
pub use kind::{DefinitionKind, JsonKind};
pub(crate) use members::{members, with_bases};
pub use resolved::Schema;
pub use types::{
    Alternate, Array, Branch, Branches, Builtin, Enum, EnumValue, Member, Object, Origin, Type,
    TypeKind,
};
