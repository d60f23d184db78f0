//! From bytes to expressions: files, includes, directives, doc comments.
//!
//! The result is a [`Tree`]: expressions and doc comments of all files in the order of QEMU's front
//! end, with spans. What the expressions mean is up to `definition`.

mod directive;
mod doc;
mod expr;
mod fault;
mod file;
mod grammar;
mod lexer;
mod prose;
mod tree;

pub(crate) use doc::DocBlock;
pub(crate) use expr::{Entry, Expr, Str};
pub(crate) use tree::{Item, read};
// What `format` reads files with.
#[cfg(feature = "format")]
pub(crate) use {
    file::{Top, read_file},
    lexer::{is_space, string},
    prose::MAX_COLUMNS,
};
