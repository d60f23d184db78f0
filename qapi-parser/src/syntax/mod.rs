//! Parses bytes into expressions: files, includes, directives, doc comments.
//!
//! The grammar is written with nom. Its parsers are in `lexer`, `expression`, `top_level` and
//! `doc`, their input is in `input`, and their errors are in `error`. `diagnosis` turns an error
//! into a diagnostic, `recovery` continues after one. `tree` orders the files.
//!
//! The result is a [`Tree`](tree::Tree): expressions and doc comments of all files in the order of
//! QEMU's front end, with spans. `definition` interprets the expressions.

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
// `format` reads files with these.
#[cfg(feature = "format")]
pub(crate) use {
    doc::MAX_COLUMNS,
    lexer::{is_space, quoted},
    top_level::{Top, read_file},
};
