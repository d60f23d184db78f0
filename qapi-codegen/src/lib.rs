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
//! and in the crate, with `qapi-wire` as a dependency (generated code needs no other):
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
//! [`Builder`] sets the options. [`generate`] works in memory and does no I/O.
//!
//! # What is generated
//!
//! * Types are at the root of the file, spelt as in the schema. Commands are in the module
//!   `commands`, each a struct of its arguments that implements `qapi_wire::Command`. Events are in
//!   the module `events`, each a struct of its data that implements `qapi_wire::Event`. The enum
//!   `Event` contains all of them.
//! * The source file `names/mod.rs` contains the naming rules. No item has a name of Rust's
//!   prelude, so all can be imported at once. Names that clash in Rust are reported, with the entry
//!   of [`Config::rename`] that separates them. Names on the wire are in the docs, where rustdoc's
//!   search finds them.
//! * Structs have their base's members first, `new` with the mandatory members, `with_member` for
//!   each optional one, and `Default` if all are optional. They are `#[non_exhaustive]`: a release
//!   of the schema that adds an optional member breaks no code of other crates.
//!   [`Config::non_exhaustive`] turns that off.
//! * Enums keep values that the schema does not list in a variant `Unknown`
//!   ([`Config::unknown_values`]). If the schema lists a value `unknown`, the variant is
//!   `Unrecognized`. `VALUES`, `names()` and `parse_known` contain only the listed values. Values
//!   are compared by name and ordered as in the schema.
//! * A union is a struct of its common members. The discriminator is replaced by an enum with one
//!   variant for each of its values. The variant contains the branch's type, if the schema lists
//!   one. The enum of `Store` is `StoreBranch`.
//! * An alternate is an enum; the kind of the JSON value selects the branch.
//! * On request ([`Config::emit`]) the module `server` has a trait with one method for each
//!   command, and a table that calls them. `qapi_wire::server`, a feature of that crate, runs it.
//!   The types may be in another crate ([`Config::types_path`]).
//! * On request the module `client` has traits whose methods send the commands: `Commands` blocks
//!   and `AsyncCommands` is async. Every `qapi_wire::client::Execute` or `ExecuteAsync` implements
//!   them. `qapi_wire::client` is a feature of that crate, too.
//! * A command whose `data` names a type is a tuple struct around that type. Without `data` it is a
//!   struct without members. With `'gen': false` its struct has a map for arguments that are not
//!   listed.
//! * An item with an `if` is always generated, or only if the condition holds, or with
//!   `#[cfg(..)]`: see [`Conditions`].
//! * A type that contains itself is boxed, wherever the cycle can be entered.
//! * The code and its docs cause no warnings, and the code has no `unsafe`. The doc of the empty
//!   module `guide` explains the use of the generated code. The page of a command shows its reply
//!   and an example. The examples are doctests if [`Config::public_path`] is the path of the code.
//!
//! Modules import downwards: `builder`, `generated`, then `rust` and `docs`, then `plan`, then
//! `names`, `conditions`, `gate`, `cycles`, `config`, `snippet`, `layout`, `builtin`, `code`. All
//! errors of a schema or configuration occur in `plan`. `rust` fills templates, and `layout` breaks
//! their lines.

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
