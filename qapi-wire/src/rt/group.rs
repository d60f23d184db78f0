//! Groups of members on their way in: tuples of up to sixteen, and what is made of those.
//!
//! Generated code names the tuple that a type is read as, and takes it apart. The statements that read it are here:
//! one generic function a tuple is cheaper to compile than the same statements in each type of a schema.

use serde_core::de::DeserializeOwned;

use super::shape::{Branches, Input, Shape, lost};
use super::slot::{Pair, Slots};
use super::table::Table;
use crate::Map;

/// A mandatory member: its value where it is read, a reference to it where it is written.
#[derive(Debug)]
pub struct Must<T>(pub T);

/// A member that is read: [`Must`] where it is mandatory, `Option` where it is not.
pub trait Part: Sized {
    /// The type of the value.
    type Value: DeserializeOwned;
    /// Takes the value out of the member's slot; `None` if it had to be there and is not.
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

/// Several members that are read: a tuple of each one's [`Part`], or two such groups.
pub trait Group: Sized {
    /// Makes the slots, has `fill` fill them, and takes the values out.
    ///
    /// # Errors
    /// What `fill` meets.
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
                // No `?`, no `map`: each would be a function more for each tuple.
                let rest = match fill(input, table, &mut slots) {
                    Ok(rest) => rest,
                    Err(error) => return Err(error),
                };
                let ($($value,)*) = slots;
                match ($($part::taken($value),)*) {
                    ($(Some($value),)*) => Ok((($($value,)*), rest)),
                    #[allow(unreachable_patterns, reason = "nothing of nothing is missing")]
                    _ => Err(lost()),
                }
            }
        }
    };
}
super::tuples!(tuple);

/// More members than a tuple takes: those of two groups.
#[derive(Debug)]
pub struct Both<A, B>(pub A, pub B);

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

/// A union: its members but the tag, and the branch.
#[derive(Debug)]
pub struct Union<G, B>(pub G, pub B);

impl<G: Group, B: Branches> Shape for Union<G, B> {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        match G::read(input, table, I::read_union) {
            Ok((members, branch)) => Ok(Self(members, branch)),
            Err(error) => Err(error),
        }
    }
}

/// An object that takes any members: those of its table, and the others.
#[derive(Debug)]
pub struct Free<G>(pub G, pub Map);

impl<G: Group> Shape for Free<G> {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        match G::read(input, table, I::read_free) {
            Ok((members, rest)) => Ok(Self(members, rest)),
            Err(error) => Err(error),
        }
    }
}
