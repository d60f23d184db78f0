//! From expressions to typed definitions, not yet resolved.
//!
//! Every rule that one definition can be judged by alone is checked here: keys, kinds of values, names,
//! conditions, flags (qapi-code-gen, "Schema syntax"). What needs other definitions, or the comment, is
//! up to `resolve`.

mod alternate;
mod command;
mod condition;
mod context;
mod enumeration;
mod feature;
mod keys;
mod member;
mod name;
mod object;
pub(crate) mod older_condition;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink, list};
use crate::schema::{Condition, DefinitionKind, EnumValue, Feature, Pragmas};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::{Entry, Expr, Item, Str};
#[cfg(feature = "format")]
pub(crate) use condition::is_identifier;
use context::Context;

/// A definition, its own rules checked.
#[derive(Debug)]
pub(crate) struct Definition<'s> {
    pub(crate) kind: DefinitionKind,
    pub(crate) name: &'s str,
    pub(crate) name_span: Span,
    pub(crate) span: Span,
    /// The comment before it, by its position in the tree.
    pub(crate) doc: Option<usize>,
    pub(crate) condition: Option<Condition>,
    pub(crate) features: Vec<Feature>,
    pub(crate) body: Body<'s>,
}

impl Definition<'_> {
    /// How diagnostics name it.
    pub(crate) fn site(&self) -> InDefinition {
        InDefinition {
            kind: self.kind,
            name: self.name.to_owned(),
            name_span: self.name_span,
            span: self.span,
        }
    }
}

/// What a definition says.
#[derive(Debug)]
pub(crate) enum Body<'s> {
    Enum {
        values: Vec<EnumValue>,
        prefix: Option<Box<str>>,
    },
    Struct {
        base: Option<TypeRef<'s>>,
        members: Vec<Member<'s>>,
    },
    Union {
        base: Data<'s>,
        discriminator: (&'s str, Span),
        branches: Vec<Branch<'s>>,
    },
    /// A union without a discriminator, as schemas had until QEMU 6.1.
    SimpleUnion {
        base: Option<TypeRef<'s>>,
        branches: Vec<Branch<'s>>,
    },
    Alternate {
        branches: Vec<Branch<'s>>,
    },
    Command {
        data: Data<'s>,
        returns: Option<TypeRef<'s>>,
        flags: Flags,
    },
    Event {
        data: Data<'s>,
        boxed: bool,
    },
}

/// Members that are written inline, or the name of a type that has them.
#[derive(Debug)]
pub(crate) enum Data<'s> {
    None,
    Named(TypeRef<'s>),
    Inline(Vec<Member<'s>>),
}

/// The flags of a command; all are false unless the schema sets them to other than their default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flags {
    pub(crate) no_gen: bool,
    pub(crate) no_success_response: bool,
    pub(crate) boxed: bool,
    pub(crate) allow_oob: bool,
    pub(crate) allow_preconfig: bool,
    pub(crate) coroutine: bool,
}

/// A type's name where it is used: that of the type, or of the elements of an array.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TypeRef<'s> {
    pub(crate) name: &'s str,
    pub(crate) array: bool,
    pub(crate) span: Span,
}

/// The type of a member.
#[derive(Debug)]
pub(crate) enum MemberType<'s> {
    Named(TypeRef<'s>),
    /// Members that are written in place of a type's name, as schemas had until QEMU 2.3.
    Inline(Vec<Member<'s>>),
}

/// A member, unresolved.
#[derive(Debug)]
pub(crate) struct Member<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: MemberType<'s>,
    pub(crate) optional: bool,
    pub(crate) condition: Option<Condition>,
    pub(crate) features: Vec<Feature>,
}

/// A branch of a union or alternate, unresolved.
#[derive(Debug)]
pub(crate) struct Branch<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: TypeRef<'s>,
    pub(crate) condition: Option<Condition>,
}

/// A definition, or an include, in the order of the tree.
#[derive(Debug)]
pub(crate) enum Entity<'s> {
    Definition(Definition<'s>),
    Include { file: FileId, span: Span },
}

/// The definitions of a tree.
#[derive(Debug)]
pub(crate) struct Definitions<'s> {
    pub(crate) entities: Vec<Entity<'s>>,
    /// Names of definitions with an error that leaves no definition.
    pub(crate) lost_names: FxHashSet<&'s str>,
    /// Whether a definition was lost whose name is not known.
    pub(crate) lost_more: bool,
}

/// Checks each expression by itself and types it.
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
                    // What it defines, if its key was right, is one of these.
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
                            condition::condition(entries, kind.with_article(), &mut context);
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

/// Which key says what the expression defines, and the name that it gives.
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
            .and_then(|entry| crate::diagnostic::nearest(entry.key.raw(context.sources), known));
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

/// `{ 'type': 'NAME', .. }`, which defined a struct until QEMU 2.3.
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

/// The key that defined a struct until QEMU 2.3.
pub(crate) const OLDER_STRUCT: &str = "type";

/// Checks one definition. `None` where an error leaves nothing to go on with.
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
