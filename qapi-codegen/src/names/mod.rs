//! The naming rules. This module alone creates the Rust names of generated code.
//!
//! * Types are spelt as in the schema. A name that is not a Rust identifier (`x-Foo`,
//!   `__org.qemu_x-Foo`) is converted like an enum value.
//! * Commands, events, values and branches are `UpperCamel`: words end at `-`, `_` and `.`. A word
//!   in capitals only is lowered after its first letter (`BLOCK_IO` is `BlockIo`). Others keep
//!   their inner capitals. A `_` remains between two digits and is added before a leading one
//!   (`0.5` is `_0_5`).
//! * Members are `snake_case`; a word also ends before a capital that follows a small letter. A
//!   name without a letter, as in older schemas, starts with `name` (`_1` is `name_1`), as clippy
//!   requires.
//! * Keywords are raw identifiers; the few that cannot be raw have a `_` appended.
//! * No type, command or event shadows a name of Rust for programs that import all items of a
//!   module. Names of the prelude and of primitive types have a `_` appended (`String` is
//!   `String_`).
//! * If names of one scope become the same, each is spelt as literally as Rust allows (`_` for
//!   characters other than letters and digits). Names that are still the same are a clash.
//! * The option `rename` overrides all of these rules.

mod assign;
mod case;
mod clash;
mod rust;

pub(crate) use assign::{Wanted, assign, free_name, numbered};
pub(crate) use case::Case;
pub use clash::NameClash;
pub(crate) use rust::{identifier, is_name, is_reserved};
