//! QEMU's dialect of JSON, as its agents read it: what frames a stream of bytes, and what a message means.
//!
//! It differs from RFC 8259 in both directions. More is accepted: strings in single quotes, the escape `\'`.
//! Less is: repeated members, `0e1`, noncharacters such as `U+FFFF`. Integers beyond 64 bits are floats. Nothing
//! recurses, so that nesting is bounded by [`DEPTH`] only.

mod lexer;
mod read;
mod string;

pub(crate) use self::lexer::{Kind, Lexer};
pub(crate) use self::read::{SyntaxError, read, stray};

/// How deep objects and arrays nest at most.
pub(crate) const DEPTH: usize = 1024;
