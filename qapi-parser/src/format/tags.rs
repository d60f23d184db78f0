//! Unions whose discriminator is a string, as in QEMU 1.7. Such a union implies an enum of its
//! branches' names, which becomes a definition before it and the type of the discriminator.
//!
//! This is done only if the entities stay the same: the discriminator is a member of a struct (the
//! enum of an inline base would be in another position), and no pragma requires docs of the enum.

use rustc_hash::FxHashMap;

use super::modern::tree_value;
use super::node::{Item, List, Style, Value};
use crate::schema::{Enum, Object, Origin, Schema, TypeKind};
use crate::source::{FileId, Span};
use crate::syntax::{Entry, Expr};

/// The changes to such unions.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// The enums, by the span of the definition after them.
    enums: FxHashMap<Span, List>,
    /// The types of discriminators, by the spans of their names.
    types: FxHashMap<Span, String>,
}

impl Tags {
    /// Finds the unions in files that get a new text. `has_room` returns whether a definition can
    /// be added before another one.
    pub(super) fn of(
        schema: &Schema,
        wanted: &dyn Fn(FileId) -> bool,
        has_room: &dyn Fn(Span) -> bool,
    ) -> Self {
        let mut tags = Self::default();
        for (id, ty) in schema.types() {
            let TypeKind::Object(Object {
                branches: Some(branches),
                ..
            }) = &ty.kind
            else {
                continue;
            };
            let tag = &schema[branches.tag];
            let owner = match &schema[branches.discriminator_owner].kind {
                TypeKind::Object(owner) if owner.origin == Origin::Struct => owner,
                _ => continue,
            };
            if let TypeKind::Enum(list) = &tag.kind
                && list.kind_of == Some(id)
                && let Some(union) = ty.definition.span.filter(|span| has_room(*span))
                && let Some(member) = owner.members.get(branches.discriminator_index)
                && wanted(union.file)
                && wanted(member.span.file)
                && !schema.pragmas.doc_required
            {
                let condition = tag.definition.condition.as_ref();
                let mut items = vec![
                    Item::new(Some("enum"), string(tag.name())),
                    Item::new(Some("data"), values(list)),
                ];
                items.extend(condition.map(|it| Item::new(Some("if"), tree_value(it))));
                let mut definition = List::new(true, items);
                definition.style = Style::Definition;
                tags.enums.insert(union, definition);
                tags.types.insert(member.span, tag.name().to_owned());
            }
        }
        tags
    }

    /// Returns the enum to add before a definition.
    pub(super) fn before(&self, definition: Span) -> Option<&List> {
        self.enums.get(&definition)
    }

    /// Sets the types of the discriminators in a definition.
    pub(super) fn retype(&self, entries: &[Entry], list: &mut List) {
        for (entry, item) in entries.iter().zip(&mut list.items) {
            if let Some(name) = self.types.get(&entry.key.span) {
                let value = match item.value.object() {
                    Some(_) => item.value.object().and_then(|list| list.value("type")),
                    None => Some(&mut item.value),
                };
                if let Some(value) = value {
                    *value = string(name);
                }
            } else if let (Expr::Object(entries, _), Some(inner)) =
                (&entry.value, item.value.list())
            {
                self.retype(entries, inner);
            }
        }
    }
}

fn string(text: &str) -> Value {
    Value::Atom(format!("'{text}'"), None)
}

fn values(list: &Enum) -> Value {
    let values = list.values.iter().map(|value| {
        let name = string(&value.name);
        let value = match &value.condition {
            None => name,
            Some(condition) => Value::List(List::new(
                true,
                vec![
                    Item::new(Some("name"), name),
                    Item::new(Some("if"), tree_value(condition)),
                ],
            )),
        };
        Item::new(None, value)
    });
    let mut values = List::new(false, values.collect());
    values.style = Style::Filled;
    Value::List(values)
}
