//! Types that only older releases imply: enums of unions without a discriminator, the wrappers of
//! their branches, and the inline types of members.

use super::declare::{Ids, wrapper_name};
use super::link::{Linker, OpenUnion, plain};
use super::place::Place;
use crate::definition::{self, TypeRef};
use crate::diagnostic::InDefinition;
use crate::schema::{Condition, Enum, EnumValue, Member, Object, Origin, Type, TypeId, TypeKind};
use crate::source::Span;

impl<'s> Linker<'s, '_, '_> {
    /// Returns the object that wraps a value of a type. An unknown type is reported at the branch.
    pub(super) fn wrapper(&self, ty: TypeRef<'s>, owner: Option<&InDefinition>) -> TypeKind {
        let members = self.declared.referred(ty).zip(owner).map(|(id, _)| Member {
            name: "data".into(),
            span: ty.span,
            ty: id,
            optional: false,
            condition: None,
            features: Vec::new(),
            doc: None,
        });
        let members = members.into_iter().collect();
        TypeKind::Object(Object {
            origin: Origin::Wrapper,
            base: None,
            members,
            branches: None,
        })
    }

    /// Returns the object of a member's inline type.
    pub(super) fn inline(
        &mut self,
        members: Vec<definition::Member<'s>>,
        member: Span,
        site: &InDefinition,
    ) -> Option<TypeId> {
        let id = self.declared.inline(member)?;
        let name = &self.declared.types.get(id.index())?.name;
        let members = self.members(members, id, site);
        let kind = TypeKind::Object(Object {
            origin: Origin::Inline,
            base: None,
            members,
            branches: None,
        });
        self.set(
            id.index(),
            Type {
                definition: plain(name, Some(site.span)),
                kind,
            },
        );
        Some(id)
    }

    /// Fills the enum that a union of older releases implies, with a value for each branch.
    pub(super) fn tag(
        &mut self,
        tag: Option<TypeId>,
        union: TypeId,
        branches: &[definition::Branch<'s>],
        condition: Option<&Condition>,
        site: &InDefinition,
    ) {
        let Some(tag) = tag else { return };
        let values = branches.iter().map(|branch| EnumValue {
            name: branch.name.into(),
            span: Some(branch.span),
            condition: branch.condition.clone(),
            features: Vec::new(),
            doc: None,
        });
        let kind = Enum {
            values: values.collect(),
            prefix: None,
            kind_of: Some(union),
        };
        let mut definition = plain(&format!("{}Kind", site.name), Some(site.span));
        definition.condition = condition.cloned();
        self.set(
            tag.index(),
            Type {
                definition,
                kind: TypeKind::Enum(kind),
            },
        );
    }

    /// Returns a union without a discriminator: the member `type` selects the branch, whose value
    /// is wrapped.
    pub(super) fn simple_union(
        &mut self,
        base: Option<TypeId>,
        branches: Vec<definition::Branch<'s>>,
        id: TypeId,
        ids: Ids,
        site: &InDefinition,
    ) -> TypeKind {
        let wrappers: Vec<Option<TypeId>> = branches
            .iter()
            .map(|branch| self.declared.named(&wrapper_name(branch.ty)))
            .collect();
        let mut listed = self.branches(branches, id, Place::Value, site);
        for branch in &mut listed {
            branch.ty = wrappers
                .get(branch.value)
                .copied()
                .flatten()
                .unwrap_or(branch.ty);
        }
        let discriminator_span = site.span.head();
        let tag = ids.tag.map(|ty| Member {
            name: "type".into(),
            span: discriminator_span,
            ty,
            optional: false,
            condition: None,
            features: Vec::new(),
            doc: None,
        });
        let open = OpenUnion {
            id,
            discriminator: "type",
            discriminator_span,
            listed,
            implied_tag: None,
        };
        self.unions.push(open);
        let members = tag.into_iter().collect();
        TypeKind::Object(Object {
            origin: Origin::Union,
            base,
            members,
            branches: None,
        })
    }
}

/// Copies the condition of each wrapped type to its wrapper.
pub(super) fn condition_wrappers(types: &mut [Type]) {
    for index in 0..types.len() {
        let Some(Type {
            kind:
                TypeKind::Object(Object {
                    origin: Origin::Wrapper,
                    members,
                    ..
                }),
            ..
        }) = types.get(index)
        else {
            continue;
        };
        let wrapped = members
            .first()
            .and_then(|member| types.get(member.ty.index()));
        let element = match wrapped.map(|ty| &ty.kind) {
            Some(TypeKind::Array(array)) => types.get(array.element.index()),
            _ => wrapped,
        };
        let condition = element.and_then(|ty| ty.definition.condition.clone());
        if let Some(wrapper) = types.get_mut(index) {
            wrapper.definition.condition = condition;
        }
    }
}
