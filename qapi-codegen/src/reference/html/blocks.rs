//! The markup tree as HTML.

use super::escape::escape;
use super::highlight::highlight;
use qapi_markup::{Block, BlockKind, Field, Inline, InlineKind, ListItem, Numbering};

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
        match &block.kind {
            BlockKind::Paragraph(text) => format!("<p>{}</p>\n", self.inlines(text)),
            BlockKind::BulletList(items) => format!("<ul>\n{}</ul>\n", self.items(items)),
            BlockKind::EnumeratedList {
                numbering,
                start,
                items,
            } => {
                let letters = match numbering {
                    Numbering::Arabic => "",
                    Numbering::LowerAlpha => " type=\"a\"",
                };
                format!(
                    "<ol{letters} start=\"{start}\">\n{}</ol>\n",
                    self.items(items)
                )
            }
            BlockKind::FieldList(fields) => {
                let fields: String = fields.iter().map(|field| self.field(field)).collect();
                format!("<dl>\n{fields}</dl>\n")
            }
            BlockKind::BlockQuote(inner) => {
                format!("<blockquote>{}</blockquote>\n", self.blocks(inner))
            }
            BlockKind::LiteralBlock(text) => {
                format!(
                    "<pre tabindex=\"0\"><code>{}</code></pre>\n",
                    highlight(text)
                )
            }
            BlockKind::Example { title, body } => {
                let title = match &**title {
                    [] => "Example".to_owned(),
                    title => format!("Example: {}", self.inlines(title)),
                };
                let body = self.blocks(body);
                format!(
                    "<figure class=\"example\"><figcaption>{title}</figcaption>\n{body}</figure>\n"
                )
            }
            BlockKind::Admonition { title, body, .. } => {
                let (title, body) = (self.inlines(title), self.blocks(body));
                format!(
                    "<div class=\"note\" role=\"note\"><strong>{title}</strong>\n{body}</div>\n"
                )
            }
            BlockKind::Table {
                title,
                header,
                rows,
            } => self.table(title, header, rows),
            BlockKind::SectionTitle { text, .. } => {
                format!("<p><strong>{}</strong></p>\n", self.inlines(text))
            }
            BlockKind::Comment => String::new(),
        }
    }

    /// The items of a list. One paragraph needs no element of its own.
    fn items(&self, items: &[ListItem]) -> String {
        let item = |item: &ListItem| format!("<li>{}</li>\n", self.inner(&item.blocks));
        items.iter().map(item).collect()
    }

    fn field(&self, field: &Field) -> String {
        let (name, body) = (escape(&field.name), self.inner(&field.body));
        format!("<dt>{name}</dt>\n<dd>{body}</dd>\n")
    }

    /// Blocks within an element that sets them apart already.
    pub(super) fn inner(&self, blocks: &[Block]) -> String {
        match blocks {
            [
                Block {
                    kind: BlockKind::Paragraph(text),
                    ..
                },
            ] => self.inlines(text),
            blocks => self.blocks(blocks),
        }
    }

    fn table(&self, title: &[Inline], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
        let row = |cells: &[Vec<Inline>], tag: &str| {
            let cell = |cell: &Vec<Inline>| format!("<{tag}>{}</{tag}>", self.inlines(cell));
            format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>())
        };
        let mut out = "<table>\n".to_owned();
        if !title.is_empty() {
            out.push_str(&format!("<caption>{}</caption>\n", self.inlines(title)));
        }
        if !header.is_empty() {
            out.push_str(&format!("<thead>{}</thead>\n", row(header, "th")));
        }
        out.push_str("<tbody>\n");
        out.extend(rows.iter().map(|cells| row(cells, "td")));
        out.push_str("</tbody></table>\n");
        out
    }

    pub(super) fn inlines(&self, inlines: &[Inline]) -> String {
        let one = |inline: &Inline| match &inline.kind {
            InlineKind::Text(text) => escape(text),
            InlineKind::Emphasis(inner) => format!("<em>{}</em>", self.inlines(inner)),
            InlineKind::Strong(inner) => format!("<strong>{}</strong>", self.inlines(inner)),
            InlineKind::Literal(text) => format!("<code>{}</code>", escape(text)),
            InlineKind::Reference { name, target } => {
                let code = format!("<code>{}</code>", escape(name));
                match target.as_deref().and_then(self.address) {
                    Some(address) => format!("<a href=\"{address}\">{code}</a>"),
                    None => code,
                }
            }
            InlineKind::Link { text, uri } => {
                format!("<a href=\"{}\">{}</a>", escape(uri), escape(text))
            }
        };
        inlines.iter().map(one).collect()
    }
}
