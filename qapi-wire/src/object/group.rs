//! Groups of members to be read: tuples of up to sixteen, larger groups, and the shapes that are
//! made of them.
//!
//! Generated code names the tuple that a type is read as, and takes it apart. The statements that
//! read it are here: one generic function for each tuple is cheaper to compile than the same
//! statements in each type of a schema.

use serde_core::de::DeserializeOwned;

use super::parts::{Both, Free, Must, Union};
use super::shape::{Branches, Input, Shape, lost};
use super::slot::{Pair, Slots};
use super::table::Table;

/// A member to be read: [`Must`] if it is mandatory, `Option` if not.
pub trait Part: Sized {
    /// The type of the value.
    type Value: DeserializeOwned;
    /// Takes the value out of the member's slot. Returns `None` for a mandatory member that is
    /// missing.
    fn taken(slot: Option<Self::Value>) -> Option<Self>;
}

impl<T: DeserializeOwned> Part for Option<T> {
    type Value = T;
    #[inline]
    fn taken(slot: Option<T>) -> Option<Self> {
        Some(slot)
    }
}

impl<T: DeserializeOwned> Part for Must<T> {
    type Value = T;
    #[inline]
    fn taken(slot: Option<T>) -> Option<Self> {
        slot.map(Self)
    }
}

/// Members to be read: a tuple of [`Part`]s, or two such groups.
pub trait Group: Sized {
    /// Makes the slots, has `fill` fill them, and takes the values out.
    ///
    /// # Errors
    /// Those of `fill`.
    fn read<I: Input, R>(
        input: I,
        table: &'static Table,
        fill: impl FnOnce(I, &'static Table, &mut dyn Slots<I::Values>) -> Result<R, I::Error>,
    ) -> Result<(Self, R), I::Error>;
}

macro_rules! tuple {
    ($($part:ident $value:ident $index:tt),*) => {
        impl<$($part: Part),*> Group for ($($part,)*) {
            #[inline]
            fn read<I: Input, R>(
                input: I,
                table: &'static Table,
                fill: impl FnOnce(I, &'static Table, &mut dyn Slots<I::Values>) -> Result<R, I::Error>,
            ) -> Result<(Self, R), I::Error> {
                let mut slots = ($(None::<$part::Value>,)*);
                // Neither `?` nor `map`: each would be one more function for each tuple.
                let rest = match fill(input, table, &mut slots) {
                    Ok(rest) => rest,
                    Err(error) => return Err(error),
                };
                let ($($value,)*) = slots;
                match ($($part::taken($value),)*) {
                    ($(Some($value),)*) => Ok((($($value,)*), rest)),
                    #[allow(unreachable_patterns, reason = "no member of the empty tuple is missing")]
                    _ => Err(lost()),
                }
            }
        }
    };
}
super::tuples!(tuple);

impl<A: Group, B: Group> Group for Both<A, B> {
    fn read<I: Input, R>(
        input: I,
        table: &'static Table,
        fill: impl FnOnce(I, &'static Table, &mut dyn Slots<I::Values>) -> Result<R, I::Error>,
    ) -> Result<(Self, R), I::Error> {
        let (first, (second, rest)) = A::read(input, table, |input, table, first| {
            B::read(input, table, |input, table, second| {
                fill(input, table, &mut Pair::new(first, second))
            })
        })?;
        Ok((Self(first, second), rest))
    }
}

impl<G: Group> Shape for G {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        match Group::read(input, table, I::read) {
            Ok((members, ())) => Ok(members),
            Err(error) => Err(error),
        }
    }
}

impl<G: Group, B: Branches> Shape for Union<G, B> {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        match G::read(input, table, I::read_union) {
            Ok((members, branch)) => Ok(Self(members, branch)),
            Err(error) => Err(error),
        }
    }
}

impl<G: Group> Shape for Free<G> {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        match G::read(input, table, I::read_free) {
            Ok((members, rest)) => Ok(Self(members, rest)),
            Err(error) => Err(error),
        }
    }
}
