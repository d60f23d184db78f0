//! Generates Rust from QAPI schemas.
//!
//! In a build script, with a schema beside it:
//!
//! ```no_run
//! fn main() -> Result<(), qapi_codegen::Error> {
//!     // Writes `schema.rs` into `OUT_DIR`.
//!     qapi_codegen::compile("schema.json")
//! }
//! ```
//!
//! and in the crate, which depends on `qapi-wire` (and on nothing else that generated code needs):
//!
//! ```ignore
//! mod schema {
//!     include!(concat!(env!("OUT_DIR"), "/schema.rs"));
//! }
//!
//! use qapi_wire::Mode;
//! use qapi_wire::message::{Request, decode_response};
//! use schema::commands::FileOpen;
//!
//! // A request is a line, and so is its reply.
//! let open = FileOpen::new("/etc/hostname").with_mode("r");
//! let request = serde_json::to_string(&Request::new(&open))?;
//! let handle = decode_response::<FileOpen>(reply, Mode::Lenient)?.result?;
//! ```
//!
//! [`Builder`] has the options, [`generate`] works in memory and does no I/O.
//!
//! # What is generated
//!
//! * Types stand at the root of the file, spelt as in the schema; commands in the module `commands`, each
//!   a struct of its arguments that implements `qapi_wire::Command`; events in the module `events`, each a
//!   struct of its data that implements `qapi_wire::Event`, and the enum `Event` of all of them. How names become Rust's is said in
//!   full in the source file `names/mod.rs`: no item has a name of Rust's prelude, so that all can be imported at once. Names that
//!   Rust could not tell apart are reported, with the entry of [`Config::rename`] that keeps them apart. Names on the wire are
//!   in the docs, where rustdoc's search finds them.
//! * Structs have their base's members first, `new` with the mandatory members, `with_member` for each
//!   optional one, and `Default` where all are optional. They are `#[non_exhaustive]`: a release of the
//!   schema that adds an optional member breaks no code of other crates. [`Config::non_exhaustive`] turns that off.
//! * Enums keep values that the schema does not list in a variant `Unknown`
//!   ([`Config::unknown_values`]); where the schema lists a value `unknown`, it is `Unrecognized`. `VALUES`, `names()` and
//!   `parse_known` are about those that the schema lists. A value is its name: that is what is compared, and the order
//!   is the schema's.
//! * A union is a struct of its common members. In the place of the discriminator it has an enum with one
//!   variant for each of its values, which holds the branch's type, if the schema lists one. The enum of `Store` is
//!   `StoreBranch`.
//! * An alternate is an enum; the kind of the JSON value selects the branch.
//! * On request ([`Config::emit`]) the module `server` has a trait with one method a command, and a table that calls them; what runs
//!   it is `qapi_wire::server`, a feature of that crate. The types may be of another crate then ([`Config::types_path`]).
//! * Likewise the module `client` has traits whose methods send the commands, `Commands` blocking and `AsyncCommands`
//!   async; every `qapi_wire::client::Execute` or `ExecuteAsync` has them, a feature of that crate, too.
//! * A command whose `data` names a type is a tuple struct around that type. Without `data` it is a struct
//!   without members, and with `'gen': false` its struct has a map for arguments that are not listed.
//! * What stands under an `if` is always there, or is if the condition holds, or stands under `#[cfg(..)]`:
//!   see [`Conditions`].
//! * What contains itself is boxed, wherever the cycle can be entered.
//! * The code has no warnings and no `unsafe`, and its docs neither. The doc of the empty module `guide` says how to use
//!   what was generated. The page of a command shows its reply and an example; the examples are doctests if
//!   [`Config::public_path`] says how they reach the code.
//!
//! Modules import downwards: `builder`, `generated`, then `rust` and `docs`, then `plan`, then `names`, `conditions`,
//! `gate`, `cycles`, `config`, `snippet`, `layout`, `builtin`, `code`. Everything that can go wrong goes wrong in `plan`. `rust` fills
//! templates, and `layout` breaks their lines.

mod builder;
mod builtin;
mod code;
mod conditions;
mod config;
#[cfg(feature = "config-file")]
mod config_file;
mod cycles;
mod docs;
mod error;
mod gate;
mod generated;
mod layout;
mod names;
mod output;
mod plan;
mod rust;
mod snippet;

pub use builder::{Builder, compile};
pub use config::{
    Choice, Conditions, Config, Emit, FlagValue, Layout, OptionInfo, Output, Server, Unstable,
    ValueError, parse_define,
};
pub use error::Error;
pub use generated::{Generated, generate};
pub use names::NameClash;
pub use output::write_if_changed;
pub use qapi_parser::Edition;
