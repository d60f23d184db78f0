//! The parts that a doc comment describes: a definition, its members, values or branches, and their
//! features.

use super::declare::Ids;
use super::schema_builder::SchemaBuilder;
use crate::schema::{Branch, Definition, DocRef, Entity, Feature, Origin, TypeId, TypeKind};
use crate::source::Span;

/// Returns the object whose members a definition's comment describes.
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

/// The kind of a visited part: the definition itself, a member, called by its role, or a branch of
/// a union without a discriminator, which may be described.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Definition,
    Branch,
    Member(&'static str),
}

/// A visited part of a definition.
pub(super) struct Part<'p> {
    pub(super) name: &'p str,
    pub(super) span: Option<Span>,
    pub(super) role: Role,
    /// The reference to set. The definition has another, and a part without a type has none.
    pub(super) doc: Option<&'p mut Option<DocRef>>,
    pub(super) features: &'p mut [Feature],
}

impl<'p> Part<'p> {
    fn definition(definition: &'p mut Definition) -> Self {
        Self {
            name: &definition.name,
            span: definition.name_span,
            role: Role::Definition,
            doc: None,
            features: &mut definition.features,
        }
    }

    fn branch(branch: &'p mut Branch, role: Role) -> Self {
        Self {
            name: &branch.name,
            span: branch.span,
            role,
            doc: Some(&mut branch.doc),
            features: &mut [],
        }
    }
}

/// Visits a definition and its members, including those without a type.
pub(super) fn visit(
    draft: &mut SchemaBuilder<'_>,
    ids: Ids,
    object: Option<TypeId>,
    f: &mut dyn FnMut(Part<'_>),
) {
    if let Some(definition) = draft.definition_mut(ids.own) {
        f(Part::definition(definition));
    }
    let Some(id) = object else { return };
    let Some(ty) = draft.types.get_mut(id.index()) else {
        return;
    };
    let role = role_of_parts(&ty.kind);
    for part in draft.lost_parts.get_mut(&id).into_iter().flatten() {
        f(Part {
            name: &part.name,
            span: Some(part.span),
            role,
            doc: None,
            features: &mut part.features,
        });
    }
    match &mut ty.kind {
        TypeKind::Object(object) => {
            for member in &mut object.members {
                f(Part {
                    name: &member.name,
                    span: Some(member.span),
                    role,
                    doc: Some(&mut member.doc),
                    features: &mut member.features,
                });
            }
            if let (Origin::Union, Some(branches)) = (object.origin, &mut object.branches) {
                for branch in &mut branches.list {
                    f(Part::branch(branch, role));
                }
            }
        }
        TypeKind::Enum(list) => {
            for value in &mut list.values {
                f(Part {
                    name: &value.name,
                    span: value.span,
                    role,
                    doc: Some(&mut value.doc),
                    features: &mut value.features,
                });
            }
        }
        TypeKind::Alternate(alternate) => {
            for branch in &mut alternate.branches {
                f(Part::branch(branch, role));
            }
        }
        TypeKind::Builtin(_) | TypeKind::Array(_) => {}
    }
}

/// Returns the name in messages of a member, value or branch of a type.
fn role_of_parts(kind: &TypeKind) -> Role {
    match kind {
        TypeKind::Object(object) => match object.origin {
            Origin::CommandArguments(_) | Origin::EventArguments(_) => Role::Member("argument"),
            Origin::Union => Role::Branch,
            _ => Role::Member("member"),
        },
        TypeKind::Enum(_) => Role::Member("value"),
        TypeKind::Alternate(_) => Role::Member("branch"),
        TypeKind::Builtin(_) | TypeKind::Array(_) => Role::Definition,
    }
}
