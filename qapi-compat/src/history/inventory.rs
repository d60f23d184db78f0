//! What a schema consists of, by name: definitions that are written in it, and their parts.

use qapi_parser::schema::{
    Alternate, Definition, DefinitionKind, DocRef, Enum, Member, Object, Origin, Schema, TypeKind,
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

/// All definitions of a schema but those that a rule implies: commands, events, then types.
pub(super) fn of(schema: &Schema) -> Vec<Defined<'_>> {
    let mut all = Vec::new();
    for (_, command) in schema.commands() {
        let parts = match command.arguments.map(|id| &schema[id].kind) {
            Some(TypeKind::Object(object)) => object_parts(
                schema,
                object,
                PartKind::Argument,
                matches!(object.origin, Origin::CommandArguments(_)),
            ),
            _ => Vec::new(),
        };
        all.push(defined(
            schema,
            DefinitionKind::Command,
            &command.definition,
            parts,
        ));
    }
    for (_, event) in schema.events() {
        let parts = match event.arguments.map(|id| &schema[id].kind) {
            Some(TypeKind::Object(object)) => object_parts(
                schema,
                object,
                PartKind::Member,
                matches!(object.origin, Origin::EventArguments(_)),
            ),
            _ => Vec::new(),
        };
        all.push(defined(
            schema,
            DefinitionKind::Event,
            &event.definition,
            parts,
        ));
    }
    let explicit = |ty: &qapi_parser::schema::Type| ty.definition.name_span.is_some();
    for (_, ty) in schema.types().filter(|(_, ty)| explicit(ty)) {
        let (kind, parts) = match &ty.kind {
            TypeKind::Enum(it) => (DefinitionKind::Enum, values(schema, it)),
            TypeKind::Alternate(it) => (DefinitionKind::Alternate, alternatives(schema, it)),
            TypeKind::Object(object) if object.branches.is_some() => (
                DefinitionKind::Union,
                object_parts(schema, object, PartKind::Member, true),
            ),
            TypeKind::Object(object) => (
                DefinitionKind::Struct,
                object_parts(schema, object, PartKind::Member, true),
            ),
            TypeKind::Builtin(_) | TypeKind::Array(_) => continue,
        };
        all.push(defined(schema, kind, &ty.definition, parts));
    }
    all
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

/// Members, those of bases included, and branches. Only what the definition itself lists has a remark of its own: what
/// a type lists that a command names says since when the type has it.
fn object_parts<'s>(
    schema: &'s Schema,
    object: &'s Object,
    kind: PartKind,
    is_its_own: bool,
) -> Vec<Part<'s>> {
    let base = object.base.map(|id| &schema[id].kind);
    let lists = |object: &Object, member: &Member| {
        object
            .members
            .as_ptr_range()
            .contains(&std::ptr::from_ref(member))
    };
    let is_own = |member: &Member| {
        let inline = match base {
            Some(TypeKind::Object(base)) => {
                matches!(base.origin, Origin::Base(_)) && lists(base, member)
            }
            _ => false,
        };
        is_its_own && (lists(object, member) || inline)
    };
    let members = schema.all_members(object).into_iter();
    let mut parts: Vec<Part<'s>> = members
        .map(|member| Part {
            kind,
            name: &member.name,
            since: remark(schema, member.doc.filter(|_| is_own(member))),
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

/// Names of an alternate's branches are not on the wire.
fn alternatives<'s>(schema: &'s Schema, it: &'s Alternate) -> Vec<Part<'s>> {
    let part = |branch: &'s qapi_parser::schema::Branch| Part {
        kind: PartKind::Branch,
        name: schema[branch.ty].kind.json_kind().as_str(),
        since: remark(schema, branch.doc),
    };
    it.branches.iter().map(part).collect()
}
