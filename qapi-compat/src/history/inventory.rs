//! The inventory of a schema: the definitions written in it, and their parts, by name.

use qapi_parser::schema::{
    Alternate, Definition, DefinitionKind, DocRef, Enum, Object, Origin, Schema, TypeId, TypeKind,
};

use super::model::PartKind;
use super::version::{self, Version};

/// A definition of one release.
pub(super) struct Defined<'s> {
    pub(super) kind: DefinitionKind,
    pub(super) name: &'s str,
    pub(super) since: Option<Version>,
    pub(super) parts: Vec<Part<'s>>,
}

/// A part of a definition.
pub(super) struct Part<'s> {
    pub(super) kind: PartKind,
    pub(super) name: &'s str,
    pub(super) since: Option<Version>,
}

/// Returns the definitions that are written in a schema: commands, events, then types.
pub(super) fn of(schema: &Schema) -> Vec<Defined<'_>> {
    let commands = schema.commands().map(|(_, command)| {
        let parts = data_parts(schema, command.arguments, PartKind::Argument);
        defined(schema, DefinitionKind::Command, &command.definition, parts)
    });
    let events = schema.events().map(|(_, event)| {
        let parts = data_parts(schema, event.arguments, PartKind::Member);
        defined(schema, DefinitionKind::Event, &event.definition, parts)
    });
    let types = schema.types().filter_map(|(id, ty)| {
        let (kind, parts) = match &ty.kind {
            _ if !ty.definition.is_explicit() => return None,
            TypeKind::Builtin(_) | TypeKind::Array(_) => return None,
            TypeKind::Enum(it) => (DefinitionKind::Enum, values(schema, it)),
            TypeKind::Alternate(it) => (DefinitionKind::Alternate, alternatives(schema, it)),
            TypeKind::Object(object) => {
                let kind = match object.branches {
                    Some(_) => DefinitionKind::Union,
                    None => DefinitionKind::Struct,
                };
                let parts = object_parts(schema, (id, object), PartKind::Member, true);
                (kind, parts)
            }
        };
        Some(defined(schema, kind, &ty.definition, parts))
    });
    commands.chain(events).chain(types).collect()
}

/// Returns the parts of a command's arguments or an event's data.
fn data_parts(schema: &Schema, data: Option<TypeId>, kind: PartKind) -> Vec<Part<'_>> {
    match data.map(|id| (id, &schema[id].kind)) {
        Some((id, TypeKind::Object(object))) => {
            let is_inline = matches!(
                object.origin,
                Origin::CommandArguments(_) | Origin::EventArguments(_)
            );
            object_parts(schema, (id, object), kind, is_inline)
        }
        _ => Vec::new(),
    }
}

fn defined<'s>(
    schema: &'s Schema,
    kind: DefinitionKind,
    definition: &'s Definition,
    parts: Vec<Part<'s>>,
) -> Defined<'s> {
    let doc = definition.doc.map(|id| &schema[id]);
    Defined {
        kind,
        name: &definition.name,
        since: doc
            .and_then(|doc| doc.since())
            .and_then(version::of_section),
        parts,
    }
}

fn remark(schema: &Schema, doc: Option<DocRef>) -> Option<Version> {
    let section = doc.and_then(|doc| schema.section(doc))?;
    version::in_text(&section.text)
}

/// Returns the members of an object, those of its bases included, and its branches. Only parts
/// listed in the definition itself have a version. The version of a member of a named argument type
/// is that of its addition to the type.
fn object_parts<'s>(
    schema: &'s Schema,
    (id, object): (TypeId, &'s Object),
    kind: PartKind,
    is_its_own: bool,
) -> Vec<Part<'s>> {
    let inline = |id: TypeId| match &schema[id].kind {
        TypeKind::Object(base) => matches!(base.origin, Origin::Base(_)),
        _ => false,
    };
    let is_own = |owner| is_its_own && (owner == id || object.base == Some(owner) && inline(owner));
    let members = schema.members(id).into_iter();
    let mut parts: Vec<Part<'s>> = members
        .map(|(owner, member)| Part {
            kind,
            name: &member.name,
            since: remark(schema, member.doc.filter(|_| is_own(owner))),
        })
        .collect();
    let branches = object.branches.iter().flat_map(|branches| &branches.list);
    parts.extend(branches.map(|branch| Part {
        kind: PartKind::Branch,
        name: &branch.name,
        since: None,
    }));
    parts
}

fn values<'s>(schema: &'s Schema, it: &'s Enum) -> Vec<Part<'s>> {
    let part = |value: &'s qapi_parser::schema::EnumValue| Part {
        kind: PartKind::Value,
        name: &value.name,
        since: remark(schema, value.doc),
    };
    it.values.iter().map(part).collect()
}

/// Returns the branches of an alternate, by their kinds of JSON value.
fn alternatives<'s>(schema: &'s Schema, it: &'s Alternate) -> Vec<Part<'s>> {
    let part = |branch: &'s qapi_parser::schema::Branch| Part {
        kind: PartKind::Branch,
        name: schema[branch.ty].kind.json_kind().as_str(),
        since: remark(schema, branch.doc),
    };
    it.branches.iter().map(part).collect()
}
