//! Objects: the trait, and the one loop that reads every object type.

use std::borrow::Cow;
use std::fmt;
use std::mem::take;

use serde_core::de::{Deserializer, Error, MapAccess, Visitor};
use serde_core::ser::{SerializeMap, Serializer};

use super::members::{Key, Members, Source};
use super::slot::Slots;
use super::table::Table;
use crate::Map;

/// A type whose JSON form is an object.
pub trait Object: Sized {
    /// Its members.
    const TABLE: &'static Table;
    /// Reads the members.
    ///
    /// # Errors
    /// What decoding meets: members of the wrong type, missing, repeated.
    fn read<'de, A: MapAccess<'de>>(input: &mut Members<'_, 'de, A>) -> Result<Self, A::Error>;
    /// Writes the members.
    ///
    /// # Errors
    /// What the serializer meets.
    fn write<M: SerializeMap>(&self, out: &mut M) -> Result<(), M::Error>;
}

/// Reads members into their slots to the end, and checks that none is missing.
///
/// # Errors
/// Wrong types, repeated members, missing members.
pub fn read<'de, A: MapAccess<'de>>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut Slots<'_, 'de, A>,
) -> Result<(), A::Error> {
    A::read_all(input, table, slots)
}

/// The loop of [`read()`], as a method of the map: the compiler puts methods beside the others of their type, so that
/// the one that asks for a key becomes part of the loop.
trait Loop<'de>: MapAccess<'de> + Sized {
    fn read_all(
        input: &mut Members<'_, 'de, Self>,
        table: &'static Table,
        slots: &mut Slots<'_, 'de, Self>,
    ) -> Result<(), Self::Error>;
}

impl<'de, A: MapAccess<'de>> Loop<'de> for A {
    fn read_all(
        input: &mut Members<'_, 'de, A>,
        table: &'static Table,
        slots: &mut Slots<'_, 'de, A>,
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
        // One word tells the usual case without a call for each slot.
        if table.is_complete(filled) {
            return Ok(());
        }
        check(table, slots, 0)
    }
}

/// Like [`read()`], and returns the members that the table lacks.
///
/// # Errors
/// Wrong types, repeated members, missing members.
pub fn read_free<'de, A: MapAccess<'de>>(
    input: &mut Members<'_, 'de, A>,
    table: &'static Table,
    slots: &mut Slots<'_, 'de, A>,
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

/// Fills the slot of member `index`; the first `tags` members have none.
#[inline]
pub(super) fn fill<'de, A: MapAccess<'de>>(
    table: &'static Table,
    slots: &mut Slots<'_, 'de, A>,
    index: usize,
    tags: usize,
    source: &mut Source<'de, A>,
) -> Result<(), A::Error> {
    match index
        .checked_sub(tags)
        .and_then(|index| slots.get_mut(index))
    {
        Some(slot) => slot.fill(table.name(index), source),
        None => Err(A::Error::duplicate_field(table.name(index))),
    }
}

/// Fails if a mandatory member is missing.
pub(super) fn check<'de, A: MapAccess<'de>>(
    table: &'static Table,
    slots: &Slots<'_, 'de, A>,
    tags: usize,
) -> Result<(), A::Error> {
    for (index, slot) in slots.iter().enumerate() {
        if !table.is_optional(index + tags) && !slot.is_filled() {
            return Err(A::Error::missing_field(table.name(index + tags)));
        }
    }
    Ok(())
}

/// The error of generated code that finds a mandatory slot empty after [`read()`] or [`super::read_union`].
///
/// Those have reported a missing member before, if the table is right.
pub fn lost<E: Error>() -> E {
    E::custom("a mandatory member is missing")
}

/// What `Deserialize` of an object type forwards to.
///
/// # Errors
/// Anything but an object, and what [`Object::read`] meets.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(std::marker::PhantomData))
}

/// What `Serialize` of an object type forwards to.
///
/// # Errors
/// What the serializer meets.
pub fn write_object<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    object.write(&mut map)?;
    map.end()
}

struct ObjectVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", T::TABLE.name)
    }

    // No `visit_seq`: an array is no object.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Members {
            source: &mut Source::new(map),
            above: None,
        })
    }
}

impl<T: Object> Object for Box<T> {
    const TABLE: &'static Table = T::TABLE;

    fn read<'de, A: MapAccess<'de>>(input: &mut Members<'_, 'de, A>) -> Result<Self, A::Error> {
        T::read(input).map(Self::new)
    }

    fn write<M: SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
        (**self).write(out)
    }
}
