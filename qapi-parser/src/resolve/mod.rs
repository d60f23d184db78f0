//! Turns definitions into a [`Schema`]: names become ids, implicit types are added, and every rule
//! that needs more than one definition is checked (qapi-code-gen, "Schema syntax"; QEMU's
//! `schema.py` for rules that it omits).
//!
//! Each step has a file: `declare` assigns ids, `link` resolves references, `containment`,
//! `unions`, `alternates`, `commands`, `features` and `docs` check, `modules` sorts the entities
//! into files.

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
mod place;
mod reference;
mod schema_builder;
mod unions;

use std::sync::Arc;

use crate::definition::{Definitions, Entity as Defined};
use crate::diagnostic::Sink;
use crate::loader::Loader;
use crate::schema::{Pragmas, Schema};
use crate::source::SourceMap;
use crate::syntax::DocBlock;
use schema_builder::SchemaBuilder;

/// Resolves definitions. Returns `None` if the meaning is unclear after an error. Otherwise a
/// schema is built despite errors.
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
    let SchemaBuilder {
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
