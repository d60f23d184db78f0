//! The frame of every page: head, search, filters, and navigation.

use maud::{DOCTYPE, Markup, PreEscaped, html};

#[cfg(feature = "history")]
use super::site::HISTORY;
use super::site::{GROUPS, INDEX, Site, class};
use crate::manual::{Content, Entry};

/// Sets the chosen theme before anything is drawn.
const THEME: PreEscaped<&str> = PreEscaped(
    "try{document.documentElement.dataset.theme=localStorage.getItem('theme')||''}catch{}",
);

/// The current page.
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
                script src="contents.js" defer {} "\n"
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

/// Returns the filters of a page that have an effect for this schema. They collapse on small
/// screens.
fn filters(site: &Site<'_>) -> Markup {
    let releases = site.releases.iter();
    let releases = releases.map(|(number, release)| (number.to_string(), release.to_string()));
    let hosts = site.hosts.iter();
    let hosts = hosts.map(|host| (host.id.clone(), host.title.clone()));
    let targets = site.targets.iter();
    let targets = targets.map(|target| (target.id.clone(), target.title.clone()));
    html! {
        details id="ui:filters" open hidden {
            summary { "Filters" } "\n"
            form class="filters" {
                "\n"
                (select("ui:release", "As of", "any release", releases))
                (select("ui:platform", "On", "any system", hosts))
                (select("ui:target", "For", "any machine", targets))
                button type="button" id="ui:theme" { "Dark or light" } "\n"
            }
            "\n"
        }
        "\n"
        span id="ui:filtered" role="status" {} "\n"
    }
}

/// Returns a selection; empty without choices.
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

/// Returns the list of pages, with the content of the current page. The scripts add a filter.
fn navigation(site: &Site<'_>, here: Here) -> Markup {
    let current = |page: Here| (here == page).then_some("page");
    html! {
        nav aria-label="Contents" {
            "\n"
            details id="ui:contents" open {
                summary { "Contents" } "\n"
                input id="ui:narrow" type="search" aria-label="Filter the contents" placeholder="Filter"
                    autocomplete="off" spellcheck="false" hidden;
                "\n"
                span id="ui:narrowed" class="unseen" role="status" {} "\n"
                ul {
                    "\n"
                    li { a href=(INDEX) aria-current=[current(Here::Index)] { "Index" } } "\n"
                    (history(site, here))
                    @for (module, file) in site.files.iter().enumerate() {
                        li class="module" {
                            a href=(file) aria-current=[current(Here::Module(module))] {
                                (site.manual.module_title(module))
                            }
                            @if here == Here::Module(module) {
                                "\n"
                                (on_this_page(site, module))
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

/// Returns the link to the history, if the site has one.
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

/// Returns the definitions of a module, by kind.
fn on_this_page(site: &Site<'_>, module: usize) -> Markup {
    let contents = site.manual.pieces_of(module);
    let entries = contents.filter_map(|content| match content {
        Content::Entry(at) => site.manual.entries.get(*at),
        _ => None,
    });
    let entries: Vec<&Entry> = entries.collect();
    html! {
        @for (title, kinds) in GROUPS {
            @let group = entries.iter().filter(|it| kinds.contains(&it.kind));
            @let group: Vec<&&Entry> = group.collect();
            @if !group.is_empty() {
                details open {
                    summary { (title) " " small class="count" { (group.len()) } } "\n"
                    ul {
                        "\n"
                        @for entry in group {
                            @let filter = site.filter(&entry.marks);
                            li data-since=[filter.since] data-not=[filter.not] {
                                a class=(class(entry.kind)) href={ "#" (entry.name) } { (entry.name) }
                            }
                            "\n"
                        }
                    }
                    "\n"
                }
                "\n"
            }
        }
    }
}
