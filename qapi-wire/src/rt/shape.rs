//! What has members: the traits of objects and of a union's branches, and of what they read.

use serde_core::de::Error;
use serde_core::ser::SerializeMap;

use super::slot::{Slots, Values};
use super::table::{Names, Table};
use super::write::write_map;
use crate::Map;

/// A type whose JSON form is an object.
pub trait Object: Sized {
    /// Its members.
    const TABLE: &'static Table;
    /// What its members are read as.
    type Members: Shape;
    /// Puts the members together.
    fn made(members: Self::Members) -> Self;
    /// Reads the members.
    ///
    /// # Errors
    /// What decoding meets: members of the wrong type, missing, repeated.
    #[inline]
    fn read<I: Input>(input: I) -> Result<Self, I::Error> {
        match Self::Members::read(input, Self::TABLE) {
            Ok(members) => Ok(Self::made(members)),
            Err(error) => Err(error),
        }
    }
}

/// What an object is read as: a [`Group`](super::Group) of members, or a [`Union`](super::Union) or
/// [`Free`](super::Free) of one.
pub trait Shape: Sized {
    /// Reads all of them, and checks that none is missing.
    ///
    /// # Errors
    /// Wrong types, repeated members, missing members.
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error>;
}

/// The shape of a type that has an [`Object::read`] of its own: it is never read as this.
#[derive(Debug)]
pub enum ByHand {}

impl Shape for ByHand {
    fn read<I: Input>(_: I, _: &'static Table) -> Result<Self, I::Error> {
        Err(lost())
    }
}

/// The branches of a union: an enum with one variant for each value of the discriminator.
pub trait Branches: Sized {
    /// The discriminator's values.
    const TAGS: &'static Names;
    /// Reads the branch that the tag, an index into `TAGS`, selects.
    ///
    /// # Errors
    /// What reading the branch meets.
    fn read<I: Input>(tag: usize, input: I) -> Result<Self, I::Error>;
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

/// The members of one object on their way in.
///
/// It has no lifetimes, nor has what is made of it: each would cost every type of a schema compile time.
pub trait Input: Sized {
    /// What decoding meets.
    type Error: Error;
    /// What the slots are filled from.
    type Values: Values<Error = Self::Error>;
    /// Reads members into their slots to the end, and checks that none is missing.
    ///
    /// # Errors
    /// Wrong types, repeated members, missing members.
    fn read(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<(), Self::Error>;
    /// Like [`Input::read`], and returns the members that the table lacks.
    ///
    /// # Errors
    /// Wrong types, repeated members, missing members.
    fn read_free(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<Map, Self::Error>;
    /// Reads a union: the slots are those of its members but the tag, which is the table's first.
    ///
    /// Only members of branches that come before the tag are kept aside.
    ///
    /// # Errors
    /// Wrong types, repeated members (the tag, too), missing members, a tag that a closed union does not know.
    fn read_union<B: Branches>(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<B, Self::Error>;
}

/// Reads the branch of a union, or any other object whose members stand among those of `input`.
///
/// # Errors
/// What [`Object::read`] meets.
pub fn branch<T: Object, I: Input>(input: I) -> Result<T, I::Error> {
    T::read(input)
}

/// The error of who finds a mandatory slot empty after [`Input::read`] or one of its kind.
///
/// Those have reported a missing member before, if the table is right.
pub fn lost<E: Error>() -> E {
    E::custom("a mandatory member is missing")
}

impl<T: Object> Object for Box<T> {
    const TABLE: &'static Table = T::TABLE;
    type Members = ByHand;

    fn made(members: ByHand) -> Self {
        match members {}
    }
    fn read<I: Input>(input: I) -> Result<Self, I::Error> {
        T::read(input).map(Self::new)
    }
}
