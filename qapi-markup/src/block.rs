//! Blocks: paragraphs, lists, directives and others, recognized by the start of their first line.

use std::ops::Range;

use crate::directive::{Explicit, Role, explicit, options, role};
use crate::hanging::{after_marker, after_name};
use crate::inline::{self, Resolve};
use crate::line::{
    Line, Marker, MarkerKind, continues_paragraph, deeper, field, is_code, is_explicit,
    least_indent, literal, marker, span, until_blank,
};
use crate::problem::{Problem, ProblemCode};
use crate::table::{self, is_border, table};
use crate::title::{Level, TitleStyles, title};
use crate::tree::{Block, BlockKind, Field, Inline, InlineKind, ListItem};

/// The greatest depth of nested blocks; deeper ones are literal blocks.
const DEPTH: usize = 16;

pub(crate) struct Reader<'a> {
    pub(crate) resolve: Resolve<'a>,
    pub(crate) styles: &'a mut TitleStyles,
    pub(crate) problems: Vec<Problem>,
}

impl<'t> Reader<'_> {
    /// Reads the blocks of a container whose left margin is the column `origin`.
    pub(crate) fn blocks(&mut self, lines: &[Line<'t>], origin: usize, depth: usize) -> Vec<Block> {
        let margin = least_indent(lines).unwrap_or(0);
        let mut container = Container {
            reader: self,
            indent: margin.saturating_sub(origin),
            depth,
            list: Vec::new(),
        };
        let mut rest = lines;
        while let Some((first, below)) = rest.split_first() {
            let taken = if first.is_blank() {
                1
            } else if depth >= DEPTH {
                let whole = span(rest);
                container.problem(
                    ProblemCode::TooDeep,
                    first,
                    "text is nested too deep to be understood",
                );
                container.push(whole, BlockKind::LiteralBlock(literal(rest)));
                rest.len()
            } else if first.indent > margin {
                container.quote(rest, margin)
            } else {
                1 + container.block(*first, below)
            };
            rest = rest.get(taken.max(1)..).unwrap_or_default();
        }
        container.list
    }

    fn inlines(&mut self, lines: &[Line<'_>]) -> Vec<Inline> {
        inline::parse(lines, self.resolve, &mut self.problems)
    }
}

/// A container whose blocks are being read.
struct Container<'r, 'a> {
    reader: &'r mut Reader<'a>,
    /// The indentation of its blocks, except quotes.
    indent: usize,
    depth: usize,
    list: Vec<Block>,
}

impl<'t> Container<'_, '_> {
    fn push(&mut self, span: Range<usize>, kind: BlockKind) {
        let indent = self.indent;
        self.list.push(Block { span, indent, kind });
    }

    fn problem(&mut self, code: ProblemCode, at: &Line<'_>, message: impl Into<String>) {
        let (span, message) = (at.start..at.end(), message.into());
        self.reader.problems.push(Problem {
            code,
            span,
            message,
        });
    }

    fn inlines(&mut self, lines: &[Line<'_>]) -> Vec<Inline> {
        self.reader.inlines(lines)
    }

    fn inner(&mut self, lines: &[Line<'t>], origin: usize) -> Vec<Block> {
        self.reader.blocks(lines, origin, self.depth + 1)
    }

    /// Reads the lines that are indented beyond the margin, and returns their number. Lists among
    /// them are not quotes.
    fn quote(&mut self, lines: &[Line<'t>], margin: usize) -> usize {
        let taken = deeper(lines, margin);
        let lines = lines.get(..taken).unwrap_or_default();
        let origin = least_indent(lines).unwrap_or(margin);
        let indent = self.indent + (origin - margin);
        let mut inner = self.inner(lines, origin);
        let is_list = |block: &Block| {
            matches!(
                block.kind,
                BlockKind::BulletList(_) | BlockKind::EnumeratedList { .. }
            )
        };
        if inner.iter().all(is_list) {
            inner.iter_mut().for_each(|block| block.indent += indent);
            self.list.append(&mut inner);
        } else {
            self.list.push(Block {
                span: span(lines),
                indent,
                kind: BlockKind::BlockQuote(inner),
            });
        }
        taken
    }

    /// Reads the block that the first line begins. Returns the number of lines of those below that
    /// belong to it.
    fn block(&mut self, first: Line<'t>, below: &[Line<'t>]) -> usize {
        if is_explicit(first.text) {
            let body = below.get(..deeper(below, first.indent)).unwrap_or_default();
            self.explicit(first, body);
            return body.len();
        }
        if let Some(found) = marker(first.text) {
            return self.enumeration(found, first, below);
        }
        if is_border(first.text) {
            let body = below.get(..table::length(below)).unwrap_or_default();
            let whole = whole(first, body);
            self.table(whole, Vec::new(), first, body);
            return body.len();
        }
        if let Some(title) = title(first, below) {
            let text = self.inlines(&[title.line]);
            let level = match title.level {
                Level::Number(level) => level,
                Level::Style(style) => self.reader.styles.level(style),
            };
            let lines = below.get(..title.length - 1).unwrap_or_default();
            self.push(whole(first, lines), BlockKind::SectionTitle { level, text });
            return lines.len();
        }
        if field(first.text).is_some() {
            return self.fields(first, below);
        }
        let is_drawn = first.text.starts_with("+-") || first.text.starts_with("| ");
        if is_drawn || is_code(first.text) {
            if is_drawn {
                self.problem(
                    ProblemCode::Drawing,
                    &first,
                    "a drawn table or block of lines is kept as it is",
                );
            }
            let body = below.get(..until_blank(below)).unwrap_or_default();
            self.literal(first, body);
            return body.len();
        }
        self.paragraph(first, below)
    }

    fn literal(&mut self, first: Line<'t>, body: &[Line<'t>]) {
        let lines: Vec<Line<'t>> = std::iter::once(first).chain(body.iter().copied()).collect();
        self.push(span(&lines), BlockKind::LiteralBlock(literal(&lines)));
    }

    fn enumeration(&mut self, found: Marker<'t>, first: Line<'t>, below: &[Line<'t>]) -> usize {
        let mut items = Vec::new();
        let (mut at, mut rest, mut taken) = (first, below, 0);
        let mut next = Some(found);
        while let Some(marker) = next {
            let length = item_length(rest, first.indent, found.kind);
            let body = rest.get(..length).unwrap_or_default();
            let (lines, origin) = after_marker(at.tail(marker.text), body);
            let blocks = self.inner(&lines, origin);
            items.push(ListItem {
                span: whole(at, body),
                blocks,
            });
            taken += body.len();
            rest = rest.get(body.len()..).unwrap_or_default();
            let blank = rest.iter().take_while(|line| line.is_blank()).count();
            let Some((line, below)) = rest.get(blank..).and_then(<[_]>::split_first) else {
                break;
            };
            next = sibling(line, first.indent, found.kind);
            if next.is_some() {
                (at, rest) = (*line, below);
                taken += blank + 1;
            }
        }
        let end = items.last().map_or(first.end(), |item| item.span.end);
        let kind = match found.kind {
            MarkerKind::Bullet => BlockKind::BulletList(items),
            MarkerKind::Number(numbering) => BlockKind::EnumeratedList {
                numbering,
                start: found.number,
                items,
            },
        };
        self.push(first.start..end, kind);
        taken
    }

    fn fields(&mut self, first: Line<'t>, below: &[Line<'t>]) -> usize {
        let mut fields = Vec::new();
        let (mut at, mut rest, mut taken) = (first, below, 0);
        while let Some((name, text)) = field(at.text) {
            let body = rest.get(..deeper(rest, first.indent)).unwrap_or_default();
            let blocks = self.inner(&after_name(at.tail(text), body), 0);
            fields.push(Field {
                span: whole(at, body),
                name: name.to_owned(),
                body: blocks,
            });
            taken += body.len();
            rest = rest.get(body.len()..).unwrap_or_default();
            let Some((line, below)) = rest.split_first().filter(|(line, _)| !line.is_blank())
            else {
                break;
            };
            if line.indent != first.indent || field(line.text).is_none() {
                break;
            }
            (at, rest) = (*line, below);
            taken += 1;
        }
        let end = fields.last().map_or(first.end(), |field| field.span.end);
        self.push(first.start..end, BlockKind::FieldList(fields));
        taken
    }

    fn paragraph(&mut self, first: Line<'t>, below: &[Line<'t>]) -> usize {
        let more = below
            .iter()
            .take_while(|line| continues_paragraph(line, first.indent))
            .count();
        let (more, below) = below.split_at_checked(more).unwrap_or((below, &[]));
        let mut lines: Vec<Line<'t>> = Vec::with_capacity(1 + more.len());
        lines.push(first);
        lines.extend(more);
        let whole = span(&lines);
        let announces = lines.last().is_some_and(|last| last.text.ends_with("::"));
        let length = if announces {
            deeper(below, first.indent)
        } else {
            0
        };
        let body = below.get(..length).unwrap_or_default();
        if body.is_empty() && announces {
            let message = "'::' announces a literal block that does not follow";
            self.problem(ProblemCode::Unfinished, &first, message);
        } else if announces {
            announce(&mut lines);
        }
        if !lines.is_empty() {
            let text = self.inlines(&lines);
            self.push(whole.clone(), BlockKind::Paragraph(text));
        }
        if !body.is_empty() {
            let code = span(body);
            let start = if lines.is_empty() {
                whole.start
            } else {
                code.start
            };
            let margin = least_indent(body).unwrap_or(first.indent);
            let indent = self.indent + (margin - first.indent);
            self.list.push(Block {
                span: start..code.end,
                indent: if lines.is_empty() {
                    self.indent
                } else {
                    indent
                },
                kind: BlockKind::LiteralBlock(literal(body)),
            });
        }
        more.len() + body.len()
    }

    fn explicit(&mut self, first: Line<'t>, body: &[Line<'t>]) {
        let whole = whole(first, body);
        let (name, argument) = match explicit(first) {
            Explicit::Directive { name, argument } => (name, argument),
            Explicit::Definition(text) => {
                return self.unknown(first, body, format!("'.. {text}' is not understood"));
            }
            Explicit::Comment => return self.push(whole, BlockKind::Comment),
        };
        let kind = match role(name.text) {
            Role::Admonition(title) => BlockKind::Admonition {
                name: name.text.to_owned(),
                title: vec![Inline {
                    span: name.start..name.end(),
                    kind: InlineKind::Text(title.to_owned()),
                }],
                body: self.inner(&after_name(argument, body), 0),
            },
            Role::TitledAdmonition => {
                let below = if argument.is_blank() {
                    0
                } else {
                    until_blank(body)
                };
                let (more, body) = body.split_at_checked(below).unwrap_or((body, &[]));
                let lines: Vec<Line<'t>> = std::iter::once(argument)
                    .chain(more.iter().copied())
                    .collect();
                BlockKind::Admonition {
                    name: name.text.to_owned(),
                    title: self.inlines(&lines),
                    body: self.inner(body, least_indent(body).unwrap_or(0)),
                }
            }
            Role::Example => self.example(argument, body),
            Role::Literal => BlockKind::LiteralBlock(literal(options(body).1)),
            Role::Table => {
                let title = self.inlines(&[argument]);
                return match options(body).1.split_first() {
                    Some((border, rows)) if is_border(border.text) => {
                        self.table(whole, title, *border, rows);
                    }
                    _ => self.unknown(first, body, "this table is not understood".to_owned()),
                };
            }
            Role::Unknown => {
                let message = format!("the directive '{}' is not understood", name.text);
                return self.unknown(first, body, message);
            }
        };
        self.push(whole, kind);
    }

    /// Keeps markup that is not understood.
    fn unknown(&mut self, first: Line<'t>, body: &[Line<'t>], message: String) {
        self.problem(ProblemCode::Directive, &first, message);
        self.literal(first, body);
    }

    fn example(&mut self, argument: Line<'t>, body: &[Line<'t>]) -> BlockKind {
        let (options, body) = options(body);
        let (mut title, mut is_annotated) = (Vec::new(), false);
        for option in options {
            match field(option.text) {
                Some(("title", text)) => title = self.inlines(&[option.tail(text)]),
                Some(("annotated", _)) => is_annotated = true,
                Some((name, _)) => {
                    let message = format!("the option '{name}' of an example is not understood");
                    self.problem(ProblemCode::Directive, option, message);
                }
                // The title continues.
                None => {
                    title.push(Inline {
                        span: option.start..option.start,
                        kind: InlineKind::Text(" ".to_owned()),
                    });
                    let mut more = self.inlines(&[*option]);
                    title.append(&mut more);
                }
            }
        }
        let body = if is_annotated {
            self.inner(&after_name(argument, body), 0)
        } else {
            let head = Some(argument).filter(|argument| !argument.is_blank());
            let lines: Vec<Line<'t>> = head.into_iter().chain(body.iter().copied()).collect();
            let span = match span(&lines) {
                span if span.is_empty() => argument.start..argument.start,
                span => span,
            };
            vec![Block {
                span,
                indent: 0,
                kind: BlockKind::LiteralBlock(literal(&lines)),
            }]
        };
        BlockKind::Example { title, body }
    }

    fn table(
        &mut self,
        whole: Range<usize>,
        title: Vec<Inline>,
        border: Line<'t>,
        below: &[Line<'t>],
    ) {
        let Some(cells) = table(border, below) else {
            let message = "a table with so many columns is kept as it is";
            self.problem(ProblemCode::Drawing, &border, message);
            return self.literal(border, below);
        };
        let mut row = |cells: &Vec<Line<'t>>| -> Vec<Vec<Inline>> {
            let cells = cells.iter();
            cells
                .map(|cell| self.inlines(std::slice::from_ref(cell)))
                .collect()
        };
        let header = row(&cells.header);
        let rows = cells.rows.iter().map(row).collect();
        self.push(
            whole,
            BlockKind::Table {
                title,
                header,
                rows,
            },
        );
    }
}

/// Returns the bytes of a first line and those below it.
fn whole(first: Line<'_>, below: &[Line<'_>]) -> Range<usize> {
    first.start..span(below).end.max(first.end())
}

/// Returns the marker of a line that is one more item of a list.
fn sibling<'t>(line: &Line<'t>, indent: usize, kind: MarkerKind) -> Option<Marker<'t>> {
    marker(line.text).filter(|found| line.indent == indent && found.kind == kind)
}

/// Returns the number of lines that belong to the item before them: deeper indented lines, and text
/// that follows at once. In docutils the latter is an error.
fn item_length(lines: &[Line<'_>], indent: usize, kind: MarkerKind) -> usize {
    let is_text = |line: &Line<'_>| {
        continues_paragraph(line, indent) && sibling(line, indent, kind).is_none()
    };
    let near = lines
        .iter()
        .take_while(|line| line.indent > indent && !line.is_blank() || is_text(line))
        .count();
    near + deeper(lines.get(near..).unwrap_or_default(), indent)
}

/// Removes the mark of a literal block from a paragraph: `text::` shows one colon, and `::` alone
/// none.
fn announce(lines: &mut Vec<Line<'_>>) {
    let Some(last) = lines.last_mut() else {
        return;
    };
    let text = last.text.trim_end_matches(':');
    let shown = match text.trim_end() {
        shown if shown.len() == text.len() && !shown.is_empty() => shown.len() + 1,
        shown => shown.len(),
    };
    last.text = last.text.get(..shown).unwrap_or(text);
    if last.is_blank() {
        lines.pop();
    }
}
