//! QEMU's dialect of JSON, as its agents read it: the tokens of a stream, and the value of a
//! message.
//!
//! It differs from RFC 8259. It also accepts strings in single quotes and the escape `\'`. It
//! rejects repeated members, `0e1` and noncharacters such as `U+FFFF`. Integers of more than 64
//! bits are floats. Nothing recurses; nesting is limited to [`DEPTH`].

mod error;
mod lexer;
mod read;
mod string;

pub(crate) use self::error::SyntaxError;
pub(crate) use self::lexer::{Kind, Lexer};
pub(crate) use self::read::{DEPTH, read, stray};
