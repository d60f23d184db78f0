//! The traits of object types and of a union's branches, and of the input that they read.

use serde_core::de::Error;
use serde_core::ser::SerializeMap;

use super::slot::{Slots, Values};
use super::table::Table;
use super::unknown::UnknownBranch;
use crate::Map;
use crate::enumeration::Names;

/// A type whose JSON form is an object. Generated structs implement it.
///
/// ```
/// use qapi_wire::Object;
/// use qga_types::commands::GuestFileOpen;
///
/// assert_eq!(GuestFileOpen::TABLE.name, "guest-file-open");
/// assert_eq!(GuestFileOpen::TABLE.names, ["path", "mode"]);
/// ```
pub trait Object: Sized {
    /// The names of its members.
    const TABLE: &'static Table;
    /// The struct's fields in the order of the table, unless each is the member's name in lower
    /// case with `_` for all that is neither letter nor digit.
    const FIELDS: &'static [&'static str] = &[];
    /// The shape of its members.
    type Members: Shape;
    /// Creates the object from its members.
    fn made(members: Self::Members) -> Self;
    /// Reads the object.
    ///
    /// # Errors
    /// Members of the wrong type, repeated members, missing members.
    #[inline]
    fn read<I: Input>(input: I) -> Result<Self, I::Error> {
        match Self::Members::read(input, Self::TABLE) {
            Ok(members) => Ok(Self::made(members)),
            Err(error) => Err(error),
        }
    }
}

/// The shape that an object is read as: a [`Group`](super::Group) of members, or a
/// [`Union`](super::Union) or [`Free`](super::Free) of a group.
pub trait Shape: Sized {
    /// Reads all members, and checks that no mandatory one is missing.
    ///
    /// # Errors
    /// Members of the wrong type, repeated members, missing members.
    fn read<I: Input>(input: I, table: &'static Table) -> Result<Self, I::Error>;
}

/// The shape of a type with an [`Object::read`] of its own. It has no values.
#[derive(Debug)]
pub enum ByHand {}

impl Shape for ByHand {
    fn read<I: Input>(_: I, _: &'static Table) -> Result<Self, I::Error> {
        Err(lost())
    }
}

/// The branches of a union: an enum with one variant for each value of the discriminator.
///
/// A generated union has a member of this type instead of the discriminator; the enum of all events
/// is one, too. [`tag`](Self::tag) returns the discriminator's value, even for a branch that the
/// schema does not list:
///
/// ```
/// use qapi_wire::{Branches, Mode, decode};
/// use qga_types::GuestDeviceId;
///
/// let text = br#"{"type": "pci", "vendor-id": 6900, "device-id": 4096}"#;
/// let id: GuestDeviceId = decode(text, Mode::Lenient)?;
/// assert_eq!(id.r#type.tag(), "pci");
///
/// let newer: GuestDeviceId = decode(br#"{"type": "usb", "port": 3}"#, Mode::Lenient)?;
/// assert_eq!(newer.r#type.tag(), "usb");
/// # Ok::<(), qapi_wire::DecodeError>(())
/// ```
pub trait Branches: Sized {
    /// The values of the discriminator.
    const TAGS: &'static Names;
    /// Reads the branch for the value of the discriminator with index `tag` in `TAGS`.
    ///
    /// # Errors
    /// Errors of reading the branch.
    fn read<I: Input>(tag: usize, input: I) -> Result<Self, I::Error>;
    /// Returns the value for a branch that the schema does not list; `None` if the union is closed.
    #[must_use]
    fn unknown(branch: UnknownBranch) -> Option<Self> {
        let _ = branch;
        None
    }
    /// Returns the value of the discriminator.
    fn tag(&self) -> &str;
    /// Writes the members of the branch.
    ///
    /// # Errors
    /// Errors of the serializer.
    fn write<M: SerializeMap>(&self, out: &mut M) -> Result<(), M::Error>;
}

/// The members of one object to be read.
///
/// Neither this trait nor its associated types have lifetimes: each would add to the time that
/// every type of a schema takes to compile.
pub trait Input: Sized {
    /// The error of decoding.
    type Error: Error;
    /// The source of the values for the slots.
    type Values: Values<Error = Self::Error>;
    /// Reads all members into their slots, and checks that no mandatory one is missing.
    ///
    /// # Errors
    /// Members of the wrong type, repeated members, missing members.
    fn read(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<(), Self::Error>;
    /// Reads as [`Input::read`] does, and returns the members that the table lacks.
    ///
    /// # Errors
    /// Members of the wrong type, repeated members, missing members.
    fn read_free(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<Map, Self::Error>;
    /// Reads a union. The discriminator is the first name of the table and has no slot.
    ///
    /// Members of the branch that come before the discriminator are kept in memory.
    ///
    /// # Errors
    /// Members of the wrong type, repeated members, missing members, a value of the discriminator
    /// that a closed union does not know.
    fn read_union<B: Branches>(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<B, Self::Error>;
}

/// Reads the branch of a union, or any other object whose members are among those of `input`.
///
/// # Errors
/// Errors of [`Object::read`].
pub fn branch<T: Object, I: Input>(input: I) -> Result<T, I::Error> {
    T::read(input)
}

/// Returns the error for a mandatory slot that is empty after [`Input::read`], [`Input::read_free`]
/// or [`Input::read_union`].
///
/// This cannot happen with a correct table: those functions report a missing member.
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
