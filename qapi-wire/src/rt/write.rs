//! Objects on their way out.

use serde_core::Serialize;
use serde_core::ser::SerializeMap;

use super::table::Table;
use super::union::Branches;
use crate::Map;

/// A member that may be written. `Option` is the only kind: `None` leaves the member out.
pub trait Member<M: SerializeMap> {
    /// Writes the member under its name, if it is there.
    ///
    /// # Errors
    /// What the serializer meets.
    fn put(&self, name: &'static str, out: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize, M: SerializeMap> Member<M> for Option<T> {
    fn put(&self, name: &'static str, out: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => out.serialize_entry(name, value),
            None => Ok(()),
        }
    }
}

/// Writes members under the names of the table.
///
/// # Errors
/// What the serializer meets.
pub fn write<M: SerializeMap>(
    out: &mut M,
    table: &'static Table,
    members: &[&dyn Member<M>],
) -> Result<(), M::Error> {
    put_all(out, table.names, members)
}

/// Like [`write()`], and the members that [`super::read_free`] returned.
///
/// # Errors
/// What the serializer meets.
pub fn write_free<M: SerializeMap>(
    out: &mut M,
    table: &'static Table,
    members: &[&dyn Member<M>],
    rest: &Map,
) -> Result<(), M::Error> {
    put_all(out, table.names, members)?;
    write_map(out, rest)
}

/// Writes a union: the tag first, so that the reader need not keep anything; then its members, then the branch's.
///
/// # Errors
/// What the serializer meets.
pub fn write_union<M: SerializeMap, B: Branches>(
    out: &mut M,
    table: &'static Table,
    members: &[&dyn Member<M>],
    branch: &B,
) -> Result<(), M::Error> {
    if let Some((tag, names)) = table.names.split_first() {
        out.serialize_entry(tag, branch.tag())?;
        put_all(out, names, members)?;
    }
    branch.write(out)
}

/// Writes members that no table knows.
pub(super) fn write_map<M: SerializeMap>(out: &mut M, members: &Map) -> Result<(), M::Error> {
    members
        .iter()
        .try_for_each(|(name, value)| out.serialize_entry(name, value))
}

fn put_all<M: SerializeMap>(
    out: &mut M,
    names: &'static [&'static str],
    members: &[&dyn Member<M>],
) -> Result<(), M::Error> {
    names
        .iter()
        .zip(members)
        .try_for_each(|(name, member)| member.put(name, out))
}
