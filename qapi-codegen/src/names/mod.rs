//! The policy of names: every Rust name in generated code is made here, and nowhere else.
//!
//! * Types are spelt as in the schema. What is no Rust identifier (`x-Foo`, `__org.qemu_x-Foo`)
//!   is converted like an enum value.
//! * Commands, events, values and branches are `UpperCamel`: words end at `-`, `_` and `.`; a word in
//!   capitals only is lowered after its first letter (`BLOCK_IO` is `BlockIo`), another keeps its inner
//!   capitals. A `_` stays between two digits and is put before a leading one (`0.5` is `_0_5`).
//! * Members are `snake_case`; a word also ends before a capital that follows a small letter. One without
//!   a letter, as older schemas may have, starts with `name` (`_1` is `name_1`), as clippy asks.
//! * Keywords are raw identifiers; the few that cannot be raw get a `_` appended.
//! * No type, command or event replaces a name that programs expect to be Rust's, for whoever imports all items of a
//!   module: names of the prelude and of primitive types get a `_` appended (`String` is `String_`).
//! * Where names of one scope become the same, each of them is spelt as literally as Rust allows
//!   instead (`_` for what is no letter or digit). Names that are the same even so clash truly.
//! * The option `rename` overrides all of it.

mod assign;
mod case;
mod clash;
mod rust;

pub(crate) use assign::{Wanted, assign, free_name, numbered};
pub(crate) use case::Case;
pub use clash::NameClash;
pub(crate) use rust::{identifier, is_name, is_reserved};
