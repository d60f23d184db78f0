//! Prints a file: its comments, doc comments and expressions, in order.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::comment::{comment, is_whole, source_lines};
use super::exceptions::Exceptions;
use super::layout::layout;
use super::modern::Modern;
use super::node::{Builder, Value};
use super::pieces::{Kind, Piece, head_of_next, insert_pragma, join};
use super::tags::Tags;
use super::trivia::{Comment, Trivia};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::schema::{Doc, Schema};
use crate::source::{FileId, Span};
use crate::syntax::{DocBlock, Entry, Expr, Top, read_file};

/// The facts of a schema without errors that its files need.
pub(super) struct Context<'s> {
    schema: &'s Schema,
    /// The doc comments by their start.
    docs: FxHashMap<(FileId, u32), &'s Doc>,
    /// The places of an old name of the type `any`.
    any: FxHashSet<Span>,
    tags: Tags,
    /// The edition that the schema was read in.
    edition: Edition,
}

impl<'s> Context<'s> {
    pub(super) fn of(
        schema: &'s Schema,
        diagnostics: &[Diagnostic],
        tags: Tags,
        edition: Edition,
    ) -> Self {
        let docs = schema.docs().map(|(_, doc)| doc);
        let any = diagnostics
            .iter()
            .filter(|it| it.code == Code::LegacyAnyType);
        Self {
            schema,
            docs: docs
                .map(|doc| ((doc.span.file, doc.span.start), doc))
                .collect(),
            any: any.map(|it| it.span).collect(),
            tags,
            edition,
        }
    }

    fn comment(&self, doc: &Doc, is_named: bool) -> Option<Vec<String>> {
        comment(self.schema, doc, is_named, self.edition)
    }
}

/// A parsed file.
pub(super) struct Source<'s> {
    id: FileId,
    text: &'s str,
    tops: Vec<Top>,
    trivia: Trivia<'s>,
}

impl<'s> Source<'s> {
    pub(super) fn read(schema: &'s Schema, id: FileId, edition: Edition) -> Self {
        let text = schema.sources.file(id).map_or("", |file| file.text());
        // Errors were reported when the schema was checked.
        let tops = read_file(id, text, false, &mut Sink::new(edition));
        let docs: Vec<Range<usize>> = tops
            .iter()
            .filter_map(|top| match top {
                Top::Doc(block) => Some(block.span.start as usize..block.span.end as usize),
                _ => None,
            })
            .collect();
        let trivia = Trivia::of(text, &docs);
        Self {
            id,
            text,
            tops,
            trivia,
        }
    }

    /// Returns the texts of the plain comments, in order.
    pub(super) fn comments(self) -> Vec<String> {
        self.trivia.texts()
    }

    /// Returns the pragmas.
    pub(super) fn pragmas(&self, schema: &Schema) -> Vec<(&[Entry], Span)> {
        let pragma = |top| match top {
            &Top::Object(ref entries, span) => {
                entries.iter().find_map(|entry| match &entry.value {
                    Expr::Object(pragmas, _) if entry.key.raw(&schema.sources) == "pragma" => {
                        Some((pragmas.as_slice(), span))
                    }
                    _ => None,
                })
            }
            _ => None,
        };
        self.tops.iter().filter_map(pragma).collect()
    }

    /// Returns whether another definition can be added before this one, and above its doc comment.
    /// It cannot follow a free-form comment, which would be read as its own.
    pub(super) fn has_room_before(&self, definition: Span, schema: &Schema) -> bool {
        let before = self.tops.iter().take_while(|top| match top {
            Top::Object(_, span) => *span != definition,
            _ => true,
        });
        let mut docs = Vec::new();
        for top in before {
            match top {
                Top::Doc(block) => docs.push(block.span),
                _ => docs.clear(),
            }
        }
        let mut known = schema.docs().map(|(_, doc)| doc);
        match docs.as_slice() {
            [] => true,
            [own] => known.any(|doc| doc.span == *own && doc.symbol.is_some()),
            _ => false,
        }
    }

    /// Returns the file in the modern form.
    pub(super) fn print(&self, context: &Context<'_>, exceptions: &Exceptions) -> String {
        let mut printer = Printer {
            source: self,
            context,
            exceptions,
            pieces: Vec::new(),
            at: 0,
        };
        let starts = self.tops.iter().skip(1).map(|top| match top {
            Top::Doc(DocBlock { span, .. }) | Top::Object(_, span) => span.start as usize,
            Top::Stray | Top::Lost(_) => self.text.len(),
        });
        for (top, next) in self.tops.iter().zip(starts.chain([self.text.len()])) {
            match top {
                Top::Doc(block) => printer.doc(block),
                Top::Object(entries, span) => printer.expression(entries, *span, next),
                // These occur only in files with errors.
                Top::Stray | Top::Lost(_) => {}
            }
        }
        printer.comments(self.text.len());
        if let Some(lines) = exceptions.directive(self.id) {
            insert_pragma(&mut printer.pieces, lines);
        }
        join(&printer.pieces)
    }
}

struct Printer<'p> {
    source: &'p Source<'p>,
    context: &'p Context<'p>,
    exceptions: &'p Exceptions,
    pieces: Vec<Piece>,
    /// The offset up to which the file is printed.
    at: usize,
}

impl Printer<'_> {
    fn push(&mut self, kind: Kind, gap: bool, lines: Vec<String>) {
        self.pieces.push(Piece { kind, gap, lines });
    }

    /// Prints the plain comments up to an offset.
    fn comments(&mut self, end: usize) {
        let trivia = &self.source.trivia;
        for comment in trivia.comments(self.at..end) {
            let gap = trivia.has_blank_line(self.at..comment.start);
            self.at = comment.end();
            let text = comment.text.clone();
            match self.pieces.last_mut() {
                Some(last) if last.kind == Kind::Comment && !gap => last.lines.push(text),
                _ => self.push(Kind::Comment, gap, vec![text]),
            }
        }
    }

    /// Prints the comments before a span. Returns whether a blank line follows them.
    fn go_to(&mut self, span: Span) -> bool {
        let (start, end) = (span.start as usize, span.end as usize);
        self.comments(start);
        let gap = self.source.trivia.has_blank_line(self.at..start);
        self.at = end;
        gap
    }

    fn doc(&mut self, block: &DocBlock) {
        let gap = self.go_to(block.span);
        let source = self.context.schema.sources.text(block.span);
        // A comment without an end continues to the next item.
        let source = source.trim_end();
        self.at = block.span.start as usize + source.len();
        let doc = self.context.docs.get(&(self.source.id, block.span.start));
        let kind = match doc.is_some_and(|doc| doc.symbol.is_some()) {
            true => Kind::Doc,
            false => Kind::FreeForm,
        };
        let lines = doc
            // Text on a malformed mark has no form in the latest release, and a control character
            // is white space to some readers and a letter to others.
            .filter(|_| is_whole(source) && !source.contains(is_control))
            .and_then(|doc| self.context.comment(doc, block.symbol.is_some()))
            .unwrap_or_else(|| source_lines(source).map(str::to_owned).collect());
        self.push(kind, gap, lines);
    }

    /// Prints an expression, with the comment after it. `next` is the start of the next item.
    fn expression(&mut self, entries: &[Entry], span: Span, next: usize) {
        let gap = self.go_to(span);
        let trivia = &self.source.trivia;
        let builder = Builder {
            sources: &self.context.schema.sources,
            trivia,
        };
        let mut list = builder.object(entries, span);
        self.exceptions.extend(entries, &mut list);
        self.context.tags.retype(entries, &mut list);
        if let Some(tag) = self.context.tags.before(span) {
            let lines = layout(&Value::List(tag.clone()), Vec::new());
            let at = head_of_next(&self.pieces, gap);
            let (kind, gap) = (Kind::Definition, true);
            self.pieces.insert(at, Piece { kind, gap, lines });
        }
        let modern = Modern {
            any: &self.context.any,
        };
        modern.expression(&mut list);
        let kind = if list.find("include").is_some() {
            Kind::Include
        } else if list.find("pragma").is_some() {
            Kind::Pragma
        } else {
            Kind::Definition
        };
        if kind != Kind::Definition {
            self.set_free();
        }
        let (trailing, _) = trivia.split(self.at..next);
        self.at = trailing.last().map_or(self.at, Comment::end);
        let after = trailing.iter().map(|it| it.text.clone()).collect();
        self.push(kind, gap, layout(&Value::List(list), after));
    }

    /// Notes that the doc comment before this belongs to no definition.
    fn set_free(&mut self) {
        let mut before = self.pieces.iter_mut().rev();
        let doc = before.find(|piece| piece.kind != Kind::Comment);
        if let Some(doc) = doc.filter(|piece| piece.kind == Kind::Doc) {
            doc.kind = Kind::FreeForm;
        }
    }
}

/// Returns whether a character is neither text nor one that separates words and lines everywhere.
fn is_control(character: char) -> bool {
    character.is_control() && !['\t', '\n', '\r'].contains(&character)
}
