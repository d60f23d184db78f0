//! The texts of docs as HTML.

use maud::{Markup, html};
use qapi_markup::{Block, BlockKind, Inline, InlineKind, ListItem, Numbering};

use super::highlight::highlight;
use super::site::Site;

/// Writes the texts of a page.
#[derive(Clone, Copy)]
pub(super) struct Texts<'s> {
    pub(super) site: &'s Site<'s>,
    /// The module of the page; `None` for the first page.
    pub(super) here: Option<usize>,
}

impl Texts<'_> {
    // The parser limits the nesting of blocks.
    pub(super) fn blocks(self, blocks: &[Block]) -> Markup {
        html! { @for block in blocks { (self.block(block)) } }
    }

    fn block(self, block: &Block) -> Markup {
        match &block.kind {
            BlockKind::Paragraph(text) => html! { p { (self.inlines(text)) } "\n" },
            BlockKind::BulletList(items) => html! { ul { "\n" (self.items(items)) } "\n" },
            BlockKind::EnumeratedList {
                numbering,
                start,
                items,
            } => {
                let letters = (*numbering == Numbering::LowerAlpha).then_some("a");
                html! { ol type=[letters] start=(start) { "\n" (self.items(items)) } "\n" }
            }
            BlockKind::FieldList(fields) => html! {
                dl {
                    "\n"
                    @for field in fields {
                        dt { (field.name) } "\n"
                        dd { (self.inner(&field.body)) } "\n"
                    }
                }
                "\n"
            },
            BlockKind::BlockQuote(inner) => html! { blockquote { (self.blocks(inner)) } "\n" },
            BlockKind::LiteralBlock(text) => html! {
                pre tabindex="0" { code { (highlight(text)) } } "\n"
            },
            BlockKind::Example { title, body } => html! {
                figure class="example" {
                    figcaption {
                        "Example"
                        @if !title.is_empty() { ": " (self.inlines(title)) }
                    }
                    "\n"
                    (self.blocks(body))
                }
                "\n"
            },
            BlockKind::Admonition { title, body, .. } => html! {
                div class="note" role="note" {
                    strong { (self.inlines(title)) } "\n"
                    (self.blocks(body))
                }
                "\n"
            },
            BlockKind::Table {
                title,
                header,
                rows,
            } => self.table(title, header, rows),
            BlockKind::SectionTitle { text, .. } => html! {
                p { strong { (self.inlines(text)) } } "\n"
            },
            BlockKind::Comment => html! {},
        }
    }

    fn items(self, items: &[ListItem]) -> Markup {
        html! { @for item in items { li { (self.inner(&item.blocks)) } "\n" } }
    }

    /// Writes blocks in an element that separates them already. A single paragraph needs no
    /// element.
    pub(super) fn inner(self, blocks: &[Block]) -> Markup {
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

    fn table(self, title: &[Inline], header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Markup {
        html! {
            div class="wide" tabindex="0" role="region" aria-label="Table" {
                table {
                    "\n"
                    @if !title.is_empty() { caption { (self.inlines(title)) } "\n" }
                    @if !header.is_empty() {
                        thead {
                            tr { @for cell in header { th { (self.inlines(cell)) } } }
                            "\n"
                        }
                        "\n"
                    }
                    tbody {
                        "\n"
                        @for row in rows {
                            tr { @for cell in row { td { (self.inlines(cell)) } } }
                            "\n"
                        }
                    }
                }
            }
            "\n"
        }
    }

    fn inlines(self, inlines: &[Inline]) -> Markup {
        html! { @for inline in inlines { (self.inline(inline)) } }
    }

    // The parser does not nest emphasis more than once.
    fn inline(self, inline: &Inline) -> Markup {
        match &inline.kind {
            InlineKind::Text(text) => html! { (text) },
            InlineKind::Emphasis(inner) => html! { em { (self.inlines(inner)) } },
            InlineKind::Strong(inner) => html! { strong { (self.inlines(inner)) } },
            InlineKind::Literal(text) => html! { code { (text) } },
            InlineKind::Reference { name, target } => {
                let address = target.as_deref().and_then(|target| self.address(target));
                html! {
                    @match address {
                        Some(address) => a href=(address) { code { (name) } },
                        None => code { (name) },
                    }
                }
            }
            InlineKind::Link { text, uri } => html! { a href=(uri) { (text) } },
        }
    }

    fn address(self, target: &str) -> Option<String> {
        let entry = self.site.manual.entry_named(target)?;
        let member = target.get(entry.name.len()..).unwrap_or_default();
        let address = self.site.address_of(entry, self.here);
        Some(format!("{address}{member}"))
    }
}
