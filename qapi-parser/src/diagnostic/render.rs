//! Diagnostics drawn as rustc draws them: source lines, marks below them, notes.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Snippet};
use memchr::{memchr2, memrchr2};

use super::{Diagnostic, InDefinition, Severity};
use crate::source::{SourceFile, SourceMap, Span};

/// The number of `include` directives that are shown of a chain that leads to a file.
const CHAIN_SHOWN: usize = 6;
/// The number of bytes between two marks of a file from which they are drawn separately.
const FAR_APART: u32 = 20_000;
/// The length in bytes from which a line is drawn in part: the cost of drawing grows with it.
const LONG_LINE: usize = 1_000;
/// The number of characters of a long line that are drawn before a mark, and from its start.
const SHOWN_OF_LONG_LINE: usize = 60;

/// Draws diagnostics.
#[derive(Debug, Clone)]
pub struct Renderer {
    inner: annotate_snippets::Renderer,
}

impl Renderer {
    /// Returns a renderer for plain ASCII, or for the colours of a terminal.
    #[must_use]
    pub fn new(colour: bool) -> Self {
        let inner = if colour {
            annotate_snippets::Renderer::styled()
        } else {
            annotate_snippets::Renderer::plain()
        };
        Self {
            inner: inner.decor_style(DecorStyle::Ascii),
        }
    }

    /// Draws one diagnostic, without a line end.
    #[must_use]
    pub fn render(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        self.render_with_note(diagnostic, sources, None)
    }

    /// Draws one diagnostic as [`render`](Self::render) does, followed by a note.
    #[must_use]
    pub fn render_with_note(
        &self,
        diagnostic: &Diagnostic,
        sources: &SourceMap,
        note: Option<&str>,
    ) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .primary_title(&*diagnostic.message)
            .id(diagnostic.code.as_str());
        let mut group = Group::with_title(title);
        let (marks, mut notes) = marks(diagnostic, sources);
        for near in neighbours(&marks) {
            let Some(source) = near.first().and_then(|mark| sources.file(mark.span.file)) else {
                continue;
            };
            let lines = lines(source, &near);
            if lines.text.lines().any(|line| line.len() > LONG_LINE) {
                for mark in near {
                    let (origin, part) = part(source, mark);
                    group = group.element(origin).element(part);
                }
            } else {
                group = group.element(snippet(source, &lines, &near));
            }
        }
        let chain = diagnostic.included_from(sources);
        for site in chain.iter().rev().take(CHAIN_SHOWN) {
            let line = sources.start(*site).line;
            notes.push(format!("included from {}:{line}", sources.path(*site)));
        }
        if let Some(more) = chain
            .len()
            .checked_sub(CHAIN_SHOWN)
            .filter(|more| *more > 0)
        {
            let top = chain.first().map(|site| sources.path(*site));
            let top = top.unwrap_or_default();
            notes.push(format!(
                "and {more} more includes, the first of them in {top}"
            ));
        }
        notes.extend(note.map(str::to_owned));
        group = group.elements(notes.into_iter().map(|note| Level::NOTE.message(note)));
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(&**help));
        }
        self.inner.render(&[group])
    }
}

/// A place to mark, with an optional text.
struct Mark<'d> {
    span: Span,
    primary: bool,
    label: Option<std::borrow::Cow<'d, str>>,
}

/// Returns the places to mark, the primary ones first, and the notes that no mark can show.
fn marks<'d>(diagnostic: &'d Diagnostic, sources: &SourceMap) -> (Vec<Mark<'d>>, Vec<String>) {
    // A label inside the primary place marks the error more exactly.
    let inside = |span: Span| span != diagnostic.span && diagnostic.span.contains(span);
    let mut marks: Vec<Mark<'d>> = diagnostic
        .labels
        .iter()
        .map(|label| Mark {
            span: label.span,
            primary: inside(label.span),
            label: (!label.text.is_empty()).then(|| label.text.as_str().into()),
        })
        .collect();
    if !marks.iter().any(|mark| mark.primary) {
        marks.push(Mark {
            span: diagnostic.span,
            primary: true,
            label: diagnostic.label.as_deref().map(Into::into),
        });
    }
    marks.sort_by_key(|mark| !mark.primary);
    let mut notes = Vec::new();
    if let Some(definition) = &diagnostic.definition {
        let InDefinition {
            kind, name_span, ..
        } = definition;
        let line = |span: Span| (span.file, sources.start(span).line);
        if marks.iter().all(|mark| line(mark.span) != line(*name_span)) {
            let within = definition.span.contains(diagnostic.span);
            if name_span.file != diagnostic.span.file {
                notes.push(format!("in {kind} '{}'", definition.name));
            } else {
                let label = if within {
                    format!("in this {kind}")
                } else {
                    format!("the {kind}")
                };
                marks.push(Mark {
                    span: *name_span,
                    primary: false,
                    label: Some(label.into()),
                });
            }
        }
    }
    (marks, notes)
}

/// Groups the marks that are drawn together, as they are close to each other in one file. Those of
/// the primary place come first.
fn neighbours<'m, 'd>(marks: &'m [Mark<'d>]) -> Vec<Vec<&'m Mark<'d>>> {
    let mut sorted: Vec<(usize, &Mark<'d>)> = marks.iter().enumerate().collect();
    sorted.sort_by_key(|(_, mark)| (mark.span.file, mark.span.start));
    let near = |a: &(usize, &Mark<'d>), b: &(usize, &Mark<'d>)| {
        a.1.span.file == b.1.span.file && b.1.span.start - a.1.span.start < FAR_APART
    };
    let mut groups: Vec<&[(usize, &Mark<'d>)]> = sorted.chunk_by(near).collect();
    groups.sort_by_key(|group| group.iter().map(|(rank, _)| *rank).min());
    let marks = |group: &[(usize, &'m Mark<'d>)]| group.iter().map(|(_, mark)| *mark).collect();
    groups.into_iter().map(marks).collect()
}

/// Whole lines of a file.
struct Lines<'s> {
    text: &'s str,
    /// The offset of their first byte in the file.
    start: usize,
}

/// Returns the lines of a file from the first mark to the last. The rest of the text is left out,
/// so that the cost does not grow with the file.
fn lines<'s>(source: &'s SourceFile, marks: &[&Mark<'_>]) -> Lines<'s> {
    let text = source.text();
    let visible = |mark: &Mark<'_>| visible(mark.span, text);
    let first = marks.iter().map(|mark| visible(mark).start).min();
    let last = marks.iter().map(|mark| visible(mark).end).max();
    let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
    let before = text.as_bytes().get(..first).unwrap_or_default();
    let start = memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let behind = text.as_bytes().get(last..).unwrap_or_default();
    let end = memchr2(b'\n', b'\r', behind).map_or(text.len(), |at| last + at);
    Lines {
        text: text.get(start..end).unwrap_or(""),
        start,
    }
}

fn snippet<'s>(
    source: &'s SourceFile,
    lines: &Lines<'s>,
    marks: &[&'s Mark<'_>],
) -> Snippet<'s, Annotation<'s>> {
    let annotations = marks.iter().map(|mark| {
        let Range { start, end } = visible(mark.span, source.text());
        annotation(mark, start - lines.start..end - lines.start)
    });
    let line = source.position(u32::try_from(lines.start).unwrap_or(u32::MAX));
    Snippet::source(lines.text)
        .line_start(line.line)
        .path(source.path())
        .fold(true)
        .annotations(annotations)
}

/// Returns the part of a long line near a mark, with the place of the mark.
fn part<'s>(
    source: &'s SourceFile,
    mark: &'s Mark<'_>,
) -> (Origin<'s>, Snippet<'s, Annotation<'s>>) {
    let text = source.text();
    let Range { start, end } = visible(mark.span, text);
    let before = text.get(..start).unwrap_or("");
    let from = before
        .char_indices()
        .rev()
        .take(SHOWN_OF_LONG_LINE)
        .take_while(|(_, char)| !['\n', '\r'].contains(char))
        .last()
        .map_or(start, |(at, _)| at);
    let behind = text.get(start..).unwrap_or("");
    let to = behind
        .char_indices()
        .take(SHOWN_OF_LONG_LINE)
        .take_while(|(_, char)| !['\n', '\r'].contains(char))
        .last()
        .map_or(start, |(at, char)| start + at + char.len_utf8());
    let position = source.position(mark.span.start);
    let origin = Origin::path(source.path())
        .line(position.line)
        .char_column(position.column);
    let part = Snippet::source(text.get(from..to).unwrap_or(""))
        .line_start(position.line)
        .annotation(annotation(mark, start - from..end.min(to) - from));
    (origin, part)
}

fn annotation<'s>(mark: &'s Mark<'_>, span: Range<usize>) -> Annotation<'s> {
    let kind = if mark.primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let annotation = kind.span(span);
    match mark.label.as_deref() {
        Some(label) => annotation.label(label),
        None => annotation,
    }
}

/// Returns the part of a span that is marked: its first line.
fn visible(span: Span, text: &str) -> Range<usize> {
    let start = (span.start as usize).min(text.len());
    let covered = text.get(start..span.end as usize).unwrap_or("");
    let first = covered.find(['\n', '\r']).unwrap_or(covered.len());
    start..start + first
}
