//! For generated code only: the names that it uses.
//!
//! Names that hand-written code uses are documented elsewhere: the traits and types of a schema's
//! items at the [root](crate) of this crate, those of connections in `client` and `server`.
//!
//! # Conventions of generated code
//!
//! `tests/generated` of this crate shows the code of a whole schema. These are the rules:
//!
//! * An object type implements [`Object`] and is followed by [`object!`]; an enum [`Enum`] and
//!   [`enumeration!`]; an alternate [`Alternate`] and [`alternate!`]. A command or event whose data
//!   is a named type is a tuple struct with [`newtype!`].
//! * A type names the shape that its members are read as, [`Object::Members`]: a tuple with
//!   [`Must`] around mandatory members, in the order of [`Table::names`]; for more than sixteen
//!   members [`Both`] of two such groups. [`Union`] and [`Free`] add a branch or other members.
//!   `made` destructures the tuple; its locals have numbers as names, which clash with no member's
//!   name. `Serialize` passes a tuple of the same form, of references.
//! * The type of an optional member is `Option<T>`, also for `any` ([`Value`]) and `null`
//!   ([`Null`]); `T` itself is never an `Option`. Recursive members and branches may be a `Box`.
//! * A union is a struct of its common members and, instead of the discriminator, one member of an
//!   enum that implements [`Branches`]. The discriminator is the first name of the table and has no
//!   slot. Values of the discriminator without a branch are unit variants. The last arm of
//!   `Branches::read` is `_`.
//! * An enum is open if [`Names::open`] is set and `unknown` is implemented; a union is open if the
//!   enum of its discriminator is, and must then implement `unknown`, too.
//! * An alternate implements one method for each kind of JSON value that has a branch.
//! * The enum of all events implements [`Branches`] with [`event_data`] and [`write_event_data`].
//! * The arguments of a command with `gen: false` end in a member of type [`Map`], by [`Free`] and
//!   [`write_free`].
//! * Types and patterns of tuples cannot have a `cfg` attribute. If members do, `Members` is
//!   [`ByHand`], and `read` has a `let` for each slot, passes the slots as a tuple of references,
//!   and unwraps the mandatory ones. Elements of `names`, slots and members have the attribute,
//!   [`Table::optional`] comes from [`optional()`], and branches match `Self::TAGS.name(tag)`.
//! * [`new!`](crate::new) creates an object from [`Object::Members`] and the table. If a field's
//!   name does not follow from its member's, [`Object::FIELDS`] lists the fields. Each alternative
//!   of an alternate has an [`alternative!`] for `From` and [`IntoMember`].
//! * No item has a name of Rust's prelude or of a primitive type. Deprecated members need
//!   `#[allow(deprecated)]` on their type's impl.

pub use serde_core::de::{Deserialize, Deserializer};
pub use serde_core::ser::{Serialize, SerializeMap, Serializer};

#[cfg(feature = "client")]
#[doc(no_inline)]
pub use crate::client::{Execute, ExecuteAsync, Execution};
#[doc(no_inline)]
pub use crate::message::RemoteError;
#[cfg(feature = "server")]
#[doc(no_inline)]
pub use crate::server::{AsyncCommands, Call, CommandInfo, CommandTable, Commands, Outcome};
#[doc(no_inline)]
pub use crate::{
    Alternate, Branches, Bytes, Command, Empty, Enum, Event, IntoMember, JsonKind, Map, Names,
    Null, Object, Table, UnknownBranch, UnknownValue, Value,
};

pub use crate::alternate::{deserialize, read_alternate, serialize};
#[cfg(feature = "client")]
pub use crate::client::execute::{execute, execute_async};
pub use crate::enumeration::{compare_names, parse_enum, read_enum};
pub use crate::event_data::{event_data, write_event_data};
pub use crate::new::{assert_complete, member};
pub use crate::object::{
    Both, ByHand, Completed, Draft, Entries, Entry, FillAt, Free, Group, Input, Must, Pair, Part,
    Shape, Slot, Slots, Taken, Union, Values, branch, draft, give, lost, made, optional,
    read_object, write, write_branch, write_free, write_union,
};
pub use crate::secret::Secret;

#[doc(inline)]
pub use crate::{
    __alternate as alternate, __alternative as alternative, __enumeration as enumeration,
    __newtype as newtype, __object as object,
};
