//! Blocks: paragraphs, lists, headings, literal blocks and quotes, told by how their first line begins.

use super::line::{
    self, Line, Marker, MarkerKind, code, deeper, is_code, is_rule, least_indent, marker,
};
use super::{Block, Headings, Inline, Names, Remark, inline, table};

/// How deep blocks are understood inside of each other; what is deeper stays as it is.
const DEPTH: usize = 16;

pub(super) struct Parser<'n> {
    pub(super) names: &'n dyn Names,
    pub(super) remarks: Vec<Remark>,
    headings: &'n mut Headings,
}

impl<'n> Parser<'n> {
    pub(super) fn new(names: &'n dyn Names, headings: &'n mut Headings) -> Self {
        Self {
            names,
            remarks: Vec::new(),
            headings,
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Vec<Block> {
        self.blocks(&line::lines(text), 0)
    }

    pub(super) fn remark(&mut self, at: Line<'_>, message: String) {
        self.remarks.push(Remark {
            line: at.number,
            message,
        });
    }

    pub(super) fn blocks(&mut self, lines: &[Line<'_>], depth: usize) -> Vec<Block> {
        let mut list = Vec::new();
        let margin = least_indent(lines).unwrap_or(0);
        let mut rest = lines;
        while let Some((first, behind)) = rest.split_first() {
            if first.is_blank() {
                rest = behind;
                continue;
            }
            let taken = if depth >= DEPTH {
                self.remark(
                    *first,
                    "text is nested too deep to be understood".to_owned(),
                );
                list.push(Block::Code(code(rest)));
                rest.len()
            } else if first.indent > margin {
                self.quote(rest, margin, depth, &mut list)
            } else {
                self.block(*first, behind, depth, &mut list)
            };
            rest = rest.get(taken.max(1)..).unwrap_or_default();
        }
        list
    }

    /// What is indented further than its surroundings. A list that is, is just a list.
    fn quote(
        &mut self,
        lines: &[Line<'_>],
        margin: usize,
        depth: usize,
        list: &mut Vec<Block>,
    ) -> usize {
        let taken = deeper(lines, margin);
        let mut inner = self.blocks(lines.get(..taken).unwrap_or_default(), depth + 1);
        if inner.iter().all(is_list) {
            list.append(&mut inner);
        } else {
            list.push(Block::Quote(inner));
        }
        taken
    }

    /// The block that the first line begins; returns how many lines it has.
    fn block(
        &mut self,
        first: Line<'_>,
        behind: &[Line<'_>],
        depth: usize,
        list: &mut Vec<Block>,
    ) -> usize {
        if first.text == ".." || first.text.starts_with(".. ") {
            let body = behind
                .get(..deeper(behind, first.indent))
                .unwrap_or_default();
            self.directive(first, body, depth, list);
            return 1 + body.len();
        }
        if let Some(found) = marker(first.text) {
            return self.list(found.kind, first, behind, depth, list);
        }
        if let Some(taken) = self.heading(first, behind, list) {
            return taken;
        }
        if table::is_border(first.text) {
            let taken = 1 + table::length(behind);
            let parsed = self.table(
                Vec::new(),
                first,
                behind.get(..taken - 1).unwrap_or_default(),
            );
            list.push(parsed);
            return taken;
        }
        if is_code(first.text) || first.text.starts_with("+-") || first.text.starts_with("| ") {
            if !is_code(first.text) {
                self.remark(
                    first,
                    "a drawn table or block of lines is kept as it is".to_owned(),
                );
            }
            let taken = behind.iter().take_while(|line| !line.is_blank()).count();
            let rest = behind.get(..taken).unwrap_or_default();
            let lines: Vec<Line<'_>> = std::iter::once(first).chain(rest.iter().copied()).collect();
            list.push(Block::Code(code(&lines)));
            return 1 + taken;
        }
        self.paragraph(first, behind, list)
    }

    fn list(
        &mut self,
        kind: MarkerKind,
        first: Line<'_>,
        behind: &[Line<'_>],
        depth: usize,
        list: &mut Vec<Block>,
    ) -> usize {
        let (mut items, mut number) = (Vec::new(), None);
        let (mut at, mut rest, mut taken) = (first, behind, 0);
        while let Some(found) = sibling(at, first.indent, kind) {
            number.get_or_insert(found.number);
            let length = item_length(rest, first.indent, kind);
            let (body, next) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            items.push(self.item(at, found, body, depth));
            taken += 1 + length;
            let blank = next.iter().take_while(|line| line.is_blank()).count();
            let Some((line, behind)) = next.get(blank..).and_then(<[_]>::split_first) else {
                break;
            };
            if sibling(*line, first.indent, kind).is_none() {
                break;
            }
            (at, rest) = (*line, behind);
            taken += blank;
        }
        list.push(match kind {
            MarkerKind::Bullet => Block::Bullets(items),
            MarkerKind::Number => Block::Numbers {
                first: number.unwrap_or(1),
                items,
            },
        });
        taken
    }

    fn item(
        &mut self,
        at: Line<'_>,
        found: Marker<'_>,
        body: &[Line<'_>],
        depth: usize,
    ) -> Vec<Block> {
        let head = at.behind(found.text);
        if head.is_blank() {
            return self.blocks(body, depth + 1);
        }
        // What stands less far in than the text began is moved there; the rest keeps its distance.
        let near = body.iter().take_while(|line| !line.is_blank()).count();
        let (near, far) = body.split_at_checked(near).unwrap_or((body, &[]));
        let moved = [near, far].into_iter().flat_map(|lines| {
            let margin = least_indent(lines).unwrap_or(0).min(head.indent);
            lines.iter().map(move |line| Line {
                indent: head.indent + line.indent.saturating_sub(margin),
                ..*line
            })
        });
        let lines: Vec<Line<'_>> = std::iter::once(head).chain(moved).collect();
        self.blocks(&lines, depth + 1)
    }

    fn heading(
        &mut self,
        first: Line<'_>,
        behind: &[Line<'_>],
        list: &mut Vec<Block>,
    ) -> Option<usize> {
        let signs = first.text.len() - first.text.trim_start_matches('=').len();
        if let Some(text) = first
            .text
            .get(signs..)
            .and_then(|text| text.strip_prefix(' '))
            && (1..=4).contains(&signs)
            && !table::is_border(first.text)
        {
            let text = self.inlines(first, text);
            let level = u8::try_from(signs).unwrap_or(u8::MAX);
            list.push(Block::Heading { level, text });
            return Some(1);
        }
        let second = behind.first()?;
        let (title, rule, taken) = if is_rule(first.text) {
            let third = behind.get(1)?;
            (second, third, (third.text == first.text).then_some(3)?)
        } else {
            (&first, second, 2)
        };
        if !is_rule(rule.text) || is_rule(title.text) || title.is_blank() {
            return None;
        }
        if rule.text.len() < title.text.chars().count().min(8) {
            return None;
        }
        let sign = rule.text.chars().next()?;
        // Headings with a line above rank before those without one.
        let key = if taken == 3 { '\u{1}' } else { sign };
        let level = self.headings.0.iter().position(|rule| *rule == key);
        let level = level.unwrap_or_else(|| {
            self.headings.0.push(key);
            self.headings.0.len() - 1
        });
        let text = self.inlines(*title, title.text);
        list.push(Block::Heading {
            level: u8::try_from(level + 1).unwrap_or(u8::MAX),
            text,
        });
        Some(taken)
    }

    fn paragraph(&mut self, first: Line<'_>, behind: &[Line<'_>], list: &mut Vec<Block>) -> usize {
        let more = behind.iter().take_while(|line| goes_on(line)).count();
        let more = behind.get(..more).unwrap_or_default();
        let mut text = first.text.to_owned();
        for line in more {
            text.push('\n');
            text.push_str(line.text);
        }
        let taken = 1 + more.len();
        let rest = behind.get(more.len()..).unwrap_or_default();
        let literal = if text.ends_with("::") {
            deeper(rest, first.indent)
        } else {
            0
        };
        if literal > 0 {
            // `text::` shows one colon, and `::` by itself none.
            let head = text.trim_end_matches(':').trim_end();
            let colon = !head.is_empty() && !text.ends_with(" ::");
            text = format!("{head}{}", if colon { ":" } else { "" });
        } else if text.ends_with("::") {
            self.remark(
                first,
                "'::' announces a literal block that does not follow".to_owned(),
            );
        }
        if !text.is_empty() {
            let inlines = self.inlines(first, &text);
            list.push(Block::Paragraph(inlines));
        }
        if literal > 0 {
            list.push(Block::Code(code(rest.get(..literal).unwrap_or_default())));
        }
        taken + literal
    }

    pub(super) fn inlines(&mut self, at: Line<'_>, text: &str) -> Vec<Inline> {
        inline::parse(text, self.names, &mut |line, message| {
            self.remarks.push(Remark {
                line: at.number + line,
                message,
            });
        })
    }
}

fn is_list(block: &Block) -> bool {
    matches!(block, Block::Bullets(_) | Block::Numbers { .. })
}

/// The marker of a line that is one more item of a list.
fn sibling(line: Line<'_>, indent: usize, kind: MarkerKind) -> Option<Marker<'_>> {
    marker(line.text).filter(|found| line.indent == indent && found.kind == kind)
}

/// How many lines belong to the item before them: what is further in, and text that goes on at once.
fn item_length(lines: &[Line<'_>], indent: usize, kind: MarkerKind) -> usize {
    let is_lazy = |line: &Line<'_>| goes_on(line) && sibling(*line, indent, kind).is_none();
    let lazy = lines
        .iter()
        .take_while(|line| line.indent > indent && !line.is_blank() || is_lazy(line))
        .count();
    let rest = lines.get(lazy..).unwrap_or_default();
    lazy + deeper(rest, indent)
}

/// Whether a line can go on with the paragraph before it.
fn goes_on(line: &Line<'_>) -> bool {
    // A number at the head of a line is most likely just a number.
    let starts_list = marker(line.text).is_some_and(|found| found.kind == MarkerKind::Bullet);
    let starts_markup = line.text == ".." || line.text.starts_with(".. ") || line.text == "::";
    !line.is_blank() && !starts_list && !starts_markup && !is_code(line.text)
}
