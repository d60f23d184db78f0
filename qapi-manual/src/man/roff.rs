//! Roff: text and blocks in the macros of man(7) that both groff and mandoc support.

use qapi_markup::{Block, BlockKind, Inline, InlineKind, plain_text};

/// A writer of roff. It writes no blank lines, since roff interprets them.
#[derive(Debug, Default)]
pub(super) struct Roff {
    out: String,
    /// `true` if paragraphs are not separated by blank lines now.
    is_tight: bool,
}

impl Roff {
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes a macro with arguments, each of which is text.
    pub(super) fn macro_line(&mut self, name: &str, arguments: &[&str]) {
        self.out.push_str(name);
        for argument in arguments {
            self.out.push_str(" \"");
            escape(argument, &mut self.out);
            self.out.push('"');
        }
        self.out.push('\n');
    }

    /// Writes a line of roff text, without macros.
    pub(super) fn line(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        if line.starts_with(['.', '\'']) {
            self.out.push_str("\\&");
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Omits blank lines before the next paragraphs.
    pub(super) fn tight(&mut self) {
        self.out.push_str(".PD 0\n");
        self.is_tight = true;
    }

    /// Restores blank lines between paragraphs.
    pub(super) fn loose(&mut self) {
        if std::mem::take(&mut self.is_tight) {
            self.out.push_str(".PD\n");
        }
    }

    /// Writes the tag of the next text.
    pub(super) fn tag(&mut self, line: &str) {
        // The line after `.TP` is the tag.
        self.out.push_str(".TP\n");
        self.line(line);
        self.loose();
    }

    /// Writes a paragraph of roff text.
    pub(super) fn paragraph(&mut self, line: &str) {
        self.begin(".PP");
        self.line(line);
    }

    /// Begins a paragraph of some kind.
    fn begin(&mut self, command: &str) {
        self.out.push_str(command);
        self.out.push('\n');
        self.loose();
    }

    /// Writes filled text. It keeps the line breaks, at which roff finds the ends of sentences.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        let text = inline(inlines);
        text.split('\n').for_each(|line| self.line(line));
    }

    /// Runs `inner` and indents its output.
    pub(super) fn indented(&mut self, by: &str, inner: impl FnOnce(&mut Self)) {
        self.out.push_str(".RS");
        if !by.is_empty() {
            self.out.push(' ');
            self.out.push_str(by);
        }
        self.out.push('\n');
        inner(self);
        self.out.push_str(".RE\n");
    }

    /// Writes blocks, each separated from the one before.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    /// Writes blocks. If the first one is a paragraph, it continues the line of a tag or a mark.
    pub(super) fn hanging(&mut self, blocks: &[Block], indent: &str) {
        let mut rest = blocks;
        if let Some((first, after)) = blocks.split_first()
            && let BlockKind::Paragraph(text) = &first.kind
        {
            self.inlines(text);
            rest = after;
        }
        if !rest.is_empty() {
            self.indented(indent, |roff| roff.blocks(rest));
        }
    }

    // The parser limits the nesting of blocks.
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => {
                self.begin(".PP");
                self.inlines(text);
            }
            BlockKind::BulletList(items) => {
                for item in items {
                    self.begin(".IP \\(bu 2");
                    self.hanging(&item.blocks, "2");
                }
            }
            BlockKind::EnumeratedList {
                numbering,
                start,
                items,
            } => {
                for (item, number) in items.iter().zip(*start..) {
                    self.begin(&format!(".IP {}. 4", numbering.label(number)));
                    self.hanging(&item.blocks, "4");
                }
            }
            BlockKind::FieldList(fields) => {
                for field in fields {
                    let name = [Inline::text(format!("{}:", field.name))];
                    self.labelled(&name, &field.body);
                }
            }
            BlockKind::BlockQuote(inner) => self.indented("4", |roff| roff.blocks(inner)),
            BlockKind::LiteralBlock(text) => self.indented("4", |roff| roff.code(text)),
            BlockKind::Example { title, body } => {
                let title = match &**title {
                    [] => vec![Inline::text("Example:")],
                    title => [&[Inline::text("Example: ")], title].concat(),
                };
                self.labelled(&title, body);
            }
            BlockKind::Admonition { title, body, .. } => {
                let colon = [Inline::text(":")];
                self.labelled(&[title, &colon[..]].concat(), body);
            }
            BlockKind::Table {
                title,
                header,
                rows,
            } => self.table(title, header, rows),
            BlockKind::SectionTitle { text, .. } => self.labelled(text, &[]),
            BlockKind::Comment => {}
        }
    }

    fn labelled(&mut self, label: &[Inline], body: &[Block]) {
        self.begin(".PP");
        self.inlines(&[InlineKind::Strong(label.to_vec()).into()]);
        if body.is_empty() {
            return;
        }
        self.indented("4", |roff| {
            roff.tight();
            for block in body {
                match &block.kind {
                    // The label separates it already.
                    BlockKind::LiteralBlock(text) => roff.code(text),
                    _ => roff.block(block),
                }
            }
        });
    }

    fn code(&mut self, text: &str) {
        self.begin(".PP");
        self.out.push_str(".EX\n");
        for line in text.lines() {
            if line.starts_with(['.', '\'']) || line.is_empty() {
                self.out.push_str("\\&");
            }
            escape(line, &mut self.out);
            self.out.push('\n');
        }
        self.out.push_str(".EE\n");
    }

    /// Writes a table with columns aligned by spaces, which does not need tbl(1).
    fn table(&mut self, title: &[Inline], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        if !title.is_empty() {
            self.labelled(title, &[]);
        }
        let head: Vec<String> = header.iter().map(|cell| plain_text(cell)).collect();
        let rows = rows
            .iter()
            .map(|row| row.iter().map(|cell| plain_text(cell)).collect());
        let rows: Vec<Vec<String>> = rows.collect();
        let all = || std::iter::once(&head).chain(&rows);
        let columns = all().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = all().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |row: &Vec<String>| -> String {
            let cells = row.iter().zip(&widths);
            let cells = cells.map(|(cell, width)| format!("{cell:width$}  "));
            cells.collect::<String>().trim_end().to_owned()
        };
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        if !head.is_empty() {
            let rule = widths.iter().map(|width| "-".repeat(*width) + "  ");
            lines.insert(0, rule.collect::<String>().trim_end().to_owned());
            lines.insert(0, line(&head));
        }
        self.code(&lines.join("\n"));
    }
}

/// Returns inline markup as roff.
pub(super) fn inline(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => escape(text, &mut out),
            // Emphasis nests only once, so that the font after it is roman.
            InlineKind::Emphasis(inner) => font('I', &plain_text(inner), &mut out),
            InlineKind::Strong(inner) => font('B', &plain_text(inner), &mut out),
            InlineKind::Literal(text) | InlineKind::Reference { name: text, .. } => {
                font('B', text, &mut out);
            }
            InlineKind::Link { text, uri } => {
                escape(text, &mut out);
                if text != uri {
                    escape(&format!(" <{uri}>"), &mut out);
                }
            }
        }
    }
    out
}

/// Writes text in a font.
pub(super) fn font(font: char, text: &str, out: &mut String) {
    out.push_str("\\f");
    out.push(font);
    escape(text, out);
    out.push_str("\\fR");
}

/// Writes text, with escapes for all special characters.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            '"' => out.push_str("\\(dq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            c if c.is_ascii() => out.push(c),
            c => out.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
}
