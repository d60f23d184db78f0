//! Objects on their way out.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::entries::Entries;
use super::inside::Inside;
use super::shape::Branches;
use super::table::Table;
use crate::Map;

/// Writes an object: its members under the names of the table.
///
/// # Errors
/// What the serializer meets.
#[inline]
pub fn write<S: Serializer>(
    out: S,
    table: &'static Table,
    members: impl Entries,
) -> Result<S::Ok, S::Error> {
    let mut out = out.serialize_map(None)?;
    members.put(table.names, &mut out)?;
    out.end()
}

/// Like [`write()`], and the members that [`super::Free`] has beside.
///
/// # Errors
/// What the serializer meets.
#[inline]
pub fn write_free<S: Serializer>(
    out: S,
    table: &'static Table,
    members: impl Entries,
    rest: &Map,
) -> Result<S::Ok, S::Error> {
    let mut out = out.serialize_map(None)?;
    members.put(table.names, &mut out)?;
    write_map(&mut out, rest)?;
    out.end()
}

/// Writes a union: the tag first, so that the reader need not keep anything; then its members, then the branch's.
///
/// # Errors
/// What the serializer meets.
#[inline]
pub fn write_union<S: Serializer, B: Branches>(
    out: S,
    table: &'static Table,
    members: impl Entries,
    branch: &B,
) -> Result<S::Ok, S::Error> {
    let mut out = out.serialize_map(None)?;
    if let Some((tag, names)) = table.names.split_first() {
        out.serialize_entry(tag, branch.tag())?;
        members.put(names, &mut out)?;
    }
    branch.write(&mut out)?;
    out.end()
}

/// Writes the members of an object among those of another: the branch of a union.
///
/// # Errors
/// What the serializer meets; a value that is no object.
pub fn write_branch<T: Serialize, M: SerializeMap>(
    branch: &T,
    out: &mut M,
) -> Result<(), M::Error> {
    branch.serialize(Inside(out))
}

/// Writes members that no table knows.
pub(super) fn write_map<M: SerializeMap>(out: &mut M, members: &Map) -> Result<(), M::Error> {
    members
        .iter()
        .try_for_each(|(name, value)| out.serialize_entry(name, value))
}
