//! The types of the QEMU Guest Agent (QGA) protocol, as QEMU 10.2 has it.
//!
//! Types are at the root, commands in [`commands`]: each is a struct of its arguments that implements
//! [`qapi_wire::Command`], which knows the command's name and the type of its reply. Everything is
//! generated from the schema of the crate `qga-schema`; how schemas become Rust is described in
//! `qapi-codegen`. No connection is made here: what goes over one is made and read with [`qapi_wire`].
//! The page of each command shows how it is executed, and [`guide`] how all of it is used.
//!
//! ```
//! use qapi_wire::{Command, Mode, decode};
//! use qga_types::commands::{GuestFileOpen, GuestFileRead};
//!
//! // Mandatory arguments, then optional ones; arguments are JSON by serde.
//! let open = GuestFileOpen::new("/etc/hostname").with_mode("r");
//! assert_eq!(GuestFileOpen::NAME, "guest-file-open");
//! assert_eq!(serde_json::to_string(&open)?, r#"{"path":"/etc/hostname","mode":"r"}"#);
//!
//! // A reply, as the agent sends it. Base64 members are bytes.
//! let reply = br#"{"count": 5, "buf-b64": "aGVsbG8=", "eof": true}"#;
//! let read = decode::<<GuestFileRead as Command>::Reply>(reply, Mode::Lenient)?;
//! assert_eq!(*read.buf_b64, b"hello");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Peers of other releases
//!
//! Members that a newer agent adds are skipped when decoding leniently, and values that it adds to
//! an enum are kept in the variant `Unknown` (`Unrecognized` where the protocol itself has a value
//! `unknown`). Structs and enums are `#[non_exhaustive]`, so that a new release of this crate, with
//! a new optional member, breaks nobody. The few members of replies that older agents lack, though
//! the schema requires them, are `Option`s (`qga_schema::ADDED_MEMBERS` lists them). What an agent
//! was built without is still here: its docs say under which condition it is available.

// Generated code names the types as a crate on top of this one does.
#[cfg(feature = "client")]
extern crate self as qga_types;

// The generator formats both, and `cargo xtask regen --check` compares them byte for byte.
#[rustfmt::skip]
mod generated;
#[cfg(feature = "client")]
#[rustfmt::skip]
mod methods;

pub use generated::*;
#[cfg(feature = "client")]
pub use methods::client;
