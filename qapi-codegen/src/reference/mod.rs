//! Reference manuals: one document of a schema and its docs, and three writers over it.
//!
//! ```
//! use qapi_codegen::reference::{Document, Man};
//! use qapi_parser::{Edition, Memory, check};
//!
//! let loader = Memory::new().with("demo.json", "{ 'struct': 'Point', 'data': { 'x': 'int' } }");
//! let schema = check(&loader, "demo.json", Edition::Auto)?.schema.expect("no errors");
//! let document = Document::new(&schema, "Demo Reference");
//! assert!(document.man(&Man::new("demo-ref")).contains("Point (Object)"));
//! # Ok::<(), qapi_parser::LoadError>(())
//! ```
//!
//! `build` makes the [`Document`] of a schema and is the only part that looks at one; `man`, `markdown` and
//! `html` each turn it into text. Output depends on nothing but the schema and the options: no time, no
//! machine. How text is marked up is read in `markup`, beside this.

mod build;
mod document;
mod html;
mod man;
mod markdown;

pub use document::{Document, Warning};
pub use html::HtmlOptions;
pub use man::Man;
pub use markdown::MarkdownOptions;
