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
//! A back end of your own starts from [`Schema::commands`], [`Schema::events`] and [`Schema::types`] and follows ids, with
//! which the schema is indexed:
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
//! The example `list-commands` prints the commands of any schema. [`introspect`] walks through the model in QEMU's order.
//!
//! # How it works
//!
//! The way of the data: a [`Loader`] gives bytes; `syntax` makes expressions and doc comments of them;
//! `definition` types and checks each expression by itself; `resolve` makes a
//! [`Schema`] of them all. Every stage reports [`Diagnostic`]s with spans and goes on.
//!
//! Deliberately absent: anything about Rust or another target language, and any I/O but through the
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

/// What a check found.
#[derive(Debug)]
pub struct Outcome {
    /// The texts that were read; spans of the diagnostics point into them.
    pub sources: Arc<SourceMap>,
    /// What was found, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The schema: there if, and only if, no diagnostic is an error.
    pub schema: Option<Schema>,
}

impl Outcome {
    /// Whether an error is among the diagnostics.
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

/// What a check accepts.
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
/// Where the top file cannot be had. Whatever else is wrong is among the diagnostics.
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

/// As [`check`], with more options.
///
/// # Errors
/// Where the top file cannot be had.
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
