//! Objects, and the members that they have on the wire: their own and those of their bases.

use super::id::TypeId;
use super::resolved::Schema;
use super::types::{Member, Object, Type, TypeKind};

impl Schema {
    /// Returns the object that a type is.
    #[must_use]
    pub fn object(&self, id: TypeId) -> Option<&Object> {
        match &self[id].kind {
            TypeKind::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns an object and its bases, each before its own base. Empty if the type is not an
    /// object.
    pub fn with_bases(&self, id: TypeId) -> impl Iterator<Item = (TypeId, &Object)> {
        with_bases(&self.types, id)
    }

    /// Returns the members that an object always has on the wire, each with the object that lists
    /// it. Those of its bases come first, as in QEMU's front end. Members of branches are not
    /// included.
    #[must_use]
    pub fn members(&self, id: TypeId) -> Vec<(TypeId, &Member)> {
        members(&self.types, id)
    }
}

/// Returns an object and its bases, as [`Schema::with_bases`] does, from types that may be
/// incomplete.
///
/// It terminates only if no object contains itself, which `resolve` checks first.
pub(crate) fn with_bases(types: &[Type], id: TypeId) -> impl Iterator<Item = (TypeId, &Object)> {
    let object = |id: TypeId| match &types.get(id.index())?.kind {
        TypeKind::Object(object) => Some((id, object)),
        _ => None,
    };
    std::iter::successors(object(id), move |(_, current)| object(current.base?))
}

/// Returns the members of an object, as [`Schema::members`] does.
pub(crate) fn members(types: &[Type], id: TypeId) -> Vec<(TypeId, &Member)> {
    let objects: Vec<_> = with_bases(types, id).collect();
    let objects = objects.into_iter().rev();
    objects
        .flat_map(|(id, object)| object.members.iter().map(move |member| (id, member)))
        .collect()
}
