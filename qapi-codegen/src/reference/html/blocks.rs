//! The markup tree as HTML.

use super::escape::escape;
use super::highlight::highlight;
use crate::markup::{Block, Inline};

/// Writes the texts of a page.
pub(super) struct Texts<'l> {
    /// The address of a target, as an attribute takes it.
    pub(super) address: &'l dyn Fn(&str) -> Option<String>,
}

impl Texts<'_> {
    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    // The parser bounds how deep blocks nest.
    fn block(&self, block: &Block) -> String {
        match block {
            Block::Paragraph(text) => format!("<p>{}</p>\n", self.inlines(text)),
            Block::Bullets(items) => format!("<ul>\n{}</ul>\n", self.items(items)),
            Block::Numbers { first, items } => {
                format!("<ol start=\"{first}\">\n{}</ol>\n", self.items(items))
            }
            Block::Quote(inner) => format!("<blockquote>{}</blockquote>\n", self.blocks(inner)),
            Block::Code(text) => {
                format!(
                    "<pre tabindex=\"0\"><code>{}</code></pre>\n",
                    highlight(text)
                )
            }
            Block::Example { title, body } => {
                let title = match &**title {
                    [] => "Example".to_owned(),
                    title => format!("Example: {}", self.inlines(title)),
                };
                let body = self.blocks(body);
                format!(
                    "<figure class=\"example\"><figcaption>{title}</figcaption>\n{body}</figure>\n"
                )
            }
            Block::Note { label, body } => {
                let (label, body) = (self.inlines(label), self.blocks(body));
                format!(
                    "<div class=\"note\" role=\"note\"><strong>{label}</strong>\n{body}</div>\n"
                )
            }
            Block::Table { title, head, rows } => self.table(title, head, rows),
            Block::Heading { text, .. } => {
                format!("<p><strong>{}</strong></p>\n", self.inlines(text))
            }
        }
    }

    /// The items of a list. One paragraph needs no element of its own.
    fn items(&self, items: &[Vec<Block>]) -> String {
        let item = |item: &Vec<Block>| format!("<li>{}</li>\n", self.inner(item));
        items.iter().map(item).collect()
    }

    /// Blocks within an element that sets them apart already.
    pub(super) fn inner(&self, blocks: &[Block]) -> String {
        match blocks {
            [Block::Paragraph(text)] => self.inlines(text),
            blocks => self.blocks(blocks),
        }
    }

    fn table(&self, title: &[Inline], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
        let row = |cells: &[Vec<Inline>], tag: &str| {
            let cell = |cell: &Vec<Inline>| format!("<{tag}>{}</{tag}>", self.inlines(cell));
            format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>())
        };
        let mut out = "<table>\n".to_owned();
        if !title.is_empty() {
            out.push_str(&format!("<caption>{}</caption>\n", self.inlines(title)));
        }
        if !head.is_empty() {
            out.push_str(&format!("<thead>{}</thead>\n", row(head, "th")));
        }
        out.push_str("<tbody>\n");
        out.extend(rows.iter().map(|cells| row(cells, "td")));
        out.push_str("</tbody></table>\n");
        out
    }

    pub(super) fn inlines(&self, inlines: &[Inline]) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Text(text) => escape(text),
            Inline::Emphasis(inner) => format!("<em>{}</em>", self.inlines(inner)),
            Inline::Strong(inner) => format!("<strong>{}</strong>", self.inlines(inner)),
            Inline::Code(text) => format!("<code>{}</code>", escape(text)),
            Inline::Name { name, target } => {
                let code = format!("<code>{}</code>", escape(name));
                match target.as_deref().and_then(self.address) {
                    Some(address) => format!("<a href=\"{address}\">{code}</a>"),
                    None => code,
                }
            }
            Inline::Link { text, address } => {
                format!("<a href=\"{}\">{}</a>", escape(address), escape(text))
            }
        };
        inlines.iter().map(one).collect()
    }
}
