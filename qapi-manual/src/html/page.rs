//! The frame of every page: head, search, filters, and the way to the other pages.

use maud::{DOCTYPE, Markup, PreEscaped, html};

#[cfg(feature = "history")]
use super::site::HISTORY;
use super::site::{INDEX, Site, class};
use crate::manual::Content;

/// Sets the theme that was chosen before anything is drawn.
const THEME: PreEscaped<&str> = PreEscaped(
    "try{document.documentElement.dataset.theme=localStorage.getItem('theme')||''}catch{}",
);

/// The page that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    Index,
    #[cfg(feature = "history")]
    History,
    Module(usize),
}

/// Returns a page around its main part.
pub(super) fn page(site: &Site<'_>, title: &str, here: Here, main: &Markup) -> String {
    let manual = &site.manual.title;
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" {
            "\n"
            head {
                "\n"
                meta charset="utf-8"; "\n"
                meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
                title { @if here != Here::Index { (title) " - " } (manual) } "\n"
                link rel="stylesheet" href="style.css"; "\n"
                script { (THEME) } "\n"
                script src="script.js" defer {} "\n"
                script src="find.js" defer {} "\n"
            }
            "\n"
            body {
                "\n"
                a class="skip" href="#ui:main" { "Skip to the text" } "\n"
                header {
                    "\n"
                    a class="home" href=(INDEX) {
                        (manual)
                        @if !site.options.release.is_empty() {
                            " " small { (site.options.release) }
                        }
                    }
                    "\n"
                    (search())
                    (filters(site))
                }
                "\n"
                div class="columns" {
                    "\n"
                    (navigation(site, here))
                    main id="ui:main" tabindex="-1" { "\n" (main) } "\n"
                }
                "\n"
            }
            "\n"
        }
        "\n"
    };
    page.into_string()
}

fn search() -> Markup {
    html! {
        div class="search" role="search" hidden {
            "\n"
            input id="ui:query" type="search" role="combobox" aria-label="Search" aria-controls="ui:results"
                aria-expanded="false" aria-autocomplete="list" autocomplete="off" spellcheck="false"
                placeholder="Search: press /";
            "\n"
            div id="ui:popup" hidden {
                "\n"
                div id="ui:found" role="status" {} "\n"
                ul id="ui:results" role="listbox" aria-label="Results" {} "\n"
            }
            "\n"
        }
        "\n"
    }
}

/// Returns the filters of a page; only those that make a difference in this schema.
fn filters(site: &Site<'_>) -> Markup {
    let releases = site.releases.iter();
    let releases = releases.map(|(number, release)| (number.to_string(), release.to_string()));
    let hosts = site.hosts.iter();
    let hosts = hosts.map(|host| (host.id.clone(), host.title.clone()));
    let targets = site.targets.iter();
    let targets = targets.map(|target| (target.id.clone(), target.title.clone()));
    html! {
        form class="filters" hidden {
            "\n"
            (select("ui:release", "As of", "any release", releases))
            (select("ui:platform", "On", "any system", hosts))
            (select("ui:target", "For", "any machine", targets))
            button type="button" id="ui:theme" { "Dark or light" } "\n"
            span id="ui:filtered" role="status" {} "\n"
        }
        "\n"
    }
}

/// A choice; nothing where there is nothing to choose from.
fn select(
    id: &str,
    label: &str,
    any: &str,
    choices: impl Iterator<Item = (String, String)>,
) -> Markup {
    let mut choices = choices.peekable();
    html! {
        @if choices.peek().is_some() {
            label {
                (label) " "
                select id=(id) {
                    option value="" { (any) }
                    @for (value, text) in choices { option value=(value) { (text) } }
                }
            }
            "\n"
        }
    }
}

/// The pages, and what is on the page at hand.
fn navigation(site: &Site<'_>, here: Here) -> Markup {
    let current = |page: Here| (here == page).then_some("page");
    html! {
        nav aria-label="Contents" {
            "\n"
            details open {
                summary { "Contents" } "\n"
                ul {
                    "\n"
                    li { a href=(INDEX) aria-current=[current(Here::Index)] { "Index" } } "\n"
                    (history(site, here))
                    @for (module, file) in site.files.iter().enumerate() {
                        li {
                            a href=(file) aria-current=[current(Here::Module(module))] {
                                (site.manual.module_title(module))
                            }
                            @if here == Here::Module(module) {
                                "\n"
                                ul { "\n" (on_this_page(site, module)) }
                            }
                        }
                        "\n"
                    }
                }
                "\n"
            }
            "\n"
        }
        "\n"
    }
}

/// The way to the history, if the site has one.
#[cfg(feature = "history")]
fn history(site: &Site<'_>, here: Here) -> Markup {
    let current = (here == Here::History).then_some("page");
    html! {
        @if site.options.history.is_some() {
            li { a href=(HISTORY) aria-current=[current] { "History" } } "\n"
        }
    }
}

#[cfg(not(feature = "history"))]
fn history(_: &Site<'_>, _: Here) -> Markup {
    html! {}
}

fn on_this_page(site: &Site<'_>, module: usize) -> Markup {
    let contents = site.manual.pieces_of(module);
    let entries = contents.filter_map(|content| match content {
        Content::Entry(at) => site.manual.entries.get(*at),
        _ => None,
    });
    html! {
        @for entry in entries {
            @let filter = site.filter(&entry.marks);
            li data-since=[filter.since] data-not=[filter.not] {
                a class=(class(entry.kind)) href={ "#" (entry.name) } { (entry.name) }
            }
            "\n"
        }
    }
}
