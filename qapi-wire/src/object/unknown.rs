//! Members that no table has.

use serde_core::ser::SerializeMap;

use crate::Map;

/// A branch that the schema does not know, as it was received.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct UnknownBranch {
    /// The value of the discriminator.
    pub tag: String,
    /// The members that are not the union's own.
    pub members: Map,
}

impl UnknownBranch {
    /// Writes the members of the branch, without the discriminator.
    ///
    /// # Errors
    /// Errors of the serializer.
    pub fn write<M: SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
        write_members(out, &self.members)
    }
}

/// Writes members that no table has.
pub(super) fn write_members<M: SerializeMap>(out: &mut M, members: &Map) -> Result<(), M::Error> {
    members
        .iter()
        .try_for_each(|(name, value)| out.serialize_entry(name, value))
}
