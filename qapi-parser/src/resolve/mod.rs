//! From definitions to a [`Schema`]: names become ids, implicit types appear, and every rule that needs
//! more than one definition is checked (qapi-code-gen, "Schema syntax"; QEMU's `schema.py` where that is
//! silent).
//!
//! The steps, each a file: `declare` names everything, `link` resolves what each definition names,
//! `containment`, `unions`, `alternates`, `commands`, `features` and `docs` check, `modules` sorts
//! what there is into files.

mod alternates;
mod clash;
mod commands;
mod containment;
mod declare;
mod docs;
mod documented;
mod features;
mod link;
mod modules;
mod older_docs;
mod older_types;
mod reference;
mod unions;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::definition::{Definitions, Entity as Defined};
use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink};
use crate::limits;
use crate::loader::Loader;
use crate::schema::{Command, Definition, Entity, Event, Pragmas, Schema, Type, TypeId};
use crate::source::{SourceMap, Span};
use crate::syntax::DocBlock;

/// What the steps share: the schema in the making, and where each definition stands.
struct Draft<'k> {
    sink: &'k mut Sink,
    pragmas: &'k Pragmas,
    types: Vec<Type>,
    commands: Vec<Command>,
    events: Vec<Event>,
    /// The definitions, as diagnostics name them.
    sites: Vec<InDefinition>,
    /// For each type the definition that brought it about; `None` for predefined ones.
    owners: Vec<Option<usize>>,
    /// Where `base`, `data` and `returns` name types: by the place of the definition's name, and the key.
    named_at: FxHashMap<(Span, &'static str), Span>,
    /// How many more members and branches objects may have.
    room: usize,
    /// False once something is missing, so that no schema can be made.
    complete: bool,
}

impl Draft<'_> {
    fn ty(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.index())
    }

    /// The most telling place for what is wrong with the type that a key of a definition names: the
    /// type's name there, else the definition's own.
    fn place_of(&self, definition: &Definition, key: &'static str) -> Option<Span> {
        let name_span = definition.name_span.or(definition.span)?;
        let named = self.named_at.get(&(name_span, key)).copied();
        Some(named.unwrap_or(name_span))
    }

    fn site_of(&self, id: TypeId) -> Option<&InDefinition> {
        self.sites.get((*self.owners.get(id.index())?)?)
    }

    /// Adds a finding about the definition that brought a type about.
    fn report(&mut self, id: TypeId, mut diagnostic: Diagnostic) {
        diagnostic.definition = self.site_of(id).cloned();
        self.push(diagnostic);
    }

    /// Takes room for members and branches of a type. False where there is none, which is said once.
    fn make_room(&mut self, id: TypeId, count: usize) -> bool {
        let Some(room) = self.room.checked_sub(count) else {
            self.complete = false;
            let span = self.ty(id).and_then(|ty| ty.definition.name_span);
            if let (1.., Some(span)) = (self.room, span) {
                let most = limits::CONTAINED;
                let message =
                    format!("all objects together have more than {most} members and branches");
                let help = "those of bases and of nested unions count wherever they are contained";
                self.report(
                    id,
                    Diagnostic::new(Code::TooLarge, span, message).help(help),
                );
                self.room = 0;
            }
            return false;
        };
        self.room = room;
        true
    }

    /// Adds a finding whose definition is set.
    fn push(&mut self, diagnostic: Diagnostic) {
        self.complete &= diagnostic.code.can_be_allowed();
        self.sink.push(diagnostic);
    }
}

/// Resolves definitions. `None` where an error leaves no meaning; errors that leave one are reported
/// and the schema is made all the same.
pub(crate) fn resolve<'s>(
    definitions: Definitions<'s>,
    doc_blocks: Vec<DocBlock>,
    pragmas: Pragmas,
    sources: &'s Arc<SourceMap>,
    loader: &dyn Loader,
    sink: &mut Sink,
) -> Option<Schema> {
    let declared = declare::declare(&definitions, sink);
    let lost_any = definitions.lost_more || !definitions.lost_names.is_empty();
    let sites = declare::sites(&definitions);
    let mut includes = Vec::new();
    let mut defined = Vec::new();
    for entity in definitions.entities {
        match entity {
            Defined::Definition(definition) => defined.push(definition),
            Defined::Include { file, span } => includes.push((defined.len(), file, span)),
        }
    }
    let subjects: Vec<docs::Subject> = defined.iter().map(docs::Subject::of).collect();
    let lost = link::Lost {
        names: definitions.lost_names,
        more: definitions.lost_more,
    };
    let (linked, unions) = link::link(defined, &declared, &lost, sites, &pragmas, sink);
    let mut draft = linked;
    older_types::condition_wrappers(&mut draft.types);
    containment::check(&mut draft, &unions);
    unions::complete(&mut draft, unions);
    alternates::check(&mut draft);
    commands::check(&mut draft);
    features::check(&mut draft);
    let docs = docs::attach(&mut draft, doc_blocks, &subjects, &declared);
    let Draft {
        mut types,
        mut commands,
        mut events,
        complete,
        ..
    } = draft;
    let modules = modules::sort(
        modules::Parts {
            types: &mut types,
            commands: &mut commands,
            events: &mut events,
        },
        &declared,
        &includes,
        sources,
        loader,
    );
    let names = declared.names;
    let empty = declared.empty;
    (complete && !lost_any).then(|| Schema {
        sources: Arc::clone(sources),
        types,
        commands,
        events,
        modules,
        docs,
        names,
        empty,
        pragmas,
    })
}

/// The definition that a type, command or event is, for messages: `struct 'Foo'`.
fn describe(ty: &Type) -> String {
    use crate::schema::{Origin, TypeKind};
    let name = ty.name();
    match &ty.kind {
        TypeKind::Builtin(_) => format!("the builtin type '{name}'"),
        TypeKind::Enum(_) => format!("the enum '{name}'"),
        TypeKind::Array(_) => format!(
            "the array ['{}']",
            name.strip_suffix("List").unwrap_or(name)
        ),
        TypeKind::Alternate(_) => format!("the alternate '{name}'"),
        TypeKind::Object(object) => match object.origin {
            Origin::Struct => format!("the struct '{name}'"),
            Origin::Union => format!("the union '{name}'"),
            _ => format!("the object '{name}'"),
        },
    }
}

/// The ids that a definition has.
#[derive(Debug, Clone, Copy)]
struct Ids {
    own: Entity,
    /// Its implicit object, of arguments or of an inline base.
    implicit: Option<TypeId>,
    /// The enum that a union of older releases implies.
    tag: Option<TypeId>,
}
