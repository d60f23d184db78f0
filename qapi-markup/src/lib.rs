//! Parses the texts of QAPI doc comments into a tree with spans, and writes it as Markdown.
//!
//! ```
//! use qapi_markup::{Markdown, Name, Parser};
//!
//! let known = |name: Name<'_>| match name {
//!     Name::Definition("file-close") => Some("#file-close".to_owned()),
//!     _ => None,
//! };
//! let document = Parser::new().resolve(&known).parse("Opens @path; see `file-close`.");
//! let markdown = Markdown::new().document(&document);
//! assert_eq!(markdown, "Opens `path`; see [`file-close`](#file-close).");
//! ```
//!
//! QEMU writes doc comments in [reStructuredText] with a few conventions of its own
//! (docs/devel/qapi-code-gen.rst, section "Documentation markup"). This crate reads the part of it
//! that schemas of all releases use:
//!
//! | in the text | in the tree |
//! | --- | --- |
//! | paragraphs, lists, field lists, block quotes, simple tables, literal blocks, comments | [`BlockKind`] of that name |
//! | titles, underlined or written `= Title` | [`BlockKind::SectionTitle`] |
//! | `.. qmp-example::` | [`BlockKind::Example`] |
//! | `.. note::`, `.. admonition:: Title` and their like | [`BlockKind::Admonition`] |
//! | `@name`, `` `name` ``, `` :qapi:type:`name` `` | [`InlineKind::Reference`], resolved by the caller |
//! | emphasis, literals, hyperlinks, bare URIs | [`InlineKind`] of that name |
//!
//! Markup that is not understood becomes a literal block or text, and a [`Problem`] with its place.
//!
//! # Texts of older releases
//!
//! Early releases made their manuals without docutils, and their layout is less strict. Where
//! docutils would report an error, or see unintended structure, this parser follows the author's
//! intention:
//!
//! * A bulleted list needs no blank line before it, and text that directly follows an item
//!   continues it.
//! * A paragraph continues in lines with other indentation. In docutils a deeper line makes a
//!   definition list.
//! * Messages without markup (`-> {`) and sessions of shells are literal blocks.
//! * Words in uneven quotes (`` `so' ``) are text.
//!
//! # Guarantees
//!
//! * No text is an error, none makes the parser panic, and the time is proportional to the length
//!   of the text.
//! * Blocks and inline markup nest to a bounded depth, so that a consumer may recurse.
//! * Spans are in bytes of the given text, at the borders of characters. Those of children are
//!   within that of their parent, and siblings are in order and do not overlap. Every character
//!   that is not white space is in a block.
//!
//! [reStructuredText]: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html

mod block;
mod directive;
mod hanging;
mod inline;
mod line;
pub mod markdown;
mod parser;
mod problem;
mod sentence;
mod table;
mod title;
mod tree;

pub use inline::{Name, Resolve};
pub use line::begins_block;
pub use markdown::Markdown;
pub use parser::Parser;
pub use problem::{Problem, ProblemCode};
pub use sentence::first_sentence;
pub use title::TitleStyles;
pub use tree::{
    Block, BlockKind, Document, Field, Inline, InlineKind, ListItem, Numbering, plain_text,
};
