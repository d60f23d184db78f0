//! Rewrites schema files into the modern form, in one layout.
//!
//! The layout of a file is made of its tokens and comments alone; of its white space, only blank lines
//! between plain comments, directives and members are kept. The rules:
//!
//! * One blank line stands between definitions, a doc comment directly above its definition. Lines end
//!   in `\n`.
//! * A definition has a line for each of its keys, the first on that of the `{`. What a key says stands
//!   on one line of at most 79 columns; else it has a line for each member. The values of an enum fill
//!   their lines.
//! * Plain comments stay beside what they stood at.
//! * Doc comments are wrapped at 70 columns, with two spaces between sentences; text behind a tag is
//!   indented by four. Literal blocks, examples, tables, headings and unknown directives keep their
//!   lines, lists and notes their structure.
//! * Forms of older releases become modern where the meaning stays the same. `modern` says which
//!   expressions, `tags` which unions, `section` and `example` which doc comments.
//!
//! Whatever is printed is checked: the schema with the new texts has the same entities, and the same docs
//! in the sense of `sense`, and the files have the same plain comments; else nothing is given out.

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

/// What became of the files of a schema.
#[derive(Debug)]
pub struct Formatted {
    /// What the check found before.
    pub outcome: Outcome,
    /// The files, in the order in which they were opened; none where the check found errors.
    pub files: Vec<FormattedFile>,
    /// What the check finds of the new texts: the forms of older releases that are left. `None` where
    /// the check found errors before.
    pub rest: Option<Outcome>,
}

/// A file in the modern form.
#[derive(Debug)]
pub struct FormattedFile {
    /// The path, as the check before knows it.
    pub path: String,
    /// The new text.
    pub text: String,
    /// Whether that differs from the old one.
    pub changed: bool,
}

/// Why there is no modern form.
#[derive(Debug)]
pub enum FormatError {
    /// The top file cannot be had.
    Load(LoadError),
    /// The new texts would not mean the same. That is a fault of this program; no schema is known that
    /// shows it.
    Meaning {
        /// The file.
        path: String,
        /// What would differ.
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

/// What is to be formatted, and how.
#[derive(Clone, Copy)]
pub struct FormatOptions<'o> {
    /// Which files get a new text, by their paths.
    pub wanted: &'o dyn Fn(&str) -> bool,
    /// Whether names that break the rules are added to the pragmas that allow them. That is for whole
    /// schemas: lists that no file has go into the top file, where they replace those of a larger one.
    pub exceptions: bool,
}

/// Gives the modern form of files of the schema whose top file is `top`.
///
/// # Errors
/// Where the top file cannot be had, or the modern form would not mean the same.
pub fn format(
    loader: &dyn Loader,
    top: &str,
    options: FormatOptions<'_>,
) -> Result<Formatted, FormatError> {
    let mut formatted = print(loader, top, options.wanted, false)?;
    if options.exceptions && formatted.rest.is_some() {
        // What breaks the rules of the modern form, and not of what becomes that.
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

/// Prints the wanted files in the modern form, and checks that.
fn print(
    loader: &dyn Loader,
    top: &str,
    wanted: &dyn Fn(&str) -> bool,
    with_exceptions: bool,
) -> Result<Formatted, FormatError> {
    // What the latest edition accepts means what that takes it for.
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

/// The files of a schema.
fn ids(schema: &Schema) -> impl Iterator<Item = (FileId, &SourceFile)> {
    let files = schema.sources.files().enumerate();
    files.map(|(index, file)| (FileId(index as u32), file))
}

/// The pragmas of all files, in the order in which they hold: includes are put in place.
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

/// Checks the schema with the new texts, and that it means the same. `comments` are the plain comments
/// of the files that have one.
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

/// A loader with other texts for some of its files.
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
