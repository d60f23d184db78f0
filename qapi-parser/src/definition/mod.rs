//! Turns expressions into typed definitions, not yet resolved.
//!
//! Checks every rule that needs only one definition: keys, kinds of values, names, conditions,
//! flags (qapi-code-gen, "Schema syntax"). Rules that need other definitions, or the comment, are
//! checked by `resolve`.

mod alternate;
mod command;
mod condition;
mod context;
mod enumeration;
mod feature;
mod keys;
mod member;
mod model;
mod name;
mod object;
pub(crate) mod older_condition;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink, list};
use crate::names::nearest;
use crate::schema::{DefinitionKind, Pragmas};
use crate::source::{SourceMap, Span};
use crate::syntax::{Entry, Expr, Item, Str};
#[cfg(feature = "format")]
pub(crate) use condition::is_identifier;
use context::Context;
pub(crate) use model::OLDER_STRUCT;
pub(crate) use model::{
    Body, Branch, Data, Definition, Definitions, Entity, Member, MemberType, TypeRef,
};
#[cfg(feature = "format")]
pub(crate) use name::starts_as_older;

/// Checks and types each expression.
pub(crate) fn define<'s>(
    items: &[Item],
    sources: &'s SourceMap,
    pragmas: &Pragmas,
    sink: &mut Sink,
) -> Definitions<'s> {
    let mut definitions = Definitions {
        entities: Vec::with_capacity(items.len()),
        lost_names: FxHashSet::default(),
        lost_more: false,
    };
    for item in items {
        match item {
            Item::Include { file, span } => {
                definitions.entities.push(Entity::Include {
                    file: *file,
                    span: *span,
                });
            }
            Item::Definition { entries, span, doc } => {
                let mut context = Context::new(sources, pragmas, sink);
                let named = kind_and_name(entries, *span, &mut context);
                let Some((kind, name)) = named else {
                    // If its key were right, it would define one of these names.
                    let names = entries.iter().filter_map(|entry| match entry.value {
                        Expr::Str(name) => Some(name.raw(sources)),
                        _ => None,
                    });
                    definitions.lost_names.extend(names);
                    continue;
                };
                let name_text = name.raw(sources);
                match definition(kind, name, entries, *span, &mut context) {
                    Some(body) => {
                        let condition =
                            condition::condition(entries, &kind.with_article(), &mut context);
                        let features = feature::features(entries, &mut context);
                        definitions.entities.push(Entity::Definition(Definition {
                            kind,
                            name: name_text,
                            name_span: name.span,
                            span: *span,
                            doc: *doc,
                            condition,
                            features,
                            body,
                        }));
                    }
                    None => {
                        definitions.lost_names.insert(name_text);
                    }
                }
            }
        }
    }
    definitions
}

/// Returns the key that defines the kind of the definition, and the name.
fn kind_and_name(
    entries: &[Entry],
    span: Span,
    context: &mut Context<'_, '_>,
) -> Option<(DefinitionKind, Str)> {
    let mut kinds = DefinitionKind::ALL
        .into_iter()
        .filter_map(|kind| Some((kind, context.find(entries, kind.as_str())?)));
    let (mut first, second) = (kinds.next(), kinds.next());
    if first.is_none() && context.auto() {
        first = older_struct(entries, context);
    }
    let Some((kind, entry)) = first else {
        let known = DefinitionKind::ALL.map(DefinitionKind::as_str);
        let near = entries
            .first()
            .and_then(|entry| nearest(entry.key.raw(context.sources), known));
        let help = match near {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("one key must be {}", list(&known, "or")),
        };
        let message = "this expression has no key that says what it defines";
        let key = entries.first().map(|entry| entry.key.span);
        let diagnostic = Diagnostic::new(Code::NoDefinition, span, message);
        context.report(diagnostic.also(key, "").help(help));
        return None;
    };
    if let Some((other, second)) = second {
        let message = format!(
            "this expression defines both '{}' and '{}'",
            kind.as_str(),
            other.as_str()
        );
        let diagnostic = Diagnostic::new(Code::NoDefinition, span, message)
            .also(Some(entry.key.span), "one definition")
            .also(Some(second.key.span), "another one");
        context.report(diagnostic);
        return None;
    }
    let Expr::Str(name) = &entry.value else {
        let message = format!(
            "the name of '{}' must be a string, not {}",
            kind.as_str(),
            entry.value.what()
        );
        context.report(
            Diagnostic::new(Code::WrongValue, span, message)
                .also(Some(entry.value.span()), "not a name"),
        );
        return None;
    };
    Some((kind, *name))
}

/// Checks `{ 'type': 'NAME', .. }`, which defined a struct until QEMU 2.3.
fn older_struct<'e>(
    entries: &'e [Entry],
    context: &mut Context<'_, '_>,
) -> Option<(DefinitionKind, &'e Entry)> {
    let entry = context.find(entries, OLDER_STRUCT)?;
    let message = "this struct is defined by the key 'type'";
    let help = "write 'struct'; schemas do since QEMU 2.4";
    context.report(Diagnostic::new(Code::LegacyTypeKey, entry.key.span, message).help(help));
    Some((DefinitionKind::Struct, entry))
}

/// Checks one definition. Returns `None` after an error that leaves no definition.
fn definition<'s>(
    kind: DefinitionKind,
    name: Str,
    entries: &[Entry],
    span: Span,
    context: &mut Context<'s, '_>,
) -> Option<Body<'s>> {
    let text = name.raw(context.sources);
    context.site = Some(InDefinition {
        kind,
        name: text.to_owned(),
        name_span: name.span,
        span,
    });
    name::check_definition(kind, text, name.span, context);
    match kind {
        DefinitionKind::Enum => enumeration::enumeration(text, entries, context),
        DefinitionKind::Struct => object::structure(text, entries, context),
        DefinitionKind::Union => object::union(text, entries, context),
        DefinitionKind::Alternate => alternate::alternate(entries, context),
        DefinitionKind::Command => command::command(entries, context),
        DefinitionKind::Event => command::event(entries, context),
    }
}
