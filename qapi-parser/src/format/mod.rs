//! Rewrites schema files into the modern form, in one layout.
//!
//! The layout of a file depends on its tokens and comments alone. Of its white space, only blank
//! lines between plain comments, directives and members are kept. The rules:
//!
//! * One blank line separates definitions. A doc comment is directly above its definition. Lines
//!   end in `\n`.
//! * A definition has one line for each of its keys, the first on the line of the `{`. The value of
//!   a key is on one line of at most 79 columns, or has one line per member. The values of an enum
//!   fill their lines.
//! * Plain comments stay next to the token they were next to.
//! * Doc comments are wrapped at 70 columns, with two spaces between sentences. Text after a tag is
//!   indented by four. Literal blocks, examples, tables, headings and unknown directives keep their
//!   lines; lists and notes keep their structure.
//! * Forms of older releases become modern if the meaning stays the same: expressions in `modern`,
//!   unions in `tags`, doc comments in `section` and `example`.
//!
//! Each result is checked. The schema with the new texts has the same entities, and the same docs
//! as defined by `sense`, and the files have the same plain comments. Otherwise nothing is
//! returned.

mod comment;
mod example;
mod exceptions;
mod file;
mod fill;
mod layout;
mod modern;
mod node;
mod pieces;
mod prose;
mod section;
mod sense;
mod tags;
mod text;
mod trivia;

use std::fmt;

use rustc_hash::FxHashMap;

use crate::loader::{LoadError, Loader};
use crate::schema::{Doc, Schema};
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::Entry;
use crate::{Edition, Outcome, check, dump};
use exceptions::Exceptions;
use file::{Context, Source};
use tags::Tags;

/// The result of formatting the files of a schema.
#[derive(Debug)]
pub struct Formatted {
    /// The result of the check before formatting.
    pub outcome: Outcome,
    /// The files, in the order in which they were opened. Empty if the check found errors.
    pub files: Vec<FormattedFile>,
    /// The result of the check of the new texts: the forms of older releases that are left. `None`
    /// if the check before formatting found errors.
    pub rest: Option<Outcome>,
}

/// A file in the modern form.
#[derive(Debug)]
pub struct FormattedFile {
    /// The path, as in the check before formatting.
    pub path: String,
    /// The new text.
    pub text: String,
    /// `true` if it differs from the old text.
    pub changed: bool,
}

/// The reason why there is no modern form.
#[derive(Debug)]
pub enum FormatError {
    /// The top file cannot be loaded.
    Load(LoadError),
    /// The new texts would not mean the same. That is a bug in this crate; no schema is known that
    /// triggers it.
    Meaning {
        /// The file.
        path: String,
        /// The difference.
        what: String,
    },
}

impl std::error::Error for FormatError {}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Meaning { path, what } => write!(
                f,
                "{path}: the modern form would change {what}; please report this schema"
            ),
        }
    }
}

impl From<LoadError> for FormatError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

/// The options of the formatter.
#[derive(Clone, Copy)]
pub struct FormatOptions<'o> {
    /// Returns whether the file at a path gets a new text.
    pub wanted: &'o dyn Fn(&str) -> bool,
    /// `true` if names that break the rules are added to the pragmas that allow them. This is for
    /// whole schemas: a list that no file has is added to the top file, where it replaces those of
    /// an including schema.
    pub exceptions: bool,
}

/// Returns the modern form of files of the schema whose top file is `top`.
///
/// # Errors
/// Returns an error if the top file cannot be loaded, or if the modern form would not mean the
/// same.
pub fn format(
    loader: &dyn Loader,
    top: &str,
    options: FormatOptions<'_>,
) -> Result<Formatted, FormatError> {
    let mut formatted = print(loader, top, options.wanted, false)?;
    if options.exceptions && formatted.rest.is_some() {
        // The forms that break the rules in the modern form, without those that have become modern.
        let modern = Overlay::of(loader, &formatted.files);
        let excepted = print(&modern, top, options.wanted, true)?;
        for (file, excepted) in formatted.files.iter_mut().zip(excepted.files) {
            file.changed |= excepted.changed;
            file.text = excepted.text;
        }
        formatted.rest = excepted.rest;
    }
    Ok(formatted)
}

/// Prints the wanted files in the modern form, and checks the result.
fn print(
    loader: &dyn Loader,
    top: &str,
    wanted: &dyn Fn(&str) -> bool,
    with_exceptions: bool,
) -> Result<Formatted, FormatError> {
    // A text that the latest edition accepts has the meaning of that edition.
    match print_as(Edition::Latest, loader, top, wanted, with_exceptions) {
        Ok(formatted) if formatted.rest.is_some() => Ok(formatted),
        _ => print_as(Edition::Auto, loader, top, wanted, with_exceptions),
    }
}

fn print_as(
    edition: Edition,
    loader: &dyn Loader,
    top: &str,
    wanted: &dyn Fn(&str) -> bool,
    with_exceptions: bool,
) -> Result<Formatted, FormatError> {
    let outcome = check(loader, top, edition)?;
    let Some(schema) = &outcome.schema else {
        return Ok(Formatted {
            outcome,
            files: Vec::new(),
            rest: None,
        });
    };
    let sources: Vec<(FileId, Source<'_>)> = ids(schema)
        .filter(|(_, file)| with_exceptions || wanted(file.path()))
        .map(|(id, _)| (id, Source::read(schema, id, edition)))
        .collect();
    let is_wanted = |id| {
        schema
            .sources
            .file(id)
            .is_some_and(|file| wanted(file.path()))
    };
    let has_room = |span: Span| {
        let mut sources = sources.iter().filter(|(id, _)| *id == span.file);
        sources.any(|(_, source)| source.has_room_before(span, schema))
    };
    let tags = Tags::of(schema, &is_wanted, &has_room);
    let context = Context::of(schema, &outcome.diagnostics, tags, edition);
    let exceptions = if with_exceptions {
        Exceptions::needed(schema, &outcome.diagnostics, &pragmas(schema, &sources))
    } else {
        Exceptions::default()
    };
    let mut files = Vec::new();
    let mut comments = FxHashMap::default();
    for (id, source) in sources {
        let Some(file) = schema.sources.file(id).filter(|_| is_wanted(id)) else {
            continue;
        };
        let text = source.print(&context, &exceptions);
        comments.insert(id, source.comments());
        files.push(FormattedFile {
            path: file.path().to_owned(),
            changed: text != file.text(),
            text,
        });
    }
    let overlay = Overlay::of(loader, &files);
    let rest = verify(&overlay, top, edition, schema, &comments)?;
    Ok(Formatted {
        files,
        rest: Some(rest),
        outcome,
    })
}

/// Returns the files of a schema.
fn ids(schema: &Schema) -> impl Iterator<Item = (FileId, &SourceFile)> {
    let files = schema.sources.files().enumerate();
    files.map(|(index, file)| (FileId(index as u32), file))
}

/// Returns the pragmas of all files, in the order in which they apply: includes are expanded.
fn pragmas<'a>(schema: &Schema, sources: &'a [(FileId, Source<'_>)]) -> Vec<(&'a [Entry], Span)> {
    let mut all: Vec<(&[Entry], Span)> = sources
        .iter()
        .flat_map(|(_, source)| source.pragmas(schema))
        .collect();
    all.sort_by_cached_key(|(_, span)| {
        let chain = schema.sources.include_chain(span.file);
        let places = chain.iter().chain([span]).map(|span| span.start);
        places.collect::<Vec<u32>>()
    });
    all
}

/// Checks the schema with the new texts, and that its meaning is the same. `comments` are the plain
/// comments of the files that have some.
fn verify(
    loader: &Overlay<'_>,
    top: &str,
    edition: Edition,
    before: &Schema,
    comments: &FxHashMap<FileId, Vec<String>>,
) -> Result<Outcome, FormatError> {
    let outcome = check(loader, top, edition)?;
    let differs = |path: &str, what: String| FormatError::Meaning {
        path: path.to_owned(),
        what,
    };
    let Some(after) = &outcome.schema else {
        let errors = outcome.diagnostics.iter();
        let error = errors.map(|it| it.short(&outcome.sources)).next();
        return Err(differs(top, error.unwrap_or_default()));
    };
    let (old, new) = (dump(before, false), dump(after, false));
    if let Some((line, _)) = old.lines().zip(new.lines()).find(|(a, b)| a != b) {
        return Err(differs(top, format!("'{line}'")));
    }
    if old.len() != new.len() {
        return Err(differs(top, "the entities".to_owned()));
    }
    for (id, file) in ids(after) {
        if let Some(old) = comments.get(&id)
            && let new = Source::read(after, id, edition).comments()
            && *old != new
        {
            let lost = old.iter().zip(new).find(|(old, new)| *old != new);
            let lost = lost.map(|(old, _)| old.clone()).unwrap_or_default();
            return Err(differs(file.path(), format!("its comments: '{lost}'")));
        }
    }
    let counts = |doc: &Doc| comments.contains_key(&doc.span.file);
    if let Some((doc, what)) = sense::difference(before, after, &counts) {
        return Err(differs(before.sources.path(doc.span), what));
    }
    Ok(outcome)
}

/// A loader that replaces the texts of some files.
struct Overlay<'l> {
    loader: &'l dyn Loader,
    /// The texts by the files' identity.
    texts: FxHashMap<String, &'l str>,
}

impl<'l> Overlay<'l> {
    fn of(loader: &'l dyn Loader, files: &'l [FormattedFile]) -> Self {
        let texts = files
            .iter()
            .map(|file| (loader.identity(&file.path), file.text.as_str()));
        Self {
            loader,
            texts: texts.collect(),
        }
    }
}

impl Loader for Overlay<'_> {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.texts.get(&self.identity(path)) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.loader.load(path),
        }
    }

    fn identity(&self, path: &str) -> String {
        self.loader.identity(path)
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        self.loader.join(from, include)
    }
}
