//! The members of an object in messages, those of its bases included.

use qapi_parser::schema::{Branches, Member, Schema, TypeId, TypeKind};
use rustc_hash::FxHashMap;

use super::change::Owner;

/// The members and branches of an object.
#[derive(Debug, Default, Clone)]
pub(super) struct View<'s> {
    /// Members outside of branches, those of bases first.
    pub(super) fields: Vec<Field<'s>>,
    names: FxHashMap<&'s str, usize>,
    /// The branches of a union.
    pub(super) branches: Option<&'s Branches>,
}

/// A member and the definition that contains it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'s> {
    pub(super) member: &'s Member,
    pub(super) owner: Owner<'s>,
}

impl<'s> View<'s> {
    /// Returns the view of an object; empty for other types. Its members belong to `owner`, or if
    /// that is `None`, to the definitions that contain them.
    pub(super) fn of(schema: &'s Schema, id: TypeId, owner: Option<Owner<'s>>) -> Self {
        let branches = match &schema[id].kind {
            TypeKind::Object(object) => object.branches.as_ref(),
            _ => None,
        };
        let mut view = Self {
            branches,
            ..Self::default()
        };
        for (id, member) in schema.members(id) {
            if let Some(owner) = owner.or_else(|| Owner::of(schema, id)) {
                view.add(Field { member, owner });
            }
        }
        view
    }

    fn add(&mut self, field: Field<'s>) {
        self.names.insert(&field.member.name, self.fields.len());
        self.fields.push(field);
    }

    /// Returns the member of a name.
    pub(super) fn get(&self, name: &str) -> Option<Field<'s>> {
        let index = self.names.get(name)?;
        self.fields.get(*index).copied()
    }

    /// Returns whether the member of a name is the discriminator.
    pub(super) fn is_discriminator(&self, name: &str) -> bool {
        self.branches
            .is_some_and(|branches| &*branches.discriminator == name)
    }

    /// Returns the number of branches.
    pub(super) fn branch_count(&self) -> usize {
        self.branches.map_or(0, |branches| branches.list.len())
    }
}
