//! All files of a schema as one sequence, with includes expanded.
//!
//! Files are read depth first without recursion. A file is read once, as its loader identifies it,
//! and a file that is still open must not be included again.

use rustc_hash::FxHashMap;

use super::ast::{Entry, Str};
use super::directive::{Directive, apply_pragmas, directive};
use super::doc::{DocBlock, is_older};
use super::top_level::{Top, read_file};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::limits;
use crate::loader::{LoadError, Loader};
use crate::schema::Pragmas;
use crate::source::{FileId, SourceMap, Span};

/// A whole schema that is not yet checked.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) sources: SourceMap,
    pub(crate) items: Vec<Item>,
    pub(crate) docs: Vec<DocBlock>,
    pub(crate) pragmas: Pragmas,
    /// Names of definitions that could not be read.
    pub(crate) lost_names: Vec<Span>,
    /// `true` if an unknown part is missing, after an unreadable file or expression.
    pub(crate) lost_more: bool,
}

/// An entry of the sequence.
#[derive(Debug)]
pub(crate) enum Item {
    Definition {
        entries: Vec<Entry>,
        span: Span,
        /// The comment before it, by its position in [`Tree::docs`].
        doc: Option<usize>,
    },
    /// An `include` directive. `file` is the file it names, read here or before.
    Include { file: FileId, span: Span },
}

/// A file whose items are being added.
struct Open {
    file: FileId,
    tops: std::vec::IntoIter<Top>,
    /// The comment directly before the next item.
    doc: Option<usize>,
}

/// Reads a schema from its top file.
pub(crate) fn read(loader: &dyn Loader, top: &str, sink: &mut Sink) -> Result<Tree, LoadError> {
    let bytes = loader.load(top)?;
    let mut reader = Reader {
        loader,
        sink,
        tree: Tree {
            sources: SourceMap::default(),
            items: Vec::new(),
            docs: Vec::new(),
            pragmas: Pragmas::default(),
            lost_names: Vec::new(),
            lost_more: false,
        },
        files: FxHashMap::default(),
        total: 0,
        older_docs: false,
    };
    let mut open = vec![reader.open(top.to_owned(), bytes, None)];
    while let Some(current) = open.last_mut() {
        let Some(next) = current.tops.next() else {
            reader.reject_doc(current.doc.take());
            open.pop();
            continue;
        };
        if let Some(include) = reader.place(current, next) {
            open.extend(reader.include(include, &open));
        }
    }
    Ok(reader.tree)
}

struct Reader<'l> {
    loader: &'l dyn Loader,
    sink: &'l mut Sink,
    tree: Tree,
    /// The files by identity.
    files: FxHashMap<String, FileId>,
    total: usize,
    /// `true` if comments have the form of releases before 9.0.
    older_docs: bool,
}

/// An `include` directive to follow.
struct Include {
    path: Str,
    span: Span,
}

impl Reader<'_> {
    /// Reads a file's text into the source map and parses it.
    fn open(&mut self, path: String, bytes: Vec<u8>, included_at: Option<Span>) -> Open {
        let file = self.tree.sources.next_id();
        self.files.insert(self.loader.identity(&path), file);
        self.total = self.total.saturating_add(bytes.len());
        let mut bad = |code, span, message: String, help: &str| {
            self.tree.lost_more = true;
            self.sink
                .push(Diagnostic::new(code, span, message).help(help));
        };
        let mut tops = Vec::new();
        let text = if self.total > limits::TOTAL_BYTES || bytes.len() > limits::TOTAL_BYTES {
            bad(
                Code::TooLarge,
                Span::new(file, 0, 0),
                format!("the schema has more than {} bytes", limits::TOTAL_BYTES),
                "QEMU's own has less than a million",
            );
            String::new()
        } else {
            match String::from_utf8(bytes) {
                Ok(text) => {
                    if let Some(at) = text.find('\0') {
                        bad(
                            Code::NulByte,
                            Span::new(file, at, at + 1),
                            "this file holds a NUL byte: it is no schema".to_owned(),
                            "if it is text, save it as UTF-8",
                        );
                    } else {
                        // A schema is of one release, so the form of one file applies to those
                        // after it.
                        self.older_docs |= self.sink.edition == Edition::Auto && is_older(&text);
                        tops = read_file(file, &text, self.older_docs, self.sink);
                    }
                    text
                }
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
                    // Its replacement character below has more bytes.
                    let end = at + char::REPLACEMENT_CHARACTER.len_utf8();
                    bad(
                        Code::NotUtf8,
                        Span::new(file, at, end),
                        format!("the byte 0x{byte:02X} here is not UTF-8"),
                        "save the file as UTF-8",
                    );
                    String::from_utf8_lossy(error.as_bytes()).into_owned()
                }
            }
        };
        self.tree.sources.add(path, text, included_at);
        Open {
            file,
            tops: tops.into_iter(),
            doc: None,
        }
    }

    /// Adds one item. Returns the directive if it must be followed.
    fn place(&mut self, current: &mut Open, top: Top) -> Option<Include> {
        let (entries, span) = match top {
            Top::Doc(doc) => {
                self.reject_doc(current.doc.take());
                current.doc = Some(self.tree.docs.len());
                self.tree.docs.push(doc);
                return None;
            }
            Top::Lost(name) => {
                match name {
                    Some(name) => self.tree.lost_names.push(name.inner()),
                    None => self.tree.lost_more = true,
                }
                current.doc = None;
                return None;
            }
            Top::Stray => {
                current.doc = None;
                return None;
            }
            Top::Object(entries, span) => (entries, span),
        };
        let doc = current.doc.take();
        match directive(entries, span, &self.tree.sources, self.sink) {
            Err(entries) => {
                let doc = self.definition_doc(doc);
                self.tree
                    .items
                    .push(Item::Definition { entries, span, doc });
                return None;
            }
            Ok(Directive::Malformed) => self.tree.lost_more = true,
            Ok(Directive::Include(path)) => {
                self.reject_doc(doc);
                return Some(Include { path, span });
            }
            Ok(Directive::Pragma(entries)) => {
                apply_pragmas(
                    &entries,
                    span,
                    &self.tree.sources,
                    &mut self.tree.pragmas,
                    self.sink,
                );
            }
        }
        self.reject_doc(doc);
        None
    }

    /// Returns the comment before a definition, unless it is a free-form one.
    fn definition_doc(&mut self, doc: Option<usize>) -> Option<usize> {
        let block = self.tree.docs.get(doc?)?;
        if block.symbol.is_some() {
            return doc;
        }
        if !block.broken {
            let message = "this comment stands before a definition, but does not say whose it is";
            let help = "start it with '@NAME:', or give the definition a comment of its own";
            self.sink
                .push(Diagnostic::new(Code::LegacyDocFreeForm, block.span, message).help(help));
        }
        // Until 2.8 the comment of a definition could omit its name. A heading never belongs to
        // one.
        let is_heading = block.sections.iter().any(|body| body.text.starts_with('='));
        if self.sink.edition == Edition::Auto && !is_heading {
            return doc;
        }
        None
    }

    /// Reports the comment of a definition without a definition after it.
    fn reject_doc(&mut self, doc: Option<usize>) {
        let Some(block) = doc.and_then(|doc| self.tree.docs.get(doc)) else {
            return;
        };
        if let Some((symbol, at)) = block.symbol.as_ref().filter(|_| !block.broken) {
            let message = format!("the comment of '{symbol}' is not followed by its definition");
            let diagnostic = Diagnostic::new(Code::LegacyDocOrphan, block.span, message);
            let help = "the definition has to follow at once";
            self.sink.push(diagnostic.also(Some(*at), "").help(help));
        }
    }

    /// Follows an include. Returns the file if its items must be added now.
    fn include(&mut self, include: Include, open: &[Open]) -> Option<Open> {
        let Include { path, span } = include;
        let from = self.tree.sources.path(span).to_owned();
        let wanted = path.value(&self.tree.sources).into_owned();
        let problem = |code, message: String| Diagnostic::new(code, span, message);
        let joined = match self.loader.join(&from, &wanted) {
            Ok(joined) => joined,
            Err(error) => {
                self.tree.lost_more = true;
                let message = format!("'{wanted}' cannot be included: {}", error.reason);
                self.sink
                    .push(problem(Code::IncludeUnreadable, message).also(Some(path.span), ""));
                return None;
            }
        };
        if let Some(&file) = self.files.get(&self.loader.identity(&joined)) {
            self.tree.items.push(Item::Include { file, span });
            if let Some(at) = open.iter().position(|open| open.file == file) {
                let chain: Vec<&str> = open
                    .iter()
                    .skip(at)
                    .chain(open.get(at))
                    .filter_map(|open| Some(self.tree.sources.file(open.file)?.path()))
                    .collect();
                let message = format!("'{wanted}' includes itself: {}", chain.join(" -> "));
                let help = "definitions see each other across files: this include can probably go";
                self.sink.push(
                    problem(Code::IncludeCycle, message)
                        .also(Some(path.span), "")
                        .help(help),
                );
            }
            return None;
        }
        if self.files.len() >= limits::FILES {
            self.tree.lost_more = true;
            let message = format!("the schema has more than {} files", limits::FILES);
            self.sink.push(problem(Code::TooLarge, message));
            return None;
        }
        match self.loader.load(&joined) {
            Ok(bytes) => {
                let next = self.open(joined, bytes, Some(span));
                self.tree.items.push(Item::Include {
                    file: next.file,
                    span,
                });
                Some(next)
            }
            Err(error) => {
                self.tree.lost_more = true;
                let message = format!("'{wanted}' cannot be included: {}", error.reason);
                let help = "paths are relative to the file that includes them";
                let looked_for = match joined == wanted {
                    true => String::new(),
                    false => format!("looked for '{joined}'"),
                };
                let diagnostic =
                    problem(Code::IncludeUnreadable, message).also(Some(path.span), looked_for);
                self.sink.push(diagnostic.help(help));
                None
            }
        }
    }
}
