//! Reads schemas of QEMU's QAPI schema language, of any release, into one resolved model.
//!
//! ```
//! use qapi_parser::{Edition, Memory, check};
//!
//! let loader = Memory::new().with("demo.json", "{ 'struct': 'Point', 'data': { 'x': 'int', '*label': 'str' } }");
//! let outcome = check(&loader, "demo.json", Edition::Auto)?;
//! assert!(outcome.diagnostics.is_empty());
//! let schema = outcome.schema.expect("a schema without errors");
//! assert!(schema.lookup("Point").is_some());
//! # Ok::<(), qapi_parser::LoadError>(())
//! ```
//!
//! # A walk through the model
//!
//! A back end starts from [`Schema::commands`], [`Schema::events`] and [`Schema::types`] and
//! follows ids, which index the schema:
//!
//! ```
//! use qapi_parser::schema::TypeKind;
//! use qapi_parser::{Edition, Memory, check};
//!
//! let text = "
//! { 'enum': 'Shape', 'data': [ 'disc', 'box' ] }
//! { 'struct': 'Disc', 'data': { 'radius': 'number' } }
//! { 'union': 'Figure', 'base': { 'shape': 'Shape', '*label': 'str' }, 'discriminator': 'shape',
//!   'data': { 'disc': { 'type': 'Disc', 'if': 'HAVE_DISCS' } } }
//! ###
//! ## @draw:
//! ##
//! ## Draws a figure.
//! ###
//! { 'command': 'draw', 'data': 'Figure', 'boxed': true }
//! ";
//! let schema = check(&Memory::new().with("draw.json", text), "draw.json", Edition::Auto)?.schema;
//! let schema = schema.expect("a schema without errors");
//!
//! let mut lines = Vec::new();
//! for (_, command) in schema.commands() {
//!     let doc = command.definition.doc.map_or("", |id| schema[id].body());
//!     lines.push(format!("{}: {doc}", command.definition.name));
//!     let Some(id) = command.arguments else { continue };
//!     // The members of bases are among them.
//!     for (_, member) in schema.members(id) {
//!         let ty = schema[member.ty].name();
//!         lines.push(format!("  {}: {ty}, optional: {}", member.name, member.optional));
//!     }
//!     if let TypeKind::Object(object) = &schema[id].kind {
//!         for branch in object.branches.iter().flat_map(|branches| &branches.list) {
//!             let condition = branch.condition.as_ref().map_or("always".into(), ToString::to_string);
//!             lines.push(format!("  {} has {}, if {condition}", branch.name, schema[branch.ty].name()));
//!         }
//!     }
//! }
//! assert_eq!(lines, [
//!     "draw: Draws a figure.",
//!     "  shape: Shape, optional: false",
//!     "  label: str, optional: true",
//!     "  disc has Disc, if HAVE_DISCS",
//!     "  box has q_empty, if always",
//! ]);
//! # Ok::<(), qapi_parser::LoadError>(())
//! ```
//!
//! The example `list-commands` prints the commands of any schema. [`introspect`] follows the model
//! in QEMU's order.
//!
//! # How it works
//!
//! A [`Loader`] provides bytes. `syntax` parses them into expressions and doc comments.
//! `definition` types and checks each expression by itself. `resolve` builds a [`Schema`] of them
//! all. Every stage reports [`Diagnostic`]s with spans and continues.
//!
//! The crate contains nothing about Rust or another target language, and no I/O except through the
//! loader.

mod definition;
mod diagnostic;
mod dump;
mod edition;
#[cfg(feature = "format")]
mod format;
pub mod introspect;
pub mod limits;
mod loader;
pub mod names;
mod resolve;
pub mod schema;
mod source;
mod syntax;

use std::sync::Arc;

#[cfg(feature = "render")]
pub use diagnostic::Renderer;
pub use diagnostic::{
    Annotation, AnnotationLevel, Brief, CannotAllow, Code, Codes, Diagnostic, InDefinition, Label,
    Levels, Severity, UnknownCode,
};
pub use dump::dump;
pub use edition::Edition;
#[cfg(feature = "format")]
pub use format::{FormatError, FormatOptions, Formatted, FormattedFile, format};
pub use loader::{FileSystem, LoadError, Loader, Memory};
pub use source::{FileId, Position, SourceFile, SourceMap, Span};

use schema::Schema;

/// The result of a check.
#[derive(Debug)]
pub struct Outcome {
    /// The texts of the files; spans of the diagnostics refer to them.
    pub sources: Arc<SourceMap>,
    /// The diagnostics, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The schema. It is present if, and only if, no diagnostic is an error.
    pub schema: Option<Schema>,
}

impl Outcome {
    /// Returns whether a diagnostic is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the diagnostics to print if the schema is used and not checked.
    #[must_use]
    pub fn brief(&self) -> Brief<'_> {
        Brief::of(&self.diagnostics, &self.sources)
    }
}

/// The options of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The forms of the language that are accepted.
    pub edition: Edition,
    /// The codes that are allowed or denied.
    pub levels: Levels,
}

/// Reads the schema whose top file is `top`, and checks it.
///
/// # Errors
/// Returns an error if the top file cannot be loaded. All other errors are diagnostics.
pub fn check(loader: &dyn Loader, top: &str, edition: Edition) -> Result<Outcome, LoadError> {
    check_with(
        loader,
        top,
        &Options {
            edition,
            levels: Levels::default(),
        },
    )
}

/// Reads and checks a schema as [`check`] does, with more options.
///
/// # Errors
/// Returns an error if the top file cannot be loaded.
pub fn check_with(loader: &dyn Loader, top: &str, options: &Options) -> Result<Outcome, LoadError> {
    let mut sink = diagnostic::Sink::new(options.edition);
    let tree = syntax::read(loader, top, &mut sink)?;
    let sources = Arc::new(tree.sources);
    let mut definitions = definition::define(&tree.items, &sources, &tree.pragmas, &mut sink);
    definitions.lost_more |= tree.lost_more;
    definitions
        .lost_names
        .extend(tree.lost_names.iter().map(|name| sources.text(*name)));
    let schema = resolve::resolve(
        definitions,
        tree.docs,
        tree.pragmas,
        &sources,
        loader,
        &mut sink,
    );
    let mut diagnostics = sink.list;
    options.levels.apply(&mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.file, diagnostic.span.start));
    let mut outcome = Outcome {
        sources,
        diagnostics,
        schema,
    };
    if outcome.has_errors() {
        outcome.schema = None;
    }
    Ok(outcome)
}
