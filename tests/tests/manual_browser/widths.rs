//! The pages at the widths of a phone, a tablet and a desktop screen.

use qapi_parser::{Edition, FileSystem, Memory, check};
use serde_json::Value;

use crate::shown::{MISSING, Shown, WIDTHS, qga};

/// QMP of 10.0, whose pages have wide tables, or else of 9.1.
#[test]
fn no_page_of_qmp_scrolls_sideways() {
    let Some(path) = tests::machine_schema("10.0") else {
        return tests::skip("the schema of QEMU 10.0");
    };
    let path = path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("it is readable");
    let Some(shown) = Shown::new(&outcome.schema.expect("no errors"), 1400, 900) else {
        return tests::skip(MISSING);
    };
    let pages = shown.pages();
    assert!(pages.len() > 30, "{pages:?}");
    assert!(pages.iter().any(|page| page == "uefi.html"), "{pages:?}");
    for page in &pages {
        shown.assert_fits(page);
    }
    shown.assert_no_complaints();
}

/// An element wider than a phone scrolls, or its text is broken.
#[test]
fn no_text_makes_a_page_wide() {
    let word = "x".repeat(90);
    let columns = |text: &str| [text; 9].join("  ");
    let rule = columns(&"=".repeat(12));
    let cells = columns("abcdefghijkl");
    let text = format!(
        "##\n# = Wide {word}\n#\n# {rule}\n# {cells}\n# {rule}\n# {cells}\n# {rule}\n#\n\
         # ::\n#\n#     {word} {word}\n#\n# And ``{word}``, {word}.\n##\n\
         ##\n# @{word}:\n#\n# {word} ``{word}``\n#\n# @{word}: {word}\n#\n\
         # .. note:: {word}\n#\n#     {cells}\n#\n# Since: 1.0, {word}\n##\n\
         {{ 'struct': '{word}', 'data': {{ '{word}': 'Other{word}' }},\n  'if': {{ 'all': [ 'A{word}', 'B{word}' ] }} }}\n\
         ##\n# @Other{word}:\n#\n# {word}\n##\n{{ 'enum': 'Other{word}', 'data': [] }}\n",
        word = word,
    );
    let loader = Memory::new().with("wide.json", text.as_str());
    let outcome = check(&loader, "wide.json", Edition::Auto).expect("it is there");
    let errors: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|it| it.short(&outcome.sources))
        .collect();
    let schema = outcome.schema.unwrap_or_else(|| panic!("{errors:#?}"));
    let Some(shown) = Shown::new(&schema, 1400, 900) else {
        return tests::skip(MISSING);
    };
    for page in shown.pages() {
        shown.assert_fits(&page);
    }
    // A wide table scrolls.
    shown.browser.resize(390, 900);
    shown.open("wide.html");
    let table = "document.querySelector('.wide')";
    let hidden = shown.number(&format!("{table}.scrollWidth - {table}.clientWidth"));
    assert!(hidden > 300, "{hidden}");
    let folded = "document.querySelectorAll('main details').forEach((it) => { it.open = true })";
    assert_eq!(shown.browser.run(folded), Value::Null);
    assert!(shown.overflow() <= 0, "{} pixels", shown.overflow());
}

#[test]
fn the_header_stays_and_hides_nothing() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        shown.open("qga.html#guest-file-read");
        assert!(shown.number("scrollY") > 500);
        let header = "document.querySelector('header').getBoundingClientRect()";
        assert_eq!(shown.number(&format!("{header}.top")), 0, "at {width}");
        let below = shown.number(&format!("{header}.bottom"));
        assert!(below < 120, "at {width} the header takes {below} pixels");
        let top = "document.getElementById('guest-file-read').getBoundingClientRect().top";
        let top = shown.number(top);
        assert!(
            (below..below + 60).contains(&top),
            "at {width}: {top}, header {below}"
        );
    }
    shown.assert_no_complaints();
}
