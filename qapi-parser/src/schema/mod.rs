//! The resolved schema: what every consumer of the toolkit walks.
//!
//! A [`Schema`] is immutable and complete: every name in it is resolved to a typed id, implicit types
//! (argument objects, inline bases, arrays, wrappers of legacy unions) stand in it as QEMU's front end
//! makes them, and docs hang on what they describe. It is made by [`check`](crate::check) only, and
//! only of a schema without errors, so consumers need no look-up by name and no error path.
//!
//! Here lives the model; how it is made lives in `resolve`, how it is printed in [`dump`](crate::dump).

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
