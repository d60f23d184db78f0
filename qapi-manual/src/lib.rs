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
//! A [`Manual`] holds what the schema and its doc comments say, in the order of QEMU's own manuals. Its methods write it:
//!
//! * [`Manual::man`]: a page of roff, with the macros that groff and mandoc both know.
//! * [`Manual::markdown`], [`Manual::markdown_files`]: one file, or one a module with an index, for mdBook and the like.
//! * [`Manual::html`]: a site of plain files with a search and filters, which needs no server.
//!
//! [`Manual::suggested_title`] returns the title that a schema suggests.
//!
//! # Guarantees
//!
//! * The output depends on nothing but the schema and the options: no time, no machine.
//! * Anchors are names, so links from elsewhere last: `guest-file-open`, and in HTML `guest-file-open:path`.
//! * No word of the docs is lost. Markup that is not understood is kept as text, and [`Manual::warnings`] has its line.
//!
//! # Features
//!
//! * `history`: the site has a page that tells when everything came, changed and went, as `qapi-compat` finds it in older
//!   releases of the schema.

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
