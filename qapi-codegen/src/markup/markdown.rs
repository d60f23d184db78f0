//! The tree as Markdown: CommonMark, with the tables that the usual hosts add.

use super::{Block, Inline};

/// Writes Markdown.
pub(crate) struct Markdown<'l> {
    /// The address of a target, where a link can lead there.
    pub(crate) address: &'l dyn Fn(&str) -> Option<String>,
}

impl Markdown<'_> {
    /// Blocks, with a blank line between them and none at either end.
    pub(crate) fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                out.push_str("\n\n");
            }
            out.push_str(&self.block(block));
        }
        out
    }

    // The parser bounds how deep blocks nest.
    fn block(&self, block: &Block) -> String {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::Bullets(items) => self.list(items, |_| "- ".to_owned()),
            Block::Numbers { first, items } => self.list(items, |at| {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                format!("{}. ", first.saturating_add(at))
            }),
            Block::Quote(inner) => prefixed("> ", "> ", &self.blocks(inner)),
            Block::Code(text) => fence(text),
            // Code says by itself that it is an example.
            Block::Example { title, body } => match (&**title, &**body) {
                ([], [Block::Code(_)]) => self.blocks(body),
                ([], _) => format!("**Example:**\n\n{}", self.blocks(body)),
                _ => {
                    let title = self.inlines(title);
                    format!("**Example:** {title}\n\n{}", self.blocks(body))
                }
            },
            Block::Note { label, body } => {
                let label = format!("**{}:**", self.inlines(label));
                let text = match body.split_first() {
                    Some((Block::Paragraph(first), [])) => {
                        format!("{label} {}", self.inlines(first))
                    }
                    Some((Block::Paragraph(first), rest)) => {
                        format!("{label} {}\n\n{}", self.inlines(first), self.blocks(rest))
                    }
                    _ => format!("{label}\n\n{}", self.blocks(body)),
                };
                prefixed("> ", "> ", &text)
            }
            Block::Table { title, head, rows } => self.table(title, head, rows),
            Block::Heading { text, .. } => format!("**{}**", self.inlines(text)),
        }
    }

    fn paragraph(&self, text: &[Inline]) -> String {
        let text = self.inlines(text);
        let starts_block = |line: &str| line.starts_with(|c: char| STARTS.contains(c));
        if !text.split('\n').any(starts_block) {
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

    /// A list, without blank lines where its items are short.
    fn list(&self, items: &[Vec<Block>], mark: impl Fn(usize) -> String) -> String {
        let is_short = |item: &Vec<Block>| matches!(**item, [] | [Block::Paragraph(_)]);
        let gap = if items.iter().all(is_short) {
            "\n"
        } else {
            "\n\n"
        };
        let items = items.iter().enumerate().map(|(at, item)| {
            let mark = mark(at);
            let indent = " ".repeat(mark.len());
            prefixed(&mark, &indent, &self.blocks(item))
        });
        items.collect::<Vec<_>>().join(gap)
    }

    fn table(&self, title: &[Inline], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
        let line = |row: &[Vec<Inline>]| {
            let cell = |at: usize| row.get(at).map_or(String::new(), |cell| self.inlines(cell));
            let cells = (0..columns).map(|at| format!(" {} |", cell(at)));
            format!("|{}", cells.collect::<String>())
        };
        let mut lines = Vec::new();
        if !title.is_empty() {
            lines.push(format!("**{}**\n", self.inlines(title)));
        }
        lines.push(line(head));
        lines.push(format!("|{}", " --- |".repeat(columns)));
        lines.extend(rows.iter().map(|row| line(row)));
        lines.join("\n")
    }

    /// Inline markup. Lines stay lines.
    pub(crate) fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        self.push(inlines, &mut out);
        out
    }

    // The parser nests emphasis no further than once.
    fn push(&self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => escape(text, out),
                Inline::Emphasis(inner) => self.push_between("*", inner, out),
                Inline::Strong(inner) => self.push_between("**", inner, out),
                Inline::Code(text) => out.push_str(&code(text)),
                Inline::Name { name, target } => {
                    let address = target.as_deref().and_then(self.address);
                    out.push_str(&link(&code(name), address.as_deref()));
                }
                Inline::Link { text, address } if text == address => {
                    out.push_str(&format!("<{address}>"));
                }
                Inline::Link { text, address } => {
                    out.push('[');
                    escape(text, out);
                    out.push_str(&format!("](<{address}>)"));
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

/// A link, or just its text where it leads nowhere. Rustdoc finds by itself what a text names.
pub(crate) fn link(text: &str, address: Option<&str>) -> String {
    match address {
        Some(address) if text.trim_matches('`') == address => format!("[{text}]"),
        Some(address) => format!("[{text}]({address})"),
        None => text.to_owned(),
    }
}

/// Text in a line of code.
pub(crate) fn code(text: &str) -> String {
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest_run(text) + 1);
    format!("{fence} {text} {fence}")
}

/// Lines as a block of text, which rustdoc does not take for Rust.
pub(crate) fn fence(text: &str) -> String {
    let ticks = "`".repeat((longest_run(text) + 1).max(3));
    format!("{ticks}text\n{text}\n{ticks}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Lines with something before the first, and something else before the others.
pub(crate) fn prefixed(first: &str, rest: &str, text: &str) -> String {
    let mut out = String::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(format!("{}{line}", if at == 0 { first } else { rest }).trim_end());
    }
    out
}

/// Text that means itself.
pub(crate) fn escape(text: &str, out: &mut String) {
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

/// The first signs of lines that may begin a block.
const STARTS: &str = "-=+#>0123456789";

/// Writes a line of a paragraph so that it does not begin a block.
fn push_guarded(line: &str, out: &mut String) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at_checked(digits).unwrap_or(("", line));
    let behind = rest.strip_prefix(['.', ')']);
    let is_item = behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Headings, Names, parse};

    struct Known;

    impl Names for Known {
        fn member(&self, _: &str) -> Option<String> {
            None
        }

        fn definition(&self, name: &str) -> Option<String> {
            (name == "Ward").then(|| name.to_owned())
        }
    }

    #[track_caller]
    fn written(text: &str, expected: &str) {
        let (blocks, _) = parse(text, &Known, &mut Headings::default());
        let writer = Markdown {
            address: &|target| Some(format!("#{target}")),
        };
        assert_eq!(writer.blocks(&blocks), expected);
    }

    #[test]
    fn what_is_no_markup_stays_none() {
        written(
            "a[0] <b> x|y ~z & _c_ d_e &f",
            "a\\[0\\] \\<b> x\\|y \\~z & \\_c\\_ d_e \\&f",
        );
        written("a\n2. b\n# c", "a\n2\\. b\n\\# c");
    }

    #[test]
    fn inline_markup_has_its_own() {
        written(
            "`Ward` @bed *a* **b** ``c`d``",
            "[`Ward`](#Ward) `bed` *a* **b** `` c`d ``",
        );
        written(
            "http://a.org, `b <http://c.org>`_",
            "<http://a.org>, [b](<http://c.org>)",
        );
    }

    #[test]
    fn blocks_nest_by_indentation() {
        written(
            "- a\n- b\n\n  c::\n\n    d",
            "- a\n\n- b\n\n  c:\n\n  ```text\n  d\n  ```",
        );
        written("9. a\n10. b", "9. a\n10. b");
        written(
            ".. note:: a\n   b\n\n   - c",
            "> **Note:** a\n> b\n>\n> - c",
        );
        written(
            "== ==\na  b\n== ==\nc  d|e\n== ==",
            "| a | b |\n| --- | --- |\n| c | d\\|e |",
        );
    }
}
