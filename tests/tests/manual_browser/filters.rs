//! The filters by release and platform.

use qapi_compat::history::{History, Release};
use qapi_manual::{HtmlOptions, Manual};
use qapi_parser::{Edition, Memory, check};

use crate::shown::{MISSING, Shown, qga};

#[test]
fn filters_hide_what_is_not_there() {
    let Some(shown) = Shown::new(&qga(), 1280, 900) else {
        return tests::skip(MISSING);
    };
    shown.open("qga.html");
    assert!(shown.shows("guest-get-load") && shown.shows("guest-get-disks"));
    shown.choose("release", "2.11");
    assert!(!shown.shows("guest-get-load") && !shown.shows("guest-get-disks"));
    assert!(shown.shows("guest-ping"));
    // The filters are kept on the next page, and read from the address.
    shown.open("index.html");
    assert_eq!(
        shown.text("document.getElementById('ui:release').value"),
        "2011000"
    );
    shown.open("qga.html?release=&platform=windows");
    assert!(shown.shows("guest-suspend-disk") && !shown.shows("guest-suspend-hybrid"));
    shown.choose("platform", "Linux");
    assert!(shown.shows("guest-suspend-hybrid"));
    // A link shows its target.
    shown.open("qga.html?platform=windows#guest-suspend-hybrid");
    assert!(shown.shows("guest-suspend-hybrid"));
    let filtered = shown.text("document.getElementById('ui:filtered').textContent");
    assert!(filtered.ends_with("hidden on this page"), "{filtered}");
    shown.assert_no_complaints();
}

#[test]
fn counts_are_of_what_is_shown() {
    let Some(shown) = Shown::new(&qga(), 1280, 900) else {
        return tests::skip(MISSING);
    };
    let count = "document.getElementById('index:commands').querySelector('.count').textContent";
    let listed = "[...document.querySelectorAll('[aria-labelledby=\"index:commands\"] li')]\
                  .filter((it) => it.checkVisibility()).length";
    shown.open("index.html");
    let all = shown.text(count);
    assert_eq!(all, shown.text(listed));
    shown.choose("release", "2.11");
    assert_eq!(shown.text(count), shown.text(listed));
    assert_ne!(shown.text(count), all);
    shown.assert_no_complaints();
}

/// Rows, changes and removals later than the chosen release are hidden.
#[test]
fn a_history_ends_with_the_chosen_release() {
    let schema = |text: &str| {
        let loader = Memory::new().with("paint.json", text);
        let outcome = check(&loader, "paint.json", Edition::Latest).expect("it is there");
        outcome.schema.expect("no errors")
    };
    let releases = [
        ("1.0", "{ 'command': 'erase' }{ 'command': 'paint' }"),
        (
            "v2.0",
            "{ 'command': 'erase' }{ 'command': 'paint', 'data': { '*a': 'int' } }",
        ),
        (
            "v3.0.0",
            "{ 'command': 'paint', 'data': { '*a': 'int' }, 'features': [ 'deprecated' ] }
             { 'command': 'wipe' }",
        ),
    ];
    let schemas = releases.map(|(label, text)| (label, schema(text)));
    let history = History::of(&schemas.each_ref().map(|(label, schema)| Release {
        label: (*label).to_owned(),
        schema,
    }));
    let mut options = HtmlOptions::default();
    options.history = Some(history);
    let files = Manual::new(&schemas[2].1, "Paint").html(&options);
    let Some(shown) = Shown::of(files, 1280, 900) else {
        return tests::skip(MISSING);
    };
    shown.open("history.html");
    let mut seen = String::new();
    for release in ["any release", "3.0", "2.0"] {
        shown.choose("release", release);
        seen += &format!(
            "==== {release}\n{}\n",
            shown.text("document.querySelector('main').innerText")
        );
    }
    insta::assert_snapshot!(seen);
    shown.assert_fits("history.html");
    shown.assert_no_complaints();
}
