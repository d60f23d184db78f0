//! What a schema consists of, by name: definitions that are written in it, and their parts.

use qapi_parser::schema::{
    Alternate, Definition, DocRef, Enum, JsonKind, Member, Object, Origin, Schema, TypeKind,
};

use super::since::{self, Version};

/// A definition of one release.
pub(super) struct Defined<'s> {
    pub(super) kind: &'static str,
    pub(super) name: &'s str,
    pub(super) since: Option<Version>,
    pub(super) parts: Vec<Part<'s>>,
}

/// A part of a definition.
pub(super) struct Part<'s> {
    pub(super) kind: &'static str,
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
                "argument",
                matches!(object.origin, Origin::CommandArguments(_)),
            ),
            _ => Vec::new(),
        };
        all.push(defined(schema, "command", &command.definition, parts));
    }
    for (_, event) in schema.events() {
        let parts = match event.arguments.map(|id| &schema[id].kind) {
            Some(TypeKind::Object(object)) => object_parts(
                schema,
                object,
                "member",
                matches!(object.origin, Origin::EventArguments(_)),
            ),
            _ => Vec::new(),
        };
        all.push(defined(schema, "event", &event.definition, parts));
    }
    let explicit = |ty: &qapi_parser::schema::Type| ty.definition.name_span.is_some();
    for (_, ty) in schema.types().filter(|(_, ty)| explicit(ty)) {
        let (kind, parts) = match &ty.kind {
            TypeKind::Enum(it) => ("enum", values(schema, it)),
            TypeKind::Alternate(it) => ("alternate", alternatives(schema, it)),
            TypeKind::Object(object) if object.branches.is_some() => {
                ("union", object_parts(schema, object, "member", true))
            }
            TypeKind::Object(object) => ("struct", object_parts(schema, object, "member", true)),
            TypeKind::Builtin(_) | TypeKind::Array(_) => continue,
        };
        all.push(defined(schema, kind, &ty.definition, parts));
    }
    all
}

fn defined<'s>(
    schema: &'s Schema,
    kind: &'static str,
    definition: &'s Definition,
    parts: Vec<Part<'s>>,
) -> Defined<'s> {
    let doc = definition.doc.map(|id| &schema[id]);
    Defined {
        kind,
        name: &definition.name,
        since: doc.and_then(|doc| doc.since()).and_then(since::of_section),
        parts,
    }
}

fn remark(schema: &Schema, doc: Option<DocRef>) -> Option<Version> {
    let section = doc.and_then(|doc| schema.section(doc))?;
    since::in_text(&section.text)
}

/// Members, those of bases included, and branches. Only what the definition itself lists has a remark of its own: what
/// a type lists that a command names says since when the type has it.
fn object_parts<'s>(
    schema: &'s Schema,
    object: &'s Object,
    kind: &'static str,
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
        kind: "branch",
        name: &branch.name,
        since: None,
    }));
    parts
}

fn values<'s>(schema: &'s Schema, it: &'s Enum) -> Vec<Part<'s>> {
    let part = |value: &'s qapi_parser::schema::EnumValue| Part {
        kind: "value",
        name: &value.name,
        since: remark(schema, value.doc),
    };
    it.values.iter().map(part).collect()
}

/// Names of an alternate's branches are not on the wire.
fn alternatives<'s>(schema: &'s Schema, it: &'s Alternate) -> Vec<Part<'s>> {
    let kind = |kind: JsonKind| crate::diff::kind_name(kind);
    let part = |branch: &'s qapi_parser::schema::Branch| Part {
        kind: "branch",
        name: kind(schema[branch.ty].kind.json_kind()),
        since: remark(schema, branch.doc),
    };
    it.branches.iter().map(part).collect()
}
