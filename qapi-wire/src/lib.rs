//! Run-time support for code generated from a QAPI schema.
//!
//! ```
//! use qapi_wire::message::{Request, decode_response};
//! use qapi_wire::Mode;
//! use qga_types::commands::GuestFileOpen; // or what you generate from any schema
//!
//! let open = GuestFileOpen::new("/etc/hostname").with_mode("r");
//! let line = serde_json::to_string(&Request::new(&open))?;
//! assert_eq!(line, r#"{"execute":"guest-file-open","arguments":{"path":"/etc/hostname","mode":"r"}}"#);
//!
//! let response = decode_response::<GuestFileOpen>(br#"{"return": 1000}"#, Mode::Lenient)?;
//! let handle: i64 = response.result?; // an `Err` is what the agent refused it with
//! assert_eq!(handle, 1000);
//!
//! let error = decode_response::<GuestFileOpen>(br#"{"return": "x"}"#, Mode::Lenient).unwrap_err();
//! assert!(error.to_string().starts_with("guest-file-open: expected an integer"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The caller reads and writes lines, or uses a crate such as `qga-client`.
//!
//! * [`decode`], [`decode_value`]: JSON to any type, [`Mode::Lenient`] for clients and
//!   [`Mode::Strict`] for servers. Errors name the place: `volume-add: volume.size: expected an
//!   integer ..`.
//! * [`Command`], [`Event`]: the traits of commands and events, with their names on the wire.
//! * [`Enum`]: the trait of enums, with their values by name. [`UnknownValue`]: the error for
//!   another name.
//! * [`Branches`], [`Object`], [`Alternate`]: the traits of other types. [`Branches::tag`] is the
//!   name of the branch of a union.
//! * [`new!`]: creates an object from named members.
//! * [`message`]: the envelopes around them, to and from JSON.
//! * [`strict`]: for members of configurations that hold a type of a schema, in TOML or YAML.
//! * [`rt`]: for generated code only.
//! * [`Bytes`], [`Null`], [`Empty`], [`Value`], [`Map`], [`UnknownBranch`]: types of members and
//!   replies.
//!
//! Generated types need nothing else. The rest is in features, off by default:
//!
//! * `client`: the client's side of a connection, without I/O. Generated clients (`Emit::Client`)
//!   need it.
//! * `server`: the server's side of a connection: framing, dispatch, replies. Generated servers
//!   (`Emit::Server`) need it.
//! * `introspect`: the commands, arguments and values that a peer supports, from its own
//!   description.
//!
//! This crate knows no schema: it contains no names of commands or types. It does no I/O.
//!
//! Generated types are ordinary serde types: `serde_json::from_slice` reads them leniently.

mod alternate;
mod bytes;
#[cfg(feature = "client")]
pub mod client;
mod command;
mod conversion;
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
mod new;
mod null;
mod object;
pub mod rt;
mod secret;
#[cfg(feature = "server")]
pub mod server;
pub mod strict;

pub use alternate::Alternate;
pub use bytes::Bytes;
pub use command::{Command, Empty};
pub use conversion::IntoMember;
pub use decode::{
    DecodeError, Expected, Found, JsonKind, Mode, Path, Problem, Step, decode, decode_value,
};
pub use enumeration::{Enum, Names, UnknownValue};
pub use event::{Event, Timestamp, UnknownTime};
pub use null::Null;
pub use object::{Branches, Object, Table, UnknownBranch};
pub use serde_json::Value;

/// Members by name, without types in the schema.
pub type Map = serde_json::Map<String, Value>;
