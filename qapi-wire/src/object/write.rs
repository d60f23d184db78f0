//! Writing objects.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::entries::Entries;
use super::inside::Inside;
use super::shape::Branches;
use super::table::Table;
use super::unknown::write_members;
use crate::Map;

/// Writes an object: its members under the names of the table.
///
/// # Errors
/// Errors of the serializer.
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

/// Writes an object that accepts any members: those of its table, and the others.
///
/// # Errors
/// Errors of the serializer.
#[inline]
pub fn write_free<S: Serializer>(
    out: S,
    table: &'static Table,
    members: impl Entries,
    rest: &Map,
) -> Result<S::Ok, S::Error> {
    let mut out = out.serialize_map(None)?;
    members.put(table.names, &mut out)?;
    write_members(&mut out, rest)?;
    out.end()
}

/// Writes a union: the discriminator first, so that the reader need not keep members; then its own
/// members, then the branch's.
///
/// # Errors
/// Errors of the serializer.
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

/// Writes the members of an object into another one that is being written: the branch of a union.
///
/// # Errors
/// Errors of the serializer; a value that is not an object.
pub fn write_branch<T: Serialize, M: SerializeMap>(
    branch: &T,
    out: &mut M,
) -> Result<(), M::Error> {
    branch.serialize(Inside(out))
}
