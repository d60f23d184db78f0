//! The page of a site that lists additions, changes and removals.

use maud::{Markup, html};
use qapi_compat::history::{History, Row, What};

use super::page::{Here, page};
use super::site::Site;
use crate::release::Release;

/// Returns the page: a table for commands, one for events, one for types.
pub(super) fn history_page(site: &Site<'_>, history: &History) -> String {
    let first = history.releases.first().map_or("", |first| first);
    let main = html! {
        h1 { "History" } "\n"
        p {
            "Releases: " (history.releases.join(", ")) ". What " (first)
            " has may be older. Parts without a row of their own came "
            "with what they belong to, and did not change."
        }
        "\n"
        @for (title, rows) in history.tables() {
            @let id = format!("history:{}", title.to_lowercase());
            section aria-labelledby=(id) {
                "\n"
                h2 id=(id) { (title) " " small class="count" { (rows.len()) } } "\n"
                div class="wide" tabindex="0" role="region" aria-label=(title) {
                    table {
                        "\n"
                        thead {
                            tr {
                                @for column in ["What", "Came", "Changed", "Went"] {
                                    th scope="col" { (column) }
                                }
                            }
                        }
                        "\n"
                        tbody { "\n" @for row in &rows { (table_row(site, history, row)) } } "\n"
                    }
                }
                "\n"
            }
            "\n"
        }
    };
    page(site, "History", Here::History, &main)
}

fn table_row(site: &Site<'_>, history: &History, row: &Row<'_>) -> Markup {
    let Row { entry, item } = row;
    // The manual does not contain removed definitions.
    let listed = site.manual.entry_named(&entry.name);
    let listed = listed.filter(|listed| listed.name == entry.name);
    let name = html! {
        @match listed {
            Some(listed) => a href=(site.address_of(listed, None)) { code { (entry.name) } },
            None => code { (entry.name) },
        }
    };
    let timeline = row.timeline();
    // An item of the first release may be older.
    let since = |release: usize| match release {
        0 => None,
        release => Release::of_label(history.label(release)).map(Release::number),
    };
    let began = timeline.events.iter().map(|event| since(event.release));
    let happened = |what: &What| {
        let events = timeline.events.iter();
        let releases = events.filter(|event| event.what == *what);
        html! {
            @for (at, release) in releases.map(|event| event.release).enumerate() {
                span data-since=[since(release)] {
                    @if at > 0 { ", " }
                    (history.label(release))
                }
            }
        }
    };
    let changes = timeline
        .events
        .iter()
        .filter_map(|event| match &event.what {
            What::Changed { message, .. } => Some((event.release, message)),
            _ => None,
        });
    html! {
        tr data-since=[began.min().flatten()] {
            th scope="row" {
                @match (item, entry.kind) {
                    (Some(item), _) => { (name) " " (item.kind) " " code { (item.name) } }
                    (None, kind) if !kind.is_type() => (name),
                    (None, kind) => { (kind) " " (name) }
                }
            }
            td { (happened(&What::Came)) }
            td {
                @for (release, message) in changes {
                    div data-since=[since(release)] { (history.label(release)) ": " (message) }
                }
            }
            td { (happened(&What::Went)) }
        }
        "\n"
    }
}
