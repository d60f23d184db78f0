//! Reading objects: the one loop that reads every object type.

use std::borrow::Cow;
use std::fmt;
use std::mem::take;

use serde_core::de::{Deserializer, Error, MapAccess, Visitor};

use super::members::{Key, Members, Source};
use super::shape::Object;
use super::slot::Slots;
use super::table::Table;
use crate::Map;
use crate::decode::expect_object;

/// The loop, as a method of the map: the compiler puts it into the same unit as the map's other
/// methods, and can inline the one that reads a key.
pub(super) trait Loop<'de>: MapAccess<'de> + Sized {
    fn read_all(
        input: &mut Members<'_, 'de, Self>,
        table: &'static Table,
        slots: &mut dyn Slots<Source<'de, Self>>,
    ) -> Result<(), Self::Error>;
}

impl<'de, A: MapAccess<'de>> Loop<'de> for A {
    fn read_all(
        input: &mut Members<'_, 'de, A>,
        table: &'static Table,
        slots: &mut dyn Slots<Source<'de, A>>,
    ) -> Result<(), A::Error> {
        let mut hint = 0;
        let mut filled = 0_u64;
        while let Some(key) = input.key(table, hint)? {
            match key {
                Key::Own(index) => {
                    fill(table, slots, index, 0, input.source)?;
                    filled |= 1_u64.checked_shl(index as u32).unwrap_or(0);
                    hint = index + 1;
                }
                Key::Above(level, index) => input.fill_above(level, index)?,
                Key::Other => input.skip()?,
            }
        }
        // Usually one comparison is enough, without a call for each slot.
        if table.is_complete(filled) {
            return Ok(());
        }
        check(table, slots, 0)
    }
}

pub(super) fn read_free<'de, A: MapAccess<'de>>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut dyn Slots<Source<'de, A>>,
) -> Result<Map, A::Error> {
    let mut rest = Map::new();
    let mut hint = 0;
    let mut name = Cow::Borrowed("");
    while let Some(key) = input.key_or_name(table, hint, None, &mut name)? {
        match key {
            Key::Own(index) => {
                fill(table, slots, index, 0, input.source)?;
                hint = index + 1;
            }
            Key::Above(level, index) => input.fill_above(level, index)?,
            Key::Other if rest.contains_key(&*name) => input.source.refuse_duplicate()?,
            Key::Other => {
                rest.insert(take(&mut name).into_owned(), input.source.value()?);
            }
        }
    }
    check(table, slots, 0)?;
    Ok(rest)
}

/// Fills the slot of member `index`; the first `tags` members have no slot.
#[inline]
pub(super) fn fill<'de, A: MapAccess<'de>>(
    table: &'static Table,
    slots: &mut dyn Slots<Source<'de, A>>,
    index: usize,
    tags: usize,
    source: &mut Source<'de, A>,
) -> Result<(), A::Error> {
    let name = table.name(index);
    match index.checked_sub(tags) {
        Some(slot) => slots.fill(slot, name, source),
        None => Err(A::Error::duplicate_field(name)),
    }
}

/// Fails if a mandatory member is missing.
pub(super) fn check<'de, A: MapAccess<'de>>(
    table: &'static Table,
    slots: &mut dyn Slots<Source<'de, A>>,
    tags: usize,
) -> Result<(), A::Error> {
    let missing = (tags..table.names.len())
        .find(|index| !table.is_optional(*index) && !slots.is_filled(index - tags));
    match missing {
        Some(index) => Err(A::Error::missing_field(table.name(index))),
        None => Ok(()),
    }
}

/// Implements `Deserialize` for an object type.
///
/// # Errors
/// Errors of [`Object::read`]; a value that is not an object.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(std::marker::PhantomData))
}

struct ObjectVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expect_object(T::TABLE.name, f)
    }

    // There is no `visit_seq`: an array is not an object.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Members {
            source: &mut Source::new(map),
            above: None,
        })
    }
}
