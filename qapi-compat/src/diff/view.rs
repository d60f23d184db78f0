//! An object as it is on the wire: bases do not show, members of all of them do.

use qapi_parser::schema::{Branches, Member, Schema, TypeId, TypeKind};
use rustc_hash::FxHashMap;

use super::change::Owner;

/// The members of an object, and what selects more.
#[derive(Debug, Default, Clone)]
pub(super) struct View<'s> {
    /// Members that are always there: those of bases first.
    pub(super) fields: Vec<Field<'s>>,
    names: FxHashMap<&'s str, usize>,
    /// The branches, if it is a union.
    pub(super) branches: Option<&'s Branches>,
}

/// A member with the definition that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'s> {
    pub(super) member: &'s Member,
    pub(super) owner: Owner<'s>,
}

impl<'s> View<'s> {
    /// Looks at an object; of anything else there is nothing to see. Its members belong to `owner`, or where that
    /// is `None` to the definitions that they stand in.
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

    /// The member of that name.
    pub(super) fn get(&self, name: &str) -> Option<Field<'s>> {
        let index = self.names.get(name)?;
        self.fields.get(*index).copied()
    }

    /// Whether the member of that name selects the branch.
    pub(super) fn is_discriminator(&self, name: &str) -> bool {
        self.branches
            .is_some_and(|branches| &*branches.discriminator == name)
    }

    /// How many branches there are.
    pub(super) fn branch_count(&self) -> usize {
        self.branches.map_or(0, |branches| branches.list.len())
    }
}
