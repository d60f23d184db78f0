//! Groups of members to be read: tuples of up to sixteen, larger groups, and the shapes that are
//! made of them.
//!
//! Generated code names the tuple that a type is read as, and destructures it. The statements that
//! read it are here: one generic function for each tuple is cheaper to compile than the same
//! statements in each type of a schema.

use serde_core::de::DeserializeOwned;

use super::parts::{Both, Free, Must, Union};
use super::shape::{Branches, Input, Shape, lost};
use super::slot::{Slots, Values};
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
    /// The slots of the members.
    type Slots;
    /// The number of members.
    const COUNT: usize;
    /// Creates the slots, all empty.
    fn slots() -> Self::Slots;
    /// Returns the slots as a trait object, for the loop.
    fn erased<V: Values>(slots: &mut Self::Slots) -> &mut dyn Slots<V>;
    /// Takes the values out. Returns `None` if a mandatory member is missing.
    fn taken(slots: Self::Slots) -> Option<Self>;
}

macro_rules! tuple {
    ($($part:ident $value:ident $index:tt),*) => {
        impl<$($part: Part),*> Group for ($($part,)*) {
            type Slots = ($(Option<$part::Value>,)*);
            const COUNT: usize = <[&str]>::len(&[$(stringify!($value)),*]);
            #[inline]
            #[allow(clippy::unused_unit, reason = "the empty tuple")]
            fn slots() -> Self::Slots {
                ($(None::<$part::Value>,)*)
            }
            #[inline]
            fn erased<V: Values>(slots: &mut Self::Slots) -> &mut dyn Slots<V> {
                slots
            }
            #[inline]
            fn taken(slots: Self::Slots) -> Option<Self> {
                let ($($value,)*) = slots;
                match ($($part::taken($value),)*) {
                    ($(Some($value),)*) => Some(($($value,)*)),
                    #[allow(unreachable_patterns, reason = "no member of the empty tuple is missing")]
                    _ => None,
                }
            }
        }
    };
}
super::tuples!(tuple);

/// The slots of two groups.
pub struct BothSlots<A: Group, B: Group>(A::Slots, B::Slots);

impl<A: Group, B: Group> Group for Both<A, B> {
    type Slots = BothSlots<A, B>;
    const COUNT: usize = A::COUNT + B::COUNT;

    fn slots() -> Self::Slots {
        BothSlots(A::slots(), B::slots())
    }

    fn erased<V: Values>(slots: &mut Self::Slots) -> &mut dyn Slots<V> {
        slots
    }

    fn taken(slots: Self::Slots) -> Option<Self> {
        match (A::taken(slots.0), B::taken(slots.1)) {
            (Some(first), Some(second)) => Some(Self(first, second)),
            _ => None,
        }
    }
}

impl<A: Group, B: Group, V: Values> Slots<V> for BothSlots<A, B> {
    fn count(&self) -> usize {
        A::COUNT + B::COUNT
    }

    fn is_filled(&mut self, index: usize) -> bool {
        match index.checked_sub(A::COUNT) {
            None => A::erased::<V>(&mut self.0).is_filled(index),
            Some(index) => B::erased::<V>(&mut self.1).is_filled(index),
        }
    }

    fn fill(&mut self, index: usize, name: &'static str, values: &mut V) -> Result<(), V::Error> {
        match index.checked_sub(A::COUNT) {
            None => A::erased(&mut self.0).fill(index, name, values),
            Some(index) => B::erased(&mut self.1).fill(index, name, values),
        }
    }
}

/// Reads the members of a group with `fill`, which gets the slots.
macro_rules! read {
    ($group:ident, |$slots:ident| $fill:expr, |$members:ident, $rest:pat_param| $made:expr) => {{
        let mut places = $group::slots();
        let $slots = $group::erased(&mut places);
        // `?` and `map` would each add a function for each type.
        match $fill {
            Ok($rest) => match $group::taken(places) {
                Some($members) => Ok($made),
                None => Err(lost()),
            },
            Err(error) => Err(error),
        }
    }};
}

impl<G: Group> Shape for G {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        read!(G, |slots| input.read(table, slots), |members, ()| members)
    }
}

impl<G: Group, B: Branches> Shape for Union<G, B> {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        read!(
            G,
            |slots| input.read_union(table, slots),
            |members, branch| Self(members, branch)
        )
    }
}

impl<G: Group> Shape for Free<G> {
    #[inline]
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error> {
        read!(G, |slots| input.read_free(table, slots), |members, rest| {
            Self(members, rest)
        })
    }
}
