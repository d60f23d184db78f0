//! The first page.

use maud::{Markup, html};
use qapi_markup::plain_text;

use super::page::{Here, page};
use super::site::{GROUPS, Site, class};
use super::text::Texts;
use crate::manual::{Content, Entry, Kind};

/// Returns the first page: the introduction of the schema, and the indexes.
pub(super) fn index_page(site: &Site<'_>) -> String {
    let title = &site.manual.title;
    let main = html! {
        h1 { (title) } "\n"
        (introduction(site))
        @for (title, kinds) in GROUPS {
            @let id = format!("index:{}", title.to_lowercase());
            @let entries = sorted(site, kinds);
            @if !entries.is_empty() {
                section aria-labelledby=(id) {
                    "\n"
                    h2 id=(id) { (title) " " small class="count" { (entries.len()) } } "\n"
                    ul class="index" {
                        "\n"
                        @for entry in entries { (line(site, entry)) }
                    }
                    "\n"
                }
                "\n"
            }
        }
    };
    page(site, title, Here::Index, &main)
}

fn sorted<'s>(site: &Site<'s>, kinds: &[Kind]) -> Vec<&'s Entry> {
    let entries = site.manual.entries.iter();
    let mut entries: Vec<&Entry> = entries.filter(|it| kinds.contains(&it.kind)).collect();
    entries.sort_by_key(|entry| (entry.name.to_ascii_lowercase(), &entry.name));
    entries
}

/// Returns the text before the first definition, up to the next heading, if it is in the top file.
fn introduction(site: &Site<'_>) -> Markup {
    let texts = Texts { site, here: None };
    let pieces = site.manual.pieces.iter();
    let pieces = pieces.take_while(|piece| piece.module == 0).enumerate();
    let pieces = pieces.take_while(|(at, piece)| match piece.content {
        Content::Heading { .. } => *at == 0,
        Content::Text(_) => true,
        Content::Entry(_) => false,
    });
    html! {
        @for (_, piece) in pieces {
            @match &piece.content {
                // The heading that became the manual's title is not repeated.
                Content::Heading { text, .. } if plain_text(text) == site.manual.title => {}
                Content::Heading { text, .. } => { h2 { (plain_text(text)) } "\n" }
                Content::Text(blocks) => (texts.blocks(blocks)),
                Content::Entry(_) => {}
            }
        }
    }
}

fn line(site: &Site<'_>, entry: &Entry) -> Markup {
    let filter = site.filter(&entry.marks);
    html! {
        li data-since=[filter.since] data-not=[filter.not] {
            a class=(class(entry.kind)) href=(site.address_of(entry, None)) { (entry.name) }
            " "
            span { (entry.summary()) }
        }
        "\n"
    }
}
