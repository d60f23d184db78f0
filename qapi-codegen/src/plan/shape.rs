//! The shapes of a plan: the generated items with their names.

use qapi_parser::schema::{
    Command, CommandId, Condition, DocRef, Entity, EnumValue, Event, Feature, Member, Origin,
    Schema, TypeId, TypeKind,
};

use super::attributes::Attributes;
use crate::code::Ident;
use crate::conditions::Presence;
use crate::gate::Gate;
use crate::plan::Chosen;

/// The shape of a type.
#[derive(Debug)]
pub(crate) enum Shape<'a> {
    Enum(EnumShape<'a>),
    Object(ObjectShape<'a>),
    Alternate(AlternateShape<'a>),
}

/// An enum of names.
#[derive(Debug)]
pub(crate) struct EnumShape<'a> {
    pub(crate) values: Vec<Value<'a>>,
    /// The variant that keeps unlisted values.
    pub(crate) unknown: Option<Ident>,
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct Value<'a> {
    pub(crate) value: &'a EnumValue,
    pub(crate) ident: Ident,
    /// Its attributes.
    pub(crate) attributes: Attributes,
}

/// A struct; for a union, the struct of its common members.
#[derive(Debug)]
pub(crate) struct ObjectShape<'a> {
    /// The members, bases' first, without the discriminator.
    pub(crate) fields: Vec<Field<'a>>,
    /// The tag, if it is a union.
    pub(crate) tag: Option<Tag<'a>>,
    /// The field that keeps undeclared arguments, if they are allowed.
    pub(crate) rest: Option<Ident>,
}

impl ObjectShape<'_> {
    /// Returns whether all members are optional.
    pub(crate) fn all_optional(&self) -> bool {
        self.tag.is_none() && self.fields.iter().all(|field| field.optional)
    }
}

/// A member of a struct.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    pub(crate) member: &'a Member,
    pub(crate) ident: Ident,
    /// `true` if a peer may leave the member out: the schema or the configuration makes it
    /// optional, or its condition may not hold for an existing object.
    pub(crate) optional: bool,
    /// Its type, if the configuration chooses one.
    pub(crate) chosen: Option<Chosen>,
    /// `true` if its value is secret.
    pub(crate) sensitive: bool,
    /// Its attributes.
    pub(crate) attributes: Attributes,
}

/// The discriminator of a union, and the enum of the branches that replaces it.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) member: &'a Member,
    pub(crate) ident: Ident,
    /// The attributes of the member.
    pub(crate) attributes: Attributes,
    /// The name of the enum of the branches.
    pub(crate) branches: Ident,
    /// One for each value of the discriminator, in the order of its values; two if the value's
    /// branch has its own `cfg`.
    pub(crate) variants: Vec<Variant<'a>>,
    /// The variant that keeps unlisted values.
    pub(crate) unknown: Option<Ident>,
}

/// A branch of a union or an alternate.
#[derive(Debug)]
pub(crate) struct Variant<'a> {
    pub(crate) name: &'a str,
    pub(crate) ident: Ident,
    /// The type of its content; `None` if a union lists none for the value.
    pub(crate) payload: Option<TypeId>,
    pub(crate) condition: Option<&'a Condition>,
    pub(crate) gate: Gate,
    pub(crate) features: &'a [Feature],
    pub(crate) doc: Option<DocRef>,
    /// Its attributes.
    pub(crate) attributes: Attributes,
}

/// An enum whose variant the kind of a JSON value selects.
#[derive(Debug)]
pub(crate) struct AlternateShape<'a> {
    pub(crate) variants: Vec<Variant<'a>>,
}

/// A command.
#[derive(Debug)]
pub(crate) struct CommandShape<'a> {
    pub(crate) id: CommandId,
    pub(crate) command: &'a Command,
    pub(crate) ident: Ident,
    /// The name of the method that calls it.
    pub(crate) method: Ident,
    pub(crate) arguments: Arguments<'a>,
}

/// An event.
#[derive(Debug)]
pub(crate) struct EventShape<'a> {
    pub(crate) event: &'a Event,
    pub(crate) ident: Ident,
    pub(crate) data: Arguments<'a>,
}

/// The enum of all events.
#[derive(Debug)]
pub(crate) struct EventsShape {
    pub(crate) ident: Ident,
    /// The variant that keeps unlisted events.
    pub(crate) unknown: Option<Ident>,
}

/// The struct of a command's arguments or an event's data.
#[derive(Debug)]
pub(crate) enum Arguments<'a> {
    /// A struct with the arguments as its members, if any.
    Members(ObjectShape<'a>),
    /// A tuple struct around the type that `data` names.
    Named(TypeId),
}

/// Returns a line for each generated item that needs a type that conditions leave out.
pub(super) fn left_out(schema: &Schema, presence: &Presence<'_>) -> Vec<String> {
    if presence.is_all() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut need = |user: &dyn std::fmt::Display, id: TypeId| {
        let implied = schema
            .object(id)
            .is_some_and(|object| !matches!(object.origin, Origin::Struct | Origin::Union));
        if !implied && !presence.of(schema.type_condition(id)) {
            lines.push(format!("{user} needs the type '{}'", schema[id].name()));
        }
    };
    let mut empty = Vec::new();
    for (_, ty) in schema.types() {
        if !presence.of(ty.definition.condition.as_ref()) {
            continue;
        }
        match &ty.kind {
            TypeKind::Object(object) => {
                if let Some(base) = object.base {
                    need(&format_args!("'{}'", ty.name()), base);
                }
                for member in object
                    .members
                    .iter()
                    .filter(|member| presence.of(member.condition.as_ref()))
                {
                    need(
                        &format_args!("the member '{}' of '{}'", member.name, ty.name()),
                        member.ty,
                    );
                }
                if object
                    .branches
                    .as_ref()
                    .is_some_and(|branches| !has_values(schema, branches.tag, presence))
                {
                    empty.push(format!("the union '{}' has no branch left", ty.name()));
                }
                for branch in object.branches.iter().flat_map(|branches| &branches.list) {
                    if presence.of(branch.condition.as_ref()) {
                        need(
                            &format_args!("the branch '{}' of '{}'", branch.name, ty.name()),
                            branch.ty,
                        );
                    }
                }
            }
            TypeKind::Alternate(alternate) => {
                for branch in alternate
                    .branches
                    .iter()
                    .filter(|branch| presence.of(branch.condition.as_ref()))
                {
                    need(
                        &format_args!("the branch '{}' of '{}'", branch.name, ty.name()),
                        branch.ty,
                    );
                }
            }
            TypeKind::Builtin(_) | TypeKind::Enum(_) | TypeKind::Array(_) => {}
        }
    }
    for (_, command) in schema.commands() {
        if presence.of(command.definition.condition.as_ref()) {
            for id in command.arguments.into_iter().chain(command.returns) {
                need(
                    &format_args!("the command '{}'", command.definition.name),
                    id,
                );
            }
        }
    }
    for (_, event) in schema.events() {
        if let Some(id) = event.arguments
            && presence.of(event.definition.condition.as_ref())
        {
            need(&format_args!("the event '{}'", event.definition.name), id);
        }
    }
    lines.extend(empty);
    lines
}

fn has_values(schema: &Schema, id: TypeId, presence: &Presence<'_>) -> bool {
    schema
        .enumeration(id)
        .is_some_and(|this| !presence.values(this).is_empty())
}

/// Returns whether the generated code names a predefined type.
pub(super) fn is_used(schema: &Schema, id: TypeId) -> bool {
    let same = |used: TypeId| {
        used == id || matches!(&schema[used].kind, TypeKind::Array(array) if array.element == id)
    };
    let in_types = schema.types().any(|(_, ty)| match &ty.kind {
        TypeKind::Object(object) => object.members.iter().any(|member| same(member.ty)),
        TypeKind::Alternate(alternate) => alternate.branches.iter().any(|branch| same(branch.ty)),
        _ => false,
    });
    in_types
        || schema
            .commands()
            .any(|(_, command)| command.returns.is_some_and(same))
}

/// Returns whether a type is the implicit argument type of `owner`. It is generated with that
/// definition, not under its own name.
pub(super) fn is_inline(schema: &Schema, arguments: TypeId, owner: Entity) -> bool {
    match schema.object(arguments).map(|object| object.origin) {
        Some(Origin::CommandArguments(id)) => Entity::Command(id) == owner,
        Some(Origin::EventArguments(id)) => Entity::Event(id) == owner,
        _ => false,
    }
}
