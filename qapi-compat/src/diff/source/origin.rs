//! The origins of parts of generated code: definitions of the schema, found by their names.
//!
//! The wire name is the alias of an item, or else equals its own name except for case and
//! punctuation. Items that the options of the generator rename without an alias are not found.
//! Their findings have no place.

use std::collections::BTreeMap;

use qapi_parser::Span;
use qapi_parser::schema::{DefinitionKind, Feature, Schema, TypeId, TypeKind};

use super::change::{Role, last};
use super::surface::{Head, Item, Surface};
use super::text::paths;
use crate::diff::change::{Owner, has, is_unstable};
use crate::diff::finding::{Definition, Place};

/// The definitions of a schema, by the names of the code that is generated from them.
#[derive(Debug)]
pub(super) struct Origins<'s> {
    schema: &'s Schema,
    surface: &'s Surface,
    types: BTreeMap<String, TypeId>,
    commands: BTreeMap<String, (Owner<'s>, Option<TypeId>)>,
    events: BTreeMap<String, (Owner<'s>, Option<TypeId>)>,
    /// The struct of the common members of a union, by the enum of its branches.
    unions: BTreeMap<&'s str, &'s str>,
}

/// The definition that a part of generated code comes from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    kind: DefinitionKind,
    name: String,
    span: Option<Span>,
    /// The name and place of the member, value or branch; `None` if the origin is the definition,
    /// or the schema does not contain the part.
    part: Option<(String, Option<Span>)>,
    /// `true` if the definition lacks the part.
    pub(super) lacking: bool,
    pub(super) unstable: bool,
    pub(super) deprecated: bool,
}

impl Origin {
    /// Returns the key by which two origins are equal.
    pub(super) fn key(&self) -> (DefinitionKind, &str, Option<&str>) {
        (self.kind, &self.name, self.part())
    }

    pub(super) fn part(&self) -> Option<&str> {
        self.part.as_ref().map(|(name, _)| &**name)
    }

    /// Returns its place; `present` is `true` if the code contains the element.
    pub(super) fn place(&self, present: bool) -> Place {
        Place {
            span: self.part.as_ref().and_then(|(_, span)| *span).or(self.span),
            exact: present && !self.lacking,
            definition: Some(Definition {
                kind: self.kind,
                name: self.name.clone(),
            }),
        }
    }
}

impl<'s> Origins<'s> {
    pub(super) fn new(schema: &'s Schema, surface: &'s Surface) -> Self {
        let types = schema
            .types()
            .filter(|(_, ty)| !matches!(ty.kind, TypeKind::Builtin(_) | TypeKind::Array(_)));
        let commands = schema
            .commands()
            .map(|(_, it)| (Owner::command(&it.definition), it.arguments));
        let events = schema
            .events()
            .map(|(_, it)| (Owner::event(&it.definition), it.arguments));
        let entry = |(owner, arguments): (Owner<'s>, _)| (key(owner.name()), (owner, arguments));
        Self {
            schema,
            surface,
            types: types.map(|(id, ty)| (key(ty.name()), id)).collect(),
            commands: commands.map(entry).collect(),
            events: events.map(entry).collect(),
            unions: unions(surface),
        }
    }

    /// Returns the origin of an item or a part of it.
    pub(super) fn of(&self, path: &str, role: &Role) -> Option<Origin> {
        let item = self.surface.items.get(path);
        let modules: Vec<&str> = path.split("::").collect();
        let module = modules.iter().rev().nth(1).copied().unwrap_or_default();
        match (module, role) {
            ("server" | "client", Role::Function(name)) => {
                let (owner, _) = self.commands.get(&key(name))?;
                Some(self.origin(*owner, None, None))
            }
            ("commands", _) => {
                let (owner, arguments) = self.commands.get(&wire(path, item))?;
                Some(self.origin(*owner, *arguments, self.part_name(item, role)))
            }
            ("events", Role::Part(name)) if last(path) == "Event" => {
                let (owner, _) = self.events.get(&key(name))?;
                Some(self.origin(*owner, None, None))
            }
            ("events", _) => {
                let (owner, arguments) = self.events.get(&wire(path, item))?;
                Some(self.origin(*owner, *arguments, self.part_name(item, role)))
            }
            _ => {
                let id = self.types.get(&wire(path, item)).or_else(|| {
                    let union = *self.unions.get(path)?;
                    self.types.get(&wire(union, self.surface.items.get(union)))
                })?;
                let owner = Owner::of(self.schema, *id)?;
                Some(self.origin(owner, Some(*id), self.part_name(item, role)))
            }
        }
    }

    /// Returns the name of the member, value or branch of a part or function.
    fn part_name(&self, item: Option<&Item>, role: &Role) -> Option<String> {
        match role {
            Role::Part(name) => {
                let head = item.and_then(|item| item.part(name)).map(|part| &part.head);
                Some(key(alias(head).unwrap_or(name)))
            }
            Role::Function(name) => Some(key(name.strip_prefix("with_").unwrap_or(name))),
            Role::Constructor(name) => Some(key(name)),
            Role::Item | Role::Impl(_) => None,
        }
    }

    /// Creates the origin of a definition, or of its part with a name.
    fn origin(&self, owner: Owner<'s>, id: Option<TypeId>, part: Option<String>) -> Origin {
        let definition = owner.definition;
        let found = id
            .zip(part.as_ref())
            .and_then(|(id, part)| self.part(id, part));
        let features = found
            .as_ref()
            .map_or(&*definition.features, |it| it.features);
        let name = found.as_ref().map_or(&*definition.name, |it| it.name);
        Origin {
            kind: owner.kind,
            name: definition.name.to_string(),
            span: definition.name_span.or(definition.span),
            lacking: part.is_some() && found.is_none(),
            unstable: is_unstable(name, features)
                || is_unstable(&definition.name, &definition.features),
            deprecated: has(features, "deprecated"),
            part: found.map(|it| (it.name.to_owned(), it.span)),
        }
    }

    /// Finds a member, value or branch.
    fn part(&self, id: TypeId, wanted: &str) -> Option<SchemaPart<'s>> {
        let is = |name: &str| key(name) == wanted;
        match &self.schema[id].kind {
            TypeKind::Object(object) => {
                let members = self.schema.members(id).into_iter();
                let mut members = members.map(|(_, it)| SchemaPart {
                    name: &it.name,
                    span: Some(it.span),
                    features: &it.features,
                });
                members.find(|it| is(it.name)).or_else(|| {
                    let branches = object.branches.as_ref()?;
                    // A value without a listed branch has a place in its enum only.
                    let mut listed = branches.list.iter().filter(|it| it.span.is_some());
                    let branch = listed.find(|it| is(&it.name)).map(|it| SchemaPart {
                        name: &it.name,
                        span: it.span,
                        features: &[],
                    });
                    branch.or_else(|| self.part(branches.tag, wanted))
                })
            }
            TypeKind::Enum(this) => {
                let value = this.values.iter().find(|it| is(&it.name))?;
                Some(SchemaPart {
                    name: &value.name,
                    span: value.span,
                    features: &value.features,
                })
            }
            TypeKind::Alternate(this) => {
                let branch = this.branches.iter().find(|it| is(&it.name))?;
                Some(SchemaPart {
                    name: &branch.name,
                    span: branch.span,
                    features: &[],
                })
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => None,
        }
    }
}

/// A member, value or branch.
struct SchemaPart<'s> {
    name: &'s str,
    span: Option<Span>,
    features: &'s [Feature],
}

/// Returns the enums that are the type of a field, each with the struct.
fn unions(surface: &Surface) -> BTreeMap<&str, &str> {
    let mut unions = BTreeMap::new();
    for (path, item) in &surface.items {
        for ty in item.parts.iter().flat_map(|part| paths(&part.ty)) {
            if let Some((branches, _)) = surface.items.get_key_value(&ty)
                && branches.starts_with(&**path)
            {
                unions.insert(&**branches, &**path);
            }
        }
    }
    unions
}

/// Returns the wire name of an item, as a key.
fn wire(path: &str, item: Option<&Item>) -> String {
    key(alias(item.map(|item| &item.head)).unwrap_or_else(|| last(path)))
}

fn alias(head: Option<&Head>) -> Option<&str> {
    head?.aliases.first().map(String::as_str)
}

/// Returns a name without case and punctuation.
fn key(name: &str) -> String {
    let letters = name.chars().filter(|it| it.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
