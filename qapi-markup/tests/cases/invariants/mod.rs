//! The invariants of the tree of any text.

use std::ops::Range;

use qapi_markup::{Block, BlockKind, Document, Inline, InlineKind, Markdown, Name, Parser};

/// The greatest depth of nested blocks.
const DEPTH: usize = 17;

/// Parses a text in every way, and asserts the guarantees of the crate.
pub(crate) fn assert_sound(text: &str) {
    let resolve = |name: Name<'_>| match name {
        Name::Member(name) => Some(format!("member {name}")),
        Name::Definition(_) => None,
    };
    for is_section in [false, true] {
        let mut parser = Parser::new().resolve(&resolve);
        let document = match is_section {
            true => parser.parse_section(text),
            false => parser.parse(text),
        };
        Checker { text }.document(&document);
        let _ = Markdown::new().document(&document);
    }
    let inlines = Parser::new().parse_inline(text);
    Checker { text }.inlines(&inlines, &(0..text.len()));
    let _ = qapi_markup::plain_text(&inlines);
}

struct Checker<'t> {
    text: &'t str,
}

impl Checker<'_> {
    fn document(&self, document: &Document) {
        self.blocks(&document.blocks, &(0..self.text.len()), 0);
        let mut end = 0;
        for block in &document.blocks {
            self.assert_blank(end..block.span.start);
            end = block.span.end;
        }
        self.assert_blank(end..self.text.len());
        for problem in &document.problems {
            assert!(self.text.get(problem.span.clone()).is_some());
            assert!(!problem.message.contains('\n'), "{:?}", problem.message);
        }
    }

    /// Asserts that nothing is lost between two blocks.
    fn assert_blank(&self, between: Range<usize>) {
        let lost = self.text[between].trim();
        assert_eq!(lost, "", "{:?}", self.text);
    }

    /// Asserts that a span is within that of its parent, and after those before it.
    fn assert_within(&self, span: &Range<usize>, after: &mut usize, parent: &Range<usize>) {
        let text = self.text;
        assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
        assert!(*after <= span.start, "{span:?} overlaps in {text:?}");
        assert!(span.end <= parent.end, "{span:?} in {parent:?} of {text:?}");
        *after = span.end;
    }

    fn blocks(&self, blocks: &[Block], parent: &Range<usize>, depth: usize) {
        assert!(depth <= DEPTH, "{:?}", self.text);
        let mut after = parent.start;
        for block in blocks {
            self.assert_within(&block.span, &mut after, parent);
            assert!(!block.span.is_empty() || depth > 0, "{:?}", self.text);
            self.block(block, depth + 1);
        }
    }

    fn block(&self, block: &Block, depth: usize) {
        let span = &block.span;
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::SectionTitle { text, .. } => {
                self.inlines(text, span);
            }
            BlockKind::BulletList(items) | BlockKind::EnumeratedList { items, .. } => {
                let mut after = span.start;
                for item in items {
                    self.assert_within(&item.span, &mut after, span);
                    self.blocks(&item.blocks, &item.span, depth);
                }
                assert_eq!(after, span.end, "{:?}", self.text);
            }
            BlockKind::FieldList(fields) => {
                let mut after = span.start;
                for field in fields {
                    self.assert_within(&field.span, &mut after, span);
                    self.blocks(&field.body, &field.span, depth);
                }
            }
            BlockKind::BlockQuote(inner) => self.blocks(inner, span, depth),
            BlockKind::Example { title, body } | BlockKind::Admonition { title, body, .. } => {
                self.inlines(title, span);
                self.blocks(body, span, depth);
            }
            BlockKind::Table {
                title,
                header,
                rows,
            } => {
                self.inlines(title, span);
                let rows = rows.iter().chain([header]).filter(|row| !row.is_empty());
                let widths: Vec<usize> = rows.clone().map(Vec::len).collect();
                assert!(widths.windows(2).all(|pair| pair[0] == pair[1]));
                rows.flatten().for_each(|cell| self.inlines(cell, span));
            }
            BlockKind::LiteralBlock(_) | BlockKind::Comment => {}
        }
    }

    fn inlines(&self, inlines: &[Inline], parent: &Range<usize>) {
        let mut after = parent.start;
        for inline in inlines {
            self.assert_within(&inline.span, &mut after, parent);
            match &inline.kind {
                InlineKind::Emphasis(inner) | InlineKind::Strong(inner) => {
                    self.inlines(inner, &inline.span);
                }
                InlineKind::Text(text) => assert!(!text.is_empty(), "{:?}", self.text),
                _ => {}
            }
        }
    }
}
