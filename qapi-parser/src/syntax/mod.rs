//! From bytes to expressions: files, includes, directives, doc comments.
//!
//! The grammar is written with nom: `lexer`, `expression`, `top_level` and `doc` are its parsers,
//! `input` is what they read, `error` what they fail with. `diagnosis` words an error, `recovery`
//! reads on after one. `tree` puts the files in order.
//!
//! The result is a [`Tree`](tree::Tree): expressions and doc comments of all files in the order of
//! QEMU's front end, with spans. What the expressions mean is up to `definition`.

mod ast;
mod combinator;
mod diagnosis;
mod directive;
mod doc;
mod error;
mod expression;
mod input;
mod lexer;
mod recovery;
mod seen;
mod top_level;
mod tree;

pub(crate) use ast::{Entry, Expr, Str};
pub(crate) use doc::DocBlock;
pub(crate) use tree::{Item, read};
// What `format` reads files with.
#[cfg(feature = "format")]
pub(crate) use {
    doc::MAX_COLUMNS,
    lexer::{is_space, quoted},
    top_level::{Top, read_file},
};
