//! Writes reference manuals of QAPI schemas: a page for `man`, Markdown, or a web site.
//!
//! ```
//! use qapi_manual::{ManPage, Manual};
//! use qapi_parser::{Edition, Memory, check};
//!
//! let loader = Memory::new().with("demo.json", "{ 'struct': 'Point', 'data': { 'x': 'int' } }");
//! let schema = check(&loader, "demo.json", Edition::Auto)?.schema.expect("no errors");
//! let manual = Manual::new(&schema, "Demo Reference");
//! assert!(manual.man(&ManPage::new("demo-ref")).contains("Point (Object)"));
//! # Ok::<(), qapi_parser::LoadError>(())
//! ```
//!
//! A [`Manual`] contains the definitions of the schema and their docs, in the order of QEMU's own
//! manuals. Its methods write it:
//!
//! * [`Manual::man`]: a page of roff, with macros that both groff and mandoc support.
//! * [`Manual::markdown`], [`Manual::markdown_files`]: one file, or one for each
//!   module with an index, for mdBook and similar tools.
//! * [`Manual::html`]: a site of static files with a search and filters. It needs no server.
//!
//! [`Manual::suggested_title`] returns the title that a schema suggests.
//!
//! # Guarantees
//!
//! * The output depends only on the schema and the options, not on the time or the machine.
//! * Anchors are names, so that links to them are stable: `guest-file-open`, and in HTML
//!   `guest-file-open:path`.
//! * No text of the docs is lost. Markup that is not understood is kept as text, and listed in
//!   [`Manual::warnings`].
//!
//! # Features
//!
//! * `history`: the site has a page with the additions, changes and removals that `qapi-compat`
//!   finds in older releases of the schema.

mod build;
mod html;
mod man;
mod manual;
mod markdown;
mod release;

pub use html::HtmlOptions;
pub use man::ManPage;
pub use manual::{Manual, Warning};
pub use markdown::MarkdownOptions;
pub use qapi_markup::ProblemCode;
