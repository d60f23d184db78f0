//! The search.

use crate::shown::{DOWN, ENTER, ESCAPE, MISSING, NO_QMP, Shown, TAB, UP, WIDTHS, qga, qmp};

#[test]
fn the_search_answers_while_typing() {
    let Some(shown) = Shown::new(&qga(), 1280, 900) else {
        return tests::skip(MISSING);
    };
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        shown.open("index.html");
        let (_, names) = shown.search("file rea");
        assert_eq!(shown.focus(), "ui:query");
        assert_eq!(names[0], "guest-file-read");
        let expanded = "document.getElementById('ui:query').getAttribute('aria-expanded')";
        assert_eq!(shown.text(expanded), "true");
        let active = "document.getElementById(document.getElementById('ui:query')\
                  .getAttribute('aria-activedescendant')).querySelector('b').textContent";
        assert_eq!(shown.text(active), "guest-file-read");
        shown.browser.press(DOWN);
        assert_eq!(shown.text(active), names[1]);
        shown.browser.press(UP);
        shown.browser.press(ENTER);
        assert!(
            shown
                .text("location.href")
                .ends_with("/qga.html#guest-file-read")
        );
        assert!(shown.shows("guest-file-read"));

        // Members are found too, and Escape closes the list.
        let (_, names) = shown.search("buf-b64");
        assert!(names[0].ends_with(".buf-b64"), "{names:?}");
        shown.browser.press(ESCAPE);
        assert_eq!(shown.text(expanded), "false");
        assert!(!shown.shows("ui:popup"));
        // Leaving the field closes it, too.
        shown.browser.press("x");
        assert!(shown.shows("ui:popup"));
        shown.browser.press(TAB);
        assert!(!shown.shows("ui:popup"));

        // A query in the address is answered.
        shown.open("index.html?q=guest-ping");
        shown.loaded();
        assert_eq!(shown.results().1[0], "guest-ping");
    }
    shown.assert_no_complaints();
}

/// Names, phrases, words of texts and typing errors. The best answer is first.
#[test]
fn the_search_finds_the_best_first() {
    let Some(schema) = qmp() else {
        return tests::skip(NO_QMP);
    };
    let Some(shown) = Shown::new(&schema, 1280, 900) else {
        return tests::skip(MISSING);
    };
    let first = |query: &str| {
        shown.open("index.html");
        let (said, names) = shown.search(query);
        let name = names.first().cloned().unwrap_or_default();
        format!("{query:18} {name:36} {said}")
    };
    let queries = [
        "query-block",
        "block commit",
        "blockcommit",
        "BLOCK_IO",
        "blockdev options",
        "snapshot",
        "hot removal",
        "live migration",
        "removal guest",
        "dirty bitmap",
        "blockdev-add node",
        "query-blok",
        "snapshto",
        "blokcommit",
        "live migratoin",
        "nosuchthing",
        "-",
    ];
    insta::assert_snapshot!(queries.map(first).join("\n"));
    shown.assert_no_complaints();
}

#[test]
fn the_search_says_what_filters_hide() {
    let Some(shown) = Shown::new(&qga(), 1280, 900) else {
        return tests::skip(MISSING);
    };
    shown.open("index.html?release=2.11");
    let (said, names) = shown.search("guest-get-load");
    assert_eq!(names, Vec::<String>::new());
    assert!(said.starts_with("0 results; the filters hide "), "{said}");
    shown.open("index.html?release=");
    assert_eq!(shown.search("guest-get-load").1[0], "guest-get-load");
    shown.assert_no_complaints();
}
