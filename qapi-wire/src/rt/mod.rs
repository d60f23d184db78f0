//! What generated code calls.
//!
//! # Conventions of generated code
//!
//! `tests/emission.rs` of this crate shows a whole schema; what follows are the rules behind it.
//!
//! * An object type implements [`Object`] and is followed by [`object!`]; an enum [`Enum`] and [`enumeration!`] (and
//!   [`display!`], if it is to have `Display` and `FromStr`); an alternate [`Alternate`] and [`alternate!`]. A command
//!   or event whose data is a named type is a tuple struct with [`newtype!`].
//! * A type names what its members are read as, [`Object::Members`]: a tuple with [`Must`] around what is mandatory, in the
//!   order of [`Table::names`]; beyond sixteen members [`Both`] of two such groups. [`Union`] and [`Free`] have more
//!   beside. `made` takes that apart; its locals are called by number so that no member's name clashes. `Serialize`
//!   hands over a tuple of the same form, of references.
//! * The type of an optional member is `Option<T>`, also for `any` ([`Value`]) and `null` ([`Null`]); `T` itself is
//!   never an `Option`. Recursive members and branches may be a `Box`.
//! * A union is a struct of its common members and one member, in place of the discriminator, of an enum that
//!   implements [`Branches`]. The discriminator is the first name of the table and has no slot. Values of the
//!   discriminator without a branch are unit variants. The last arm of `Branches::read` is `_`.
//! * An enum is open if [`Names::open`] is set and `unknown` is implemented; a union is open if the enum of its
//!   discriminator is, and must then implement `unknown`, too.
//! * An alternate implements one method for each kind of JSON value that has a branch.
//! * The enum of all events implements [`Branches`] with [`event_data`] and [`write_event_data`].
//! * The arguments of a command with `gen: false` end in a member of type [`Map`], by [`Free`] and [`write_free`].
//! * Types and patterns of tuples cannot carry a `cfg` attribute, so where members do, `Members` is [`ByHand`], and `read`
//!   makes a `let` for each slot, hands them over as a tuple of references, and unwraps the mandatory ones. Elements of
//!   `names`, slots and members carry the attribute, [`Table::optional`] is made by [`optional()`], and branches match
//!   `Self::TAGS.name(tag)`.
//! * `Option`, `Some`, `None`, `Result`, `Ok`, `Err`, `String`, `Vec`, `Box` are spelt with their paths where the schema
//!   defines a type of that name. Deprecated members need `#[allow(deprecated)]` on their type's impl.

mod alternate;
mod entries;
mod enumeration;
mod event_data;
mod group;
mod input;
mod inside;
mod macros;
mod members;
mod object;
mod shape;
mod slot;
mod table;
mod tuples;
mod union;
mod write;

pub use self::alternate::{Alternate, read_alternate};
pub use self::entries::{Entries, Entry};
pub use self::enumeration::{Enum, UnknownName, parse_enum, read_enum};
pub use self::event_data::{event_data, write_event_data};
pub use self::group::{Both, Free, Group, Must, Part, Union};
pub use self::object::read_object;
pub use self::shape::{Branches, ByHand, Input, Object, Shape, UnknownBranch, branch, lost};
pub use self::slot::{Pair, Slot, Slots, Values};
pub use self::table::{Names, Table, optional};
use self::tuples::tuples;
pub use self::write::{write, write_branch, write_free, write_union};

#[doc(inline)]
pub use crate::{
    __alternate as alternate, __display as display, __enumeration as enumeration,
    __newtype as newtype, __object as object,
};

#[cfg(feature = "client")]
pub use crate::client::{Execute, ExecuteAsync};
pub use crate::message::RemoteError;
#[cfg(feature = "server")]
pub use crate::server::{AsyncCommands, Call, CommandInfo, CommandTable, Commands, Outcome};
pub use crate::{Bytes, Command, Empty, Event, Map, Null};
pub use serde_core::de::{Deserialize, Deserializer};
pub use serde_core::ser::{Serialize, SerializeMap, Serializer};
pub use serde_json::Value;

/// `Deserialize::deserialize`, for alternates.
///
/// # Errors
/// What decoding meets.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    value: D,
) -> Result<T, D::Error> {
    T::deserialize(value)
}

/// `Serialize::serialize`, for alternates.
///
/// # Errors
/// What the serializer meets.
pub fn serialize<T: Serialize, S: Serializer>(value: &T, out: S) -> Result<S::Ok, S::Error> {
    value.serialize(out)
}
