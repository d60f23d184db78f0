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
        let blocks: Vec<String> = blocks.iter().map(|block| self.block(block)).collect();
        blocks.join("\n\n")
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
            Block::Example { title, body } => {
                let title = match &**title {
                    [] => "**Example:**".to_owned(),
                    title => format!("**Example:** {}", self.inlines(title)),
                };
                format!("{title}\n\n{}", self.blocks(body))
            }
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
        let lines: Vec<String> = text.split('\n').map(guarded).collect();
        lines.join("\n")
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
        for inline in inlines {
            match inline {
                Inline::Text(text) => escape(text, &mut out),
                Inline::Emphasis(inner) => out.push_str(&format!("*{}*", self.inlines(inner))),
                Inline::Strong(inner) => out.push_str(&format!("**{}**", self.inlines(inner))),
                Inline::Code(text) => out.push_str(&code(text)),
                Inline::Name { name, target } => {
                    let address = target.as_deref().and_then(self.address);
                    out.push_str(&link(&code(name), address.as_deref()));
                }
                Inline::Link { text, address } if text == address => {
                    out.push_str(&format!("<{address}>"));
                }
                Inline::Link { text, address } => {
                    let mut label = String::new();
                    escape(text, &mut label);
                    out.push_str(&format!("[{label}](<{address}>)"));
                }
            }
        }
        out
    }
}

/// A link, or just its text where it leads nowhere.
pub(crate) fn link(text: &str, address: Option<&str>) -> String {
    match address {
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

/// Lines as a block of text.
fn fence(text: &str) -> String {
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
    let mut previous = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.as_str().chars().next().unwrap_or(' ');
        let within_word = previous.is_alphanumeric() && next.is_alphanumeric();
        let means_something = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => !within_word,
            '&' => !next.is_whitespace(),
            _ => false,
        };
        if means_something {
            out.push('\\');
        }
        out.push(c);
        previous = c;
    }
}

/// A line of a paragraph that does not begin a block.
fn guarded(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at_checked(digits).unwrap_or(("", line));
    let behind = rest.strip_prefix(['.', ')']);
    if digits > 0 && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')) {
        return format!("{number}\\{rest}");
    }
    let ruler = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | ' '));
    let marks = ["- ", "+ ", "#", ">"];
    if ruler || marks.iter().any(|mark| line.starts_with(mark)) {
        return format!("\\{line}");
    }
    line.to_owned()
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
