//! What a doc comment describes: a definition, its members, values or branches, and all their features.

use super::declare::Ids;
use super::schema_builder::SchemaBuilder;
use crate::schema::{DocRef, Entity, Feature, Origin, TypeId, TypeKind};
use crate::source::Span;

/// The object whose members a definition's comment describes.
pub(super) fn described_object(draft: &SchemaBuilder<'_>, ids: Ids) -> Option<TypeId> {
    let implicit = |id: Option<TypeId>| {
        id.filter(|id| draft.ty(*id).is_some_and(|ty| ty.name().starts_with("q_")))
    };
    match ids.own {
        Entity::Type(id) => match &draft.ty(id)?.kind {
            TypeKind::Object(object)
                if object.origin == Origin::Union && object.members.is_empty() =>
            {
                implicit(object.base)
            }
            _ => Some(id),
        },
        Entity::Command(id) => implicit(draft.commands.get(id.index())?.arguments),
        Entity::Event(id) => implicit(draft.events.get(id.index())?.arguments),
        Entity::Include { .. } => None,
    }
}

/// What is visited: the definition itself, one of its members, called by its role, or a branch of a
/// union without a discriminator, which may be described.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Definition,
    Branch,
    Member(&'static str),
}

/// Visits a definition and its members: name, place, role, the reference to set, the features.
pub(super) fn visit(
    draft: &mut SchemaBuilder<'_>,
    ids: Ids,
    object: Option<TypeId>,
    mut f: impl FnMut(&str, Option<Span>, Role, Option<&mut Option<DocRef>>, &mut [Feature]),
) {
    let mut own = |definition: &mut crate::schema::Definition| {
        f(
            &definition.name,
            definition.name_span,
            Role::Definition,
            None,
            &mut definition.features,
        );
    };
    match ids.own {
        Entity::Type(id) => draft
            .types
            .get_mut(id.index())
            .into_iter()
            .for_each(|ty| own(&mut ty.definition)),
        Entity::Command(id) => draft
            .commands
            .get_mut(id.index())
            .into_iter()
            .for_each(|c| own(&mut c.definition)),
        Entity::Event(id) => draft
            .events
            .get_mut(id.index())
            .into_iter()
            .for_each(|e| own(&mut e.definition)),
        Entity::Include { .. } => {}
    }
    let Some(ty) = object.and_then(|id| draft.types.get_mut(id.index())) else {
        return;
    };
    match &mut ty.kind {
        TypeKind::Object(object) => {
            let role = match object.origin {
                Origin::CommandArguments(_) | Origin::EventArguments(_) => Role::Member("argument"),
                Origin::Union => Role::Branch,
                _ => Role::Member("member"),
            };
            for member in &mut object.members {
                f(
                    &member.name,
                    Some(member.span),
                    role,
                    Some(&mut member.doc),
                    &mut member.features,
                );
            }
            let branches = object
                .branches
                .iter_mut()
                .filter(|_| object.origin == Origin::Union);
            for branch in branches.flat_map(|branches| &mut branches.list) {
                f(
                    &branch.name,
                    branch.span,
                    Role::Branch,
                    Some(&mut branch.doc),
                    &mut [],
                );
            }
        }
        TypeKind::Enum(list) => {
            for value in &mut list.values {
                f(
                    &value.name,
                    value.span,
                    Role::Member("value"),
                    Some(&mut value.doc),
                    &mut value.features,
                );
            }
        }
        TypeKind::Alternate(alternate) => {
            for branch in &mut alternate.branches {
                f(
                    &branch.name,
                    branch.span,
                    Role::Member("branch"),
                    Some(&mut branch.doc),
                    &mut [],
                );
            }
        }
        TypeKind::Builtin(_) | TypeKind::Array(_) => {}
    }
}
