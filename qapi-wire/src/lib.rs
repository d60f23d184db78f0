//! Run-time support for code generated from a QAPI schema.
//!
//! * [`decode`], [`decode_value`]: JSON to any type, [`Mode::Lenient`] for clients and
//!   [`Mode::Strict`] for servers. Errors name the place: `volume-add: volume.size: expected an
//!   integer ..`.
//! * [`Command`], [`Event`]: the traits of commands and events.
//! * [`Enum`]: the trait of enums: their values by name. [`UnknownValue`]: the error for another name.
//! * [`message`]: the envelopes around them, to and from JSON.
//! * [`rt`]: the names that generated code uses. Hand-written code has no need of them.
//! * [`Bytes`], [`Null`], [`Empty`], [`Value`], [`Map`], [`UnknownBranch`]: types of members and
//!   replies.
//!
//! Generated types need no more. The rest are features, off by default:
//!
//! * `client`: the client's side of a connection, without I/O. Generated clients (`Emit::Client`)
//!   need it.
//! * `server`: the server's side of a connection: framing, dispatch, replies. Generated servers
//!   (`Emit::Server`) need it.
//! * `introspect`: whether a peer supports a command, an argument or a value, from its own
//!   description.
//!
//! This crate knows no schema: it contains no name of a command or type. It does no I/O.
//!
//! Generated types are ordinary serde types: `serde_json::from_slice` reads them leniently.

mod alternate;
mod bytes;
#[cfg(feature = "client")]
pub mod client;
mod command;
mod decode;
#[cfg(feature = "server")]
mod dialect;
mod enumeration;
mod event;
mod event_data;
#[cfg(feature = "introspect")]
pub mod introspect;
mod macros;
pub mod message;
mod nearest;
mod null;
mod object;
pub mod rt;
#[cfg(feature = "server")]
pub mod server;

pub use alternate::Alternate;
pub use bytes::Bytes;
pub use command::{Command, Empty};
pub use decode::{
    DecodeError, Expected, Found, JsonKind, Mode, Path, Problem, Step, decode, decode_value,
};
pub use enumeration::{Enum, UnknownValue};
pub use event::{Event, Timestamp};
pub use null::Null;
pub use object::{Branches, Object, UnknownBranch};
pub use serde_json::Value;

/// Members by name, of a shape that the schema leaves open.
pub type Map = serde_json::Map<String, Value>;
