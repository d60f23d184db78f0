//! Readers without a mouse, with a screen reader, or with a dark theme.

use std::fs;

use serde_json::{Value, json};

use crate::shown::{ENTER, MISSING, NO_QMP, Shown, TAB, WIDTHS, qga, qmp};

/// Every stop of the Tab key is visible and marked, and the next one follows, from the skip link to
/// the last link.
#[test]
fn all_is_reached_by_the_keyboard() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        shown.open("qga.html");
        shown.browser.press(TAB);
        assert_eq!(shown.text("document.activeElement.className"), "skip");
        let mut stops = Vec::new();
        for _ in 0..12 {
            shown.browser.press(TAB);
            let outline = shown.text("getComputedStyle(document.activeElement).outlineStyle");
            assert_eq!(outline, "solid", "at {width}: {}", shown.focus());
            let seen = "(() => { const it = document.activeElement.getBoundingClientRect();\
                        return it.width > 0 && it.bottom > 0 && it.top < innerHeight; })()";
            assert_eq!(shown.text(seen), "true", "at {width}: {}", shown.focus());
            stops.push(shown.focus());
        }
        let wanted: &[&str] = if width < 832 {
            &["Manual", "ui:query", "Filters", "Contents"]
        } else {
            &[
                "Manual",
                "ui:query",
                "ui:release",
                "ui:platform",
                "ui:theme",
                "Contents",
                "ui:narrow",
                "Index",
            ]
        };
        assert_eq!(stops[..wanted.len()], *wanted, "at {width}");
        // The skip link leads past all of that.
        shown.open("qga.html");
        shown.browser.press(TAB);
        shown.browser.press(ENTER);
        assert_eq!(shown.focus(), "ui:main");
    }
    shown.assert_no_complaints();
}

/// The accessibility checker axe-core reports nothing, in the light and in the dark theme.
#[test]
fn a_checker_of_accessibility_finds_nothing() {
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/axe-core/axe.min.js");
    let Ok(checker) = fs::read_to_string(checker) else {
        return tests::skip(
            "the npm package axe-core, unpacked to target/axe-core as .ci/run does it",
        );
    };
    let mut sites = vec![(qga(), vec!["index.html", "qga.html"])];
    match qmp() {
        Some(schema) => sites.push((
            schema,
            vec!["index.html", "crypto.html", "acpi.html", "job.html"],
        )),
        None => tests::skip(NO_QMP),
    }
    for (schema, pages) in sites {
        let Some(shown) = Shown::new(&schema, 1400, 900) else {
            return tests::skip(MISSING);
        };
        for width in WIDTHS {
            shown.browser.resize(width, 900);
            for page in &pages {
                shown.open(page);
                for _ in ["light", "dark"] {
                    let run = "const done = arguments[arguments.length - 1];\
                         axe.run().then((it) => done(it.violations.map((one) => `${one.id}: ` +\
                         one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | '))));";
                    let found = shown.browser.run_async(&format!("{checker}\n{run}"));
                    assert_eq!(found, json!([]), "{page} at {width}");
                    let click = "document.getElementById('ui:theme').click()";
                    assert_eq!(shown.browser.run(click), Value::Null);
                }
            }
        }
    }
}

#[test]
fn the_theme_is_kept() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    shown.open("index.html");
    let back = "getComputedStyle(document.body).backgroundColor";
    let before = shown.text(back);
    let click = "document.getElementById('ui:theme').click()";
    assert_eq!(shown.browser.run(click), Value::Null);
    let after = shown.text(back);
    assert_ne!(before, after);
    shown.open("index.html");
    assert_eq!(shown.text(back), after);
    shown.assert_no_complaints();
}
