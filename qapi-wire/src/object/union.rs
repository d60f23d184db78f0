//! Reading unions: common members, a discriminator, and the members of the branch that it selects,
//! all in one JSON object.

use std::borrow::Cow;
use std::mem::take;

use serde_core::de::{Error, MapAccess};

use super::members::{Above, Key, Members, Source};
use super::read::{check, fill};
use super::shape::{Branches, Input};
use super::slot::Slots;
use super::table::Table;
use super::unknown::UnknownBranch;
use crate::enumeration::{Name, NameSeed};

/// Implements [`Input::read_union`].
pub(super) fn read_union<'de, A: MapAccess<'de>, B: Branches>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut dyn Slots<Source<'de, A>>,
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
            (&mut members).read(NO_MEMBERS, &mut ())?;
            branch
        }
        Name::Unknown(tag) => {
            let branch = UnknownBranch {
                tag,
                members: (&mut members).read_free(NO_MEMBERS, &mut ())?,
            };
            let error = A::Error::unknown_variant(&branch.tag, B::TAGS.names);
            B::unknown(branch).ok_or(error)?
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

/// Reads the members before the discriminator, and the discriminator.
fn read_tag<'de, A: MapAccess<'de>, B: Branches>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut dyn Slots<Source<'de, A>>,
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

/// A union whose branch is being read.
struct Frame<'f, 's, 'de, A> {
    table: &'static Table,
    slots: &'f mut (dyn Slots<Source<'de, A>> + 's),
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
            // The discriminator has no slot: a second one is repeated.
            _ => fill(self.table, self.slots, index, 1, source),
        }
    }
}
