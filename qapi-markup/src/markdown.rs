//! The tree as Markdown: CommonMark, with the tables of GitHub Flavored Markdown.

use crate::tree::{Block, BlockKind, Document, Field, Inline, InlineKind, ListItem, Numbering};

/// Writes Markdown.
///
/// Plain text never becomes markup. Lines of the text are kept.
pub struct Markdown<'a> {
    address: &'a dyn Fn(&str) -> Option<String>,
}

impl Default for Markdown<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Markdown<'a> {
    /// Creates a writer that uses targets as addresses.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            address: &|target| Some(target.to_owned()),
        }
    }

    /// Sets the function that returns the address of a target. A name without an address is not a
    /// link.
    #[must_use]
    pub const fn address(self, address: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { address }
    }

    /// Returns a document as Markdown, without a line feed at its end.
    #[must_use]
    pub fn document(&self, document: &Document) -> String {
        self.blocks(&document.blocks)
    }

    /// Returns blocks as Markdown, with a blank line between them.
    // The parser bounds the depth of blocks.
    #[must_use]
    pub fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        for block in blocks {
            if matches!(block.kind, BlockKind::Comment) {
                continue;
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&self.block(block));
        }
        out
    }

    fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Paragraph(text) => self.paragraph(text),
            BlockKind::BulletList(items) => self.list(items, |_| "- ".to_owned()),
            BlockKind::EnumeratedList {
                numbering,
                start,
                items,
            } => self.list(items, |at| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let label = numbering.label(start.saturating_add(at));
                match numbering {
                    Numbering::Arabic => format!("{label}. "),
                    // Markdown has no lists with letters.
                    Numbering::LowerAlpha => format!("- {label}) "),
                }
            }),
            BlockKind::FieldList(fields) => self.fields(fields),
            BlockKind::BlockQuote(inner) => prefixed("> ", "> ", &self.blocks(inner)),
            BlockKind::LiteralBlock(text) => literal_block(text),
            BlockKind::Example { title, body } => self.example(title, body),
            BlockKind::Admonition { title, body, .. } => {
                let title = format!("**{}:**", self.inlines(title));
                prefixed("> ", "> ", &self.titled(&title, body))
            }
            BlockKind::Table {
                title,
                header,
                rows,
            } => self.table(title, header, rows),
            BlockKind::SectionTitle { text, .. } => format!("**{}**", self.inlines(text)),
            BlockKind::Comment => String::new(),
        }
    }

    /// Returns blocks under a title. If the first block is a paragraph, it continues the line of
    /// the title.
    fn titled(&self, title: &str, body: &[Block]) -> String {
        let Some((BlockKind::Paragraph(first), rest)) = split_first(body) else {
            return format!("{title}\n\n{}", self.blocks(body));
        };
        let first = format!("{title} {}", self.inlines(first));
        match rest {
            [] => first,
            rest => format!("{first}\n\n{}", self.blocks(rest)),
        }
    }

    fn example(&self, title: &[Inline], body: &[Block]) -> String {
        let body_text = self.blocks(body);
        match (title, split_first(body)) {
            // Code by itself needs no label.
            ([], Some((BlockKind::LiteralBlock(_), []))) => body_text,
            ([], _) => format!("**Example:**\n\n{body_text}"),
            _ => format!("**Example:** {}\n\n{body_text}", self.inlines(title)),
        }
    }

    fn paragraph(&self, text: &[Inline]) -> String {
        let text = self.inlines(text);
        let begins_block = |line: &str| line.starts_with(|c: char| BEGINNINGS.contains(c));
        if !text.split('\n').any(begins_block) {
            return text;
        }
        let mut out = String::with_capacity(text.len() + 2);
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                out.push('\n');
            }
            push_guarded(line, &mut out);
        }
        out
    }

    /// Returns a list, without blank lines if its items are short.
    fn list(&self, items: &[ListItem], marker: impl Fn(usize) -> String) -> String {
        let is_short = |item: &ListItem| {
            let shown = item.blocks.iter();
            let mut shown = shown.filter(|block| block.kind != BlockKind::Comment);
            let first = shown.next().map(|block| &block.kind);
            matches!(first, None | Some(BlockKind::Paragraph(_))) && shown.next().is_none()
        };
        let gap = if items.iter().all(is_short) {
            "\n"
        } else {
            "\n\n"
        };
        let items = items.iter().enumerate().map(|(at, item)| {
            let marker = marker(at);
            let width = if marker.starts_with('-') {
                2
            } else {
                marker.len()
            };
            prefixed(&marker, &" ".repeat(width), &self.blocks(&item.blocks))
        });
        items.collect::<Vec<_>>().join(gap)
    }

    fn fields(&self, fields: &[Field]) -> String {
        let fields = fields.iter().map(|field| {
            let mut name = "**".to_owned();
            escape(&field.name, &mut name);
            name.push_str(":**");
            let text = self.titled(&name, &field.body);
            prefixed("- ", "  ", text.trim_end())
        });
        fields.collect::<Vec<_>>().join("\n")
    }

    fn table(&self, title: &[Inline], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
        let columns = rows
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
            .max(header.len());
        let line = |row: &[Vec<Inline>]| {
            let cell = |at: usize| row.get(at).map_or(String::new(), |cell| self.inlines(cell));
            let cells = (0..columns).map(|at| format!(" {} |", cell(at)));
            format!("|{}", cells.collect::<String>())
        };
        let mut lines = Vec::new();
        if !title.is_empty() {
            lines.push(format!("**{}**\n", self.inlines(title)));
        }
        lines.push(line(header));
        lines.push(format!("|{}", " --- |".repeat(columns)));
        lines.extend(rows.iter().map(|row| line(row)));
        lines.join("\n")
    }

    /// Returns inline markup as Markdown.
    #[must_use]
    pub fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        self.push(inlines, &mut out);
        out
    }

    // The parser nests emphasis only once.
    fn push(&self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => escape(text, out),
                InlineKind::Emphasis(inner) => self.push_between("*", inner, out),
                InlineKind::Strong(inner) => self.push_between("**", inner, out),
                InlineKind::Literal(text) => out.push_str(&code_span(text)),
                InlineKind::Reference { name, target } => {
                    let address = target.as_deref().and_then(self.address);
                    out.push_str(&link(&code_span(name), address.as_deref()));
                }
                InlineKind::Link { text, uri } if text == uri => {
                    out.push_str(&format!("<{uri}>"));
                }
                InlineKind::Link { text, uri } => {
                    out.push('[');
                    escape(text, out);
                    out.push_str(&format!("](<{uri}>)"));
                }
            }
        }
    }

    fn push_between(&self, mark: &str, inner: &[Inline], out: &mut String) {
        out.push_str(mark);
        self.push(inner, out);
        out.push_str(mark);
    }
}

/// Returns the kind of the first visible block, and the others.
fn split_first(blocks: &[Block]) -> Option<(&BlockKind, &[Block])> {
    let is_shown = |block: &Block| block.kind != BlockKind::Comment;
    let at = blocks.iter().position(is_shown)?;
    let (first, rest) = blocks.get(at..)?.split_first()?;
    Some((&first.kind, rest))
}

/// Returns a link, or only its text without an address. If both are the same, as for rustdoc's
/// paths of items, returns `[text]`.
#[must_use]
pub fn link(text: &str, address: Option<&str>) -> String {
    match address {
        Some(address) if text.trim_matches('`') == address => format!("[{text}]"),
        Some(address) => format!("[{text}]({address})"),
        None => text.to_owned(),
    }
}

/// Returns text as inline code.
#[must_use]
pub fn code_span(text: &str) -> String {
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest_run(text) + 1);
    format!("{fence} {text} {fence}")
}

/// Returns lines as a fenced block of the language `text`, which rustdoc does not take for Rust.
#[must_use]
pub fn literal_block(text: &str) -> String {
    let ticks = "`".repeat((longest_run(text) + 1).max(3));
    format!("{ticks}text\n{text}\n{ticks}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Returns lines with `first` before the first of them and `rest` before the others, such as a list
/// marker and its width in spaces.
#[must_use]
pub fn prefixed(first: &str, rest: &str, text: &str) -> String {
    let mut out = String::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(format!("{}{line}", if at == 0 { first } else { rest }).trim_end());
    }
    out
}

/// Writes text, escaped so that it has no markup within its lines.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    let mut previous = ' ';
    while let Some(at) = rest.find(['\\', '`', '*', '[', ']', '<', '|', '~', '_', '&', '-']) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        previous = plain.chars().next_back().unwrap_or(previous);
        let mut chars = special.chars();
        let Some(sign) = chars.next() else {
            break;
        };
        rest = chars.as_str();
        let next = chars.next().unwrap_or(' ');
        let means_itself = match sign {
            '_' => previous.is_alphanumeric() && next.is_alphanumeric(),
            '&' => next.is_whitespace(),
            // Two dashes would become one long one.
            '-' => previous != '-' && next != '-',
            _ => false,
        };
        if !means_itself {
            out.push('\\');
        }
        out.push(sign);
        previous = sign;
    }
    out.push_str(rest);
}

/// The first characters of lines that may begin a block.
const BEGINNINGS: &str = "-=+#>0123456789";

/// Writes a line of a paragraph, escaped so that it does not begin a block.
fn push_guarded(line: &str, out: &mut String) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at_checked(digits).unwrap_or(("", line));
    let after = rest.strip_prefix(['.', ')']);
    let is_item = after.is_some_and(|after| after.is_empty() || after.starts_with(' '));
    let is_rule = line.chars().all(|c| matches!(c, '-' | '=' | ' '));
    if digits > 0 && is_item {
        out.push_str(number);
        out.push('\\');
        out.push_str(rest);
        return;
    }
    if is_rule || line.starts_with("- ") || line.starts_with("+ ") || line.starts_with(['#', '>']) {
        out.push('\\');
    }
    out.push_str(line);
}
