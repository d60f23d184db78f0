//! Unions: common members, a tag, and the branch that the tag selects, all in one JSON object.

use std::borrow::Cow;
use std::mem::take;

use serde_core::de::{Error, MapAccess};
use serde_core::ser::SerializeMap;

use super::enumeration::{Name, NameSeed};
use super::members::{Above, Key, Members, Source};
use super::object::{Object, check, fill, read, read_free};
use super::slot::Slots;
use super::table::{Names, Table};
use super::write::write_map;
use crate::Map;

/// The branches of a union: an enum with one variant for each value of the discriminator.
pub trait Branches: Sized {
    /// The discriminator's values.
    const TAGS: &'static Names;
    /// Reads the branch that the tag, an index into `TAGS`, selects.
    ///
    /// # Errors
    /// What reading the branch meets.
    fn read<'de, A: MapAccess<'de>>(
        tag: usize,
        input: &mut Members<'_, 'de, A>,
    ) -> Result<Self, A::Error>;
    /// Keeps a branch that the schema does not know. Closed unions do without.
    #[must_use]
    fn unknown(branch: UnknownBranch) -> Option<Self> {
        let _ = branch;
        None
    }
    /// The value of the discriminator.
    fn tag(&self) -> &str;
    /// Writes the members of the branch.
    ///
    /// # Errors
    /// What the serializer meets.
    fn write<M: SerializeMap>(&self, out: &mut M) -> Result<(), M::Error>;
}

/// A branch that the schema does not know, as it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnknownBranch {
    /// The value of the discriminator.
    pub tag: String,
    /// The members that are not the union's own.
    pub members: Map,
}

impl UnknownBranch {
    /// Writes the members of the branch, without the tag.
    ///
    /// # Errors
    /// What the serializer meets.
    pub fn write<M: SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
        write_map(out, &self.members)
    }
}

/// Reads a union: the slots are those of its members but the tag, which is the table's first.
///
/// Only members of branches that come before the tag are kept aside.
///
/// # Errors
/// Wrong types, repeated members (the tag, too), missing members, a tag that a closed union does not know.
pub fn read_union<'de, A: MapAccess<'de>, B: Branches>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut Slots<'_, 'de, A>,
) -> Result<B, A::Error> {
    let tag = read_tag::<A, B>(input, table, slots)?;
    let above = input
        .above
        .as_mut()
        .map(|above| &mut **above as &mut dyn Above<'de, A>);
    let mut frame = Frame {
        table,
        slots,
        above,
    };
    let mut members = Members {
        source: &mut *input.source,
        above: Some(&mut frame),
    };
    let branch = match tag {
        Name::Known(tag) => {
            let branch = B::read(tag, &mut members)?;
            // A branch without members of its own reads nothing.
            read(&mut members, NO_MEMBERS, &mut [])?;
            branch
        }
        Name::Unknown(tag) => {
            let branch = UnknownBranch {
                tag,
                members: read_free(&mut members, NO_MEMBERS, &mut [])?,
            };
            let complaint = A::Error::unknown_variant(&branch.tag, B::TAGS.names);
            B::unknown(branch).ok_or(complaint)?
        }
    };
    check(table, slots, 1)?;
    Ok(branch)
}

const NO_MEMBERS: &Table = &Table {
    name: "",
    names: &[],
    optional: &[],
};

/// Reads members up to the tag and the tag itself.
fn read_tag<'de, A: MapAccess<'de>, B: Branches>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut Slots<'_, 'de, A>,
) -> Result<Name, A::Error> {
    let mut kept = Vec::new();
    let mut hint = 0;
    let mut name = Cow::Borrowed("");
    while let Some(key) = input.key_or_name(table, hint, Some(table.name(0)), &mut name)? {
        match key {
            Key::Own(0) => {
                let tag = input.source.value_seed(NameSeed(B::TAGS))?;
                input.source.put_back(kept);
                return Ok(tag);
            }
            Key::Own(index) => {
                fill(table, slots, index, 1, input.source)?;
                hint = index + 1;
            }
            Key::Above(level, index) => input.fill_above(level, index)?,
            Key::Other => kept.push((take(&mut name), input.source.value()?)),
        }
    }
    Err(A::Error::missing_field(table.name(0)))
}

/// Reads the branch of a union, or any other object whose members stand among those of `input`.
///
/// # Errors
/// What [`Object::read`] meets.
pub fn branch<'de, T: Object, A: MapAccess<'de>>(
    input: &mut Members<'_, 'de, A>,
) -> Result<T, A::Error> {
    T::read(input)
}

/// A union whose branch is being read.
struct Frame<'f, 's, 'de, A> {
    table: &'static Table,
    slots: &'f mut Slots<'s, 'de, A>,
    above: Option<&'f mut (dyn Above<'de, A> + 'f)>,
}

impl<'de, A: MapAccess<'de>> Above<'de, A> for Frame<'_, '_, 'de, A> {
    fn find(&self, name: &str) -> Option<(usize, usize)> {
        match self.table.find(name, 1) {
            Some(index) => Some((0, index)),
            None => self
                .above
                .as_ref()?
                .find(name)
                .map(|(level, index)| (level + 1, index)),
        }
    }

    fn fill(
        &mut self,
        level: usize,
        index: usize,
        source: &mut Source<'de, A>,
    ) -> Result<(), A::Error> {
        match (level.checked_sub(1), &mut self.above) {
            (Some(level), Some(above)) => above.fill(level, index, source),
            // The tag has no slot, so that a second one is a duplicate.
            _ => fill(self.table, self.slots, index, 1, source),
        }
    }
}
