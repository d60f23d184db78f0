//! Objects that are built member by member, in any order, for [`new!`](crate::new).
//!
//! A draft is a list of slots, one for each name of the [`Table`]. Filling a slot changes its type,
//! so the compiler knows whether a mandatory member is missing or given twice, and creating the
//! object cannot fail. Everything follows from [`Object::Members`], without further generated code.

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

/// A slot whose member may be taken: any slot except [`Missing`].
#[diagnostic::on_unimplemented(
    message = "a mandatory member is missing",
    label = "a mandatory member of this object is missing"
)]
pub trait Complete {
    /// The member as a part of [`Object::Members`].
    type Part;
    /// Returns the member.
    fn part(self) -> Self::Part;
}

impl<T> Complete for Given<T> {
    type Part = Must<T>;
    fn part(self) -> Must<T> {
        Must(self.0)
    }
}

impl<T> Complete for Absent<T> {
    type Part = Option<T>;
    fn part(self) -> Option<T> {
        None
    }
}

impl<T> Complete for Present<T> {
    type Part = Option<T>;
    fn part(self) -> Option<T> {
        Some(self.0)
    }
}

/// A list of slots whose members may be taken.
pub trait Completed {
    /// Pairs of a part and the rest of the list.
    type Parts;
    /// Returns the members.
    fn parts(self) -> Self::Parts;
}

impl Completed for () {
    type Parts = ();
    fn parts(self) {}
}

impl<Slot: Complete, Rest: Completed> Completed for (Slot, Rest) {
    type Parts = (Slot::Part, Rest::Parts);
    fn parts(self) -> Self::Parts {
        (self.0.part(), self.1.parts())
    }
}

/// A part of [`Object::Members`], with its initial slot.
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

/// A group of members that adds its slots before those of the groups after it.
pub trait Draft<Tail> {
    /// Pairs of a slot and the rest of the list.
    type List;
    /// Returns the list, without any value.
    fn draft(tail: Tail) -> Self::List;
}

/// A group of members at the start of a list of parts.
pub trait Taken<List>: Sized {
    /// The parts of the groups after it.
    type Rest;
    /// Takes the members from the list.
    fn taken(list: List) -> (Self, Self::Rest);
}

macro_rules! list {
    (type $tail:ident) => { $tail };
    (type $tail:ident $first:ty, $($slot:ty,)*) => { ($first, list!(type $tail $($slot,)*)) };
    (filled $rest:ident $n:ident $before:literal) => { <$rest as FillAt<$before, $n>>::Filled };
    (filled $rest:ident $n:ident $before:literal $first:ty, $($slot:ty,)*) => {
        ($first, list!(filled $rest $n $before $($slot,)*))
    };
    (value $tail:ident) => { $tail };
    (value $tail:ident $first:expr, $($slot:expr,)*) => { ($first, list!(value $tail $($slot,)*)) };
    (pattern $tail:ident) => { $tail };
    (pattern $tail:ident $first:ident, $($slot:ident,)*) => { ($first, list!(pattern $tail $($slot,)*)) };
}

macro_rules! tuple {
    ($($part:ident $value:ident $index:tt),*) => {
        impl<Tail, $($part: Start),*> Draft<Tail> for ($($part,)*) {
            type List = list!(type Tail $($part::Slot,)*);
            fn draft(tail: Tail) -> Self::List {
                list!(value tail $($part::start(),)*)
            }
        }
        impl<Tail, $($part),*> Taken<list!(type Tail $($part,)*)> for ($($part,)*) {
            type Rest = Tail;
            fn taken(list!(pattern tail $($value,)*): list!(type Tail $($part,)*)) -> (Self, Tail) {
                (($($value,)*), tail)
            }
        }
    };
}
super::tuples!(tuple);

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

impl<List, G: Taken<List>, B> Taken<(Must<B>, List)> for Union<G, B> {
    type Rest = G::Rest;
    fn taken((Must(branch), list): (Must<B>, List)) -> (Self, Self::Rest) {
        let (members, rest) = G::taken(list);
        (Self(members, branch), rest)
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

/// A list of slots, of which the one at index `N`, below 16, can be filled.
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
    ($($index:literal after $before:literal),*) => { $(
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
    10 after 9, 11 after 10, 12 after 11, 13 after 12, 14 after 13, 15 after 14
);

/// A list of slots, of which the one at index `16 * GROUP + N` can be filled. With groups of
/// sixteen the compiler searches long lists in few steps.
#[diagnostic::on_unimplemented(
    message = "`new!` takes types of up to 96 members",
    label = "this type has more members"
)]
pub trait FillAt<const GROUP: usize, const N: usize> {
    /// The type of the member.
    type Value;
    /// The list with the slot filled.
    type Filled;
    /// Fills the slot.
    fn fill_at(self, value: Self::Value) -> Self::Filled;
}

impl<List: Fill<N>, const N: usize> FillAt<0, N> for List {
    type Value = List::Value;
    type Filled = List::Filled;
    fn fill_at(self, value: Self::Value) -> Self::Filled {
        self.fill(value)
    }
}

macro_rules! fill_at {
    ($($group:literal after $before:literal),*; $slots:tt) => {
        $(fill_at!(@ $group $before $slots);)*
    };
    (@ $group:literal $before:literal ($($slot:ident $value:ident),*)) => {
        impl<$($slot,)* Rest: FillAt<$before, N>, const N: usize> FillAt<$group, N>
            for list!(type Rest $($slot,)*)
        {
            type Value = Rest::Value;
            type Filled = list!(filled Rest N $before $($slot,)*);
            fn fill_at(self, value: Self::Value) -> Self::Filled {
                let list!(pattern rest $($value,)*) = self;
                let rest = rest.fill_at(value);
                list!(value rest $($value,)*)
            }
        }
    };
}
fill_at!(
    1 after 0, 2 after 1, 3 after 2, 4 after 3, 5 after 4;
    (S0 m0, S1 m1, S2 m2, S3 m3, S4 m4, S5 m5, S6 m6, S7 m7, S8 m8, S9 m9, S10 m10, S11 m11, S12 m12, S13 m13,
    S14 m14, S15 m15)
);

/// Returns a draft without any member.
pub fn draft<T: Object<Members: Draft<()>>>() -> <T::Members as Draft<()>>::List {
    T::Members::draft(())
}

/// Sets the member at index `16 * GROUP + N` of the table.
pub fn give<const GROUP: usize, const N: usize, List: FillAt<GROUP, N>>(
    list: List,
    value: impl IntoMember<List::Value>,
) -> List::Filled {
    list.fill_at(value.into_member())
}

/// Creates the object.
pub fn made<T: Object<Members: Taken<List::Parts>>, List: Completed>(list: List) -> T {
    T::made(T::Members::taken(list.parts()).0)
}
