//! Objects that are made member by member, in any order: the types that [`new!`](crate::new) fills.
//!
//! A draft is a list of slots, one for each name of the [`Table`]. Filling a slot changes its type,
//! so the compiler knows whether a mandatory member is missing or given twice, and making the
//! object cannot fail. Everything follows from [`Object::Members`]: generated code holds nothing
//! for it.

use std::marker::PhantomData;

use super::parts::{Both, Free, Must, Union};
use super::shape::Object;
use crate::Map;
use crate::conversion::IntoMember;

/// The slot of a mandatory member that was not given yet.
#[derive(Debug)]
pub struct Missing<T>(PhantomData<T>);

/// The slot of a mandatory member with its value.
#[derive(Debug)]
pub struct Given<T>(T);

/// The slot of an optional member that was not given yet.
#[derive(Debug)]
pub struct Absent<T>(PhantomData<T>);

/// The slot of an optional member with its value.
#[derive(Debug)]
pub struct Present<T>(T);

/// A slot that can be filled: each member is given at most once.
#[diagnostic::on_unimplemented(
    message = "a member is given twice",
    label = "a member of this object is given twice"
)]
pub trait Empty {
    /// The type of the member.
    type Value;
    /// The slot with a value.
    type Filled;
    /// Fills the slot.
    fn filled(value: Self::Value) -> Self::Filled;
}

impl<T> Empty for Missing<T> {
    type Value = T;
    type Filled = Given<T>;
    fn filled(value: T) -> Given<T> {
        Given(value)
    }
}

impl<T> Empty for Absent<T> {
    type Value = T;
    type Filled = Present<T>;
    fn filled(value: T) -> Present<T> {
        Present(value)
    }
}

/// A slot whose member may be taken: all but that of a mandatory member without a value.
#[diagnostic::on_unimplemented(
    message = "a mandatory member is missing",
    label = "a mandatory member of this object is missing"
)]
pub trait Complete<P> {
    /// Returns the member as a part of [`Object::Members`].
    fn part(self) -> P;
}

impl<T> Complete<Must<T>> for Given<T> {
    fn part(self) -> Must<T> {
        Must(self.0)
    }
}

impl<T> Complete<Option<T>> for Absent<T> {
    fn part(self) -> Option<T> {
        None
    }
}

impl<T> Complete<Option<T>> for Present<T> {
    fn part(self) -> Option<T> {
        Some(self.0)
    }
}

/// A part of [`Object::Members`] and the slot that it begins as.
pub trait Start {
    /// The slot without a value.
    type Slot;
    /// Returns the slot.
    fn start() -> Self::Slot;
}

impl<T> Start for Must<T> {
    type Slot = Missing<T>;
    fn start() -> Missing<T> {
        Missing(PhantomData)
    }
}

impl<T> Start for Option<T> {
    type Slot = Absent<T>;
    fn start() -> Absent<T> {
        Absent(PhantomData)
    }
}

/// The list of slots of a group of members, in front of those of the groups after it.
pub trait Draft<Tail> {
    /// Pairs of a slot and the rest of the list.
    type List;
    /// Returns the list, without any value.
    fn draft(tail: Tail) -> Self::List;
}

/// A group of members that the first slots of a list hold.
pub trait Taken<List>: Sized {
    /// The slots of the groups after it.
    type Rest;
    /// Takes the members out of the list.
    fn taken(list: List) -> (Self, Self::Rest);
}

macro_rules! list {
    (type $tail:ident) => { $tail };
    (type $tail:ident $first:ty, $($slot:ty,)*) => { ($first, list!(type $tail $($slot,)*)) };
    (value $tail:ident) => { $tail };
    (value $tail:ident $first:expr, $($slot:expr,)*) => { ($first, list!(value $tail $($slot,)*)) };
    (pattern $tail:ident) => { $tail };
    (pattern $tail:ident $first:ident, $($slot:ident,)*) => { ($first, list!(pattern $tail $($slot,)*)) };
}

/// `Taken` for the tuple of these parts: a type parameter for each slot, and one for each part.
macro_rules! tuple {
    ($($part:ident $value:ident $index:tt),*) => {
        impl<Tail, $($part: Start),*> Draft<Tail> for ($($part,)*) {
            type List = list!(type Tail $($part::Slot,)*);
            fn draft(tail: Tail) -> Self::List {
                list!(value tail $($part::start(),)*)
            }
        }
    };
}
super::tuples!(tuple);

/// The same tuples with two names of types each: the slot's and the part's.
macro_rules! taken {
    ($($slot:ident $part:ident $value:ident),*;) => {
        taken!(@ $($slot $part $value),*);
    };
    ($($slot:ident $part:ident $value:ident),*; $next:ident $of:ident $name:ident, $($more:tt)*) => {
        taken!(@ $($slot $part $value),*);
        taken!($($slot $part $value,)* $next $of $name; $($more)*);
    };
    (@ $($slot:ident $part:ident $value:ident),*) => {
        impl<Tail, $($part, $slot: Complete<$part>),*> Taken<list!(type Tail $($slot,)*)> for ($($part,)*) {
            type Rest = Tail;
            fn taken(list!(pattern tail $($value,)*): list!(type Tail $($slot,)*)) -> (Self, Tail) {
                (($($value.part(),)*), tail)
            }
        }
    };
}
taken!(; S0 P0 m0, S1 P1 m1, S2 P2 m2, S3 P3 m3, S4 P4 m4, S5 P5 m5, S6 P6 m6, S7 P7 m7, S8 P8 m8,
    S9 P9 m9, S10 P10 m10, S11 P11 m11, S12 P12 m12, S13 P13 m13, S14 P14 m14, S15 P15 m15,);

impl<Tail, A: Draft<B::List>, B: Draft<Tail>> Draft<Tail> for Both<A, B> {
    type List = A::List;
    fn draft(tail: Tail) -> Self::List {
        A::draft(B::draft(tail))
    }
}

impl<List, A: Taken<List>, B: Taken<A::Rest>> Taken<List> for Both<A, B> {
    type Rest = B::Rest;
    fn taken(list: List) -> (Self, Self::Rest) {
        let (first, list) = A::taken(list);
        let (second, rest) = B::taken(list);
        (Self(first, second), rest)
    }
}

/// The discriminator is the first name of a union's table, and its slot holds the branch.
impl<Tail, G: Draft<Tail>, B> Draft<Tail> for Union<G, B> {
    type List = (Missing<B>, G::List);
    fn draft(tail: Tail) -> Self::List {
        (Must::start(), G::draft(tail))
    }
}

impl<Slot: Complete<Must<B>>, List, G: Taken<List>, B> Taken<(Slot, List)> for Union<G, B> {
    type Rest = G::Rest;
    fn taken((branch, list): (Slot, List)) -> (Self, Self::Rest) {
        let (members, rest) = G::taken(list);
        (Self(members, branch.part().0), rest)
    }
}

impl<Tail, G: Draft<Tail>> Draft<Tail> for Free<G> {
    type List = G::List;
    fn draft(tail: Tail) -> Self::List {
        G::draft(tail)
    }
}

impl<List, G: Taken<List>> Taken<List> for Free<G> {
    type Rest = G::Rest;
    fn taken(list: List) -> (Self, Self::Rest) {
        let (members, rest) = G::taken(list);
        (Self(members, Map::new()), rest)
    }
}

/// A list of slots, of which the one at index `N` can be filled.
#[diagnostic::on_unimplemented(
    message = "a member is given twice, or the type has more members than `new!` takes",
    label = "see `qapi_wire::new`"
)]
pub trait Fill<const N: usize> {
    /// The type of the member.
    type Value;
    /// The list with the slot filled.
    type Filled;
    /// Fills the slot.
    fn fill(self, value: Self::Value) -> Self::Filled;
}

impl<Slot: Empty, Rest> Fill<0> for (Slot, Rest) {
    type Value = Slot::Value;
    type Filled = (Slot::Filled, Rest);
    fn fill(self, value: Self::Value) -> Self::Filled {
        (Slot::filled(value), self.1)
    }
}

macro_rules! fill {
    ($($index:literal after $before:literal),* $(,)?) => { $(
        impl<Slot, Rest: Fill<$before>> Fill<$index> for (Slot, Rest) {
            type Value = Rest::Value;
            type Filled = (Slot, Rest::Filled);
            fn fill(self, value: Self::Value) -> Self::Filled {
                (self.0, self.1.fill(value))
            }
        }
    )* };
}
fill!(
    1 after 0, 2 after 1, 3 after 2, 4 after 3, 5 after 4, 6 after 5, 7 after 6, 8 after 7, 9 after 8,
    10 after 9, 11 after 10, 12 after 11, 13 after 12, 14 after 13, 15 after 14, 16 after 15,
    17 after 16, 18 after 17, 19 after 18, 20 after 19, 21 after 20, 22 after 21, 23 after 22,
    24 after 23, 25 after 24, 26 after 25, 27 after 26, 28 after 27, 29 after 28, 30 after 29,
    31 after 30, 32 after 31, 33 after 32, 34 after 33, 35 after 34, 36 after 35, 37 after 36,
    38 after 37, 39 after 38, 40 after 39, 41 after 40, 42 after 41, 43 after 42, 44 after 43,
    45 after 44, 46 after 45, 47 after 46, 48 after 47, 49 after 48, 50 after 49, 51 after 50,
    52 after 51, 53 after 52, 54 after 53, 55 after 54, 56 after 55, 57 after 56, 58 after 57,
    59 after 58, 60 after 59, 61 after 60, 62 after 61, 63 after 62,
);

/// Returns an object of which no member is given yet.
pub fn draft<T: Object<Members: Draft<()>>>() -> <T::Members as Draft<()>>::List {
    T::Members::draft(())
}

/// Gives the member at an index of the table.
pub fn give<const N: usize, List: Fill<N>>(
    list: List,
    value: impl IntoMember<List::Value>,
) -> List::Filled {
    list.fill(value.into_member())
}

/// Makes the object.
pub fn made<T: Object<Members: Taken<List>>, List>(list: List) -> T {
    T::made(T::Members::taken(list).0)
}
