//! What generated code calls.
//!
//! # Conventions of generated code
//!
//! `tests/emission.rs` of this crate shows a whole schema; what follows are the rules behind it.
//!
//! * An object type implements [`Object`] and is followed by [`object!`]; an enum [`Enum`] and [`enumeration!`] (and
//!   [`display!`], if it is to have `Display` and `FromStr`); an alternate [`Alternate`] and [`alternate!`]. A command
//!   or event whose data is a named type is a tuple struct with [`newtype!`].
//! * `read` makes one `Option` a member, named by number so that no member's name clashes, and hands them over as
//!   slots in the order of [`Table::names`]. Afterwards one `let .. else` unwraps the mandatory ones: it compiles
//!   faster than a `?` a member. `write` hands over `&self.member` of optional and `&Some(&self.member)` of mandatory
//!   members, in the same order.
//! * The type of an optional member is `Option<T>`, also for `any` ([`Value`]) and `null` ([`Null`]); `T` itself is
//!   never an `Option`. Recursive members and branches may be a `Box`.
//! * A union is a struct of its common members and one member, in place of the discriminator, of an enum that
//!   implements [`Branches`]. The discriminator is the first name of the table and has no slot. Values of the
//!   discriminator without a branch are unit variants. The last arm of `Branches::read` is `_`.
//! * An enum is open if [`Names::open`] is set and `unknown` is implemented; a union is open if the enum of its
//!   discriminator is, and must then implement `unknown`, too.
//! * An alternate implements one method for each kind of JSON value that has a branch.
//! * The enum of all events implements [`Branches`] with [`event_data`] and [`write_event_data`].
//! * The arguments of a command with `gen: false` end in a member of type [`Map`], by [`read_free`] and [`write_free`].
//! * Under `cfg` attributes, each slot is a `let` of its own, elements of `names`, slots and members carry the
//!   attribute, [`Table::optional`] is made by [`optional()`], and branches match `Self::TAGS.name(tag)`.
//! * `Option`, `Some`, `None`, `Result`, `Ok`, `Err`, `String`, `Vec`, `Box` are spelt with their paths where the schema
//!   defines a type of that name. Deprecated members need `#[allow(deprecated)]` on their type's impl.

mod alternate;
mod enumeration;
mod event_data;
mod macros;
mod members;
mod object;
mod slot;
mod table;
mod union;
mod write;

pub use self::alternate::{Alternate, read_alternate};
pub use self::enumeration::{Enum, UnknownName, parse_enum, read_enum};
pub use self::event_data::{event_data, write_event_data};
pub use self::members::{Members, Source};
pub use self::object::{Object, lost, read, read_free, read_object, write_object};
pub use self::slot::{Slot, Slots};
pub use self::table::{Names, Table, optional};
pub use self::union::{Branches, UnknownBranch, branch, read_union};
pub use self::write::{Member, write, write_free, write_union};

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
pub use serde_core::de::{Deserialize, Deserializer, MapAccess};
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
