//! What code generated from a QAPI schema needs at run time.
//!
//! * [`decode`], [`decode_value`]: JSON to any type, [`Mode::Lenient`] for clients and [`Mode::Strict`]
//!   for servers, with errors that name the place: `volume-add: volume.size: expected an integer ..`.
//! * [`Command`], [`Event`]: what the generator knows of a command or an event.
//! * [`message`]: the envelopes around them, to and from JSON.
//! * [`rt`]: what generated code calls. Hand-written code has no use for it.
//! * [`Bytes`], [`Null`], [`Empty`], [`Value`], [`Map`], [`UnknownBranch`]: types of members and replies.
//!
//! Generated types need that much. The rest are features, off by default:
//!
//! * `client`: the client's side of a connection, without I/O. Generated clients (`Emit::Client`) need it.
//! * `server`: a server's side of a connection: framing, dispatch, replies. Generated servers (`Emit::Server`) need it.
//! * `introspect`: whether a peer supports a command, an argument, a value, by what it says of itself.
//!
//! This crate knows no schema: no name of any command or type stands in it. It does no I/O.
//!
//! Generated types are ordinary serde types: `serde_json::from_slice` reads them leniently.

mod bytes;
#[cfg(feature = "client")]
pub mod client;
mod command;
mod decode;
#[cfg(feature = "server")]
mod dialect;
mod event;
#[cfg(feature = "introspect")]
pub mod introspect;
pub mod message;
mod null;
pub mod rt;
#[cfg(feature = "server")]
pub mod server;

pub use bytes::Bytes;
pub use command::{Command, Empty};
pub use decode::{DecodeError, Mode, Path, Problem, Step, decode, decode_value};
pub use event::{Event, Timestamp};
pub use null::Null;
pub use rt::{Alternate, Branches, Enum, Object, UnknownBranch};
pub use serde_json::Value;

/// Members by name, of a shape that the schema leaves open.
pub type Map = serde_json::Map<String, Value>;
