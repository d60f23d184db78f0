//! Manuals as web sites: their files by themselves, and as a browser shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use qapi_manual::{HtmlOptions, Manual, MarkdownOptions};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};
use serde_json::{Value, json};
use tests::browser::Browser;

fn qga() -> Schema {
    let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let outcome = check(&loader, qga_schema::FILE_NAME, Edition::Latest).expect("it is there");
    outcome.schema.expect("no errors")
}

/// The schema of QMP, as of 9.1.
fn qmp() -> Option<Schema> {
    registry("qapi-qmp", (0, 15, 0))
}

fn registry(package: &str, version: (u32, u32, u32)) -> Option<Schema> {
    let found = tests::registry_schema(package, version)?;
    let path = found.path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("it is readable");
    Some(outcome.schema.expect("no errors"))
}

fn site(schema: &Schema) -> Vec<(String, String)> {
    Manual::new(schema, "Manual").html(&HtmlOptions::default())
}

/// The values of an attribute.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    let values = html.split(&mark).skip(1);
    values.filter_map(|it| it.split('"').next()).collect()
}

/// Every link leads to a file and a place that are there, no id is there twice, and nothing is loaded from
/// elsewhere. Returns how many links there are.
fn check_links(files: &[(String, String)]) -> usize {
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, text) in files {
        let all = if name.ends_with(".html") {
            attributes(text, "id")
        } else {
            Vec::new()
        };
        let set: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(set.len(), all.len(), "{name} has an id twice");
        ids.insert(name, set);
    }
    let mut count = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        for source in attributes(text, "src") {
            assert!(ids.contains_key(source), "{name} loads {source}");
        }
        for link in attributes(text, "href") {
            if link.starts_with("http") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name } else { file };
            let known = ids
                .get(file)
                .unwrap_or_else(|| panic!("{name}: no file {file}"));
            assert!(
                place.is_empty() || known.contains(place),
                "{name}: {link} leads nowhere"
            );
            count += 1;
        }
        for list in ["aria-controls", "aria-labelledby"] {
            for id in attributes(text, list) {
                assert!(ids[&**name].contains(id), "{name}: {list} {id}");
            }
        }
    }
    count
}

#[test]
fn no_link_of_a_site_dangles() {
    let mut schemas = vec![("qga".to_owned(), qga())];
    // The first release has unions without discriminators, and names of older forms.
    for version in [(0, 15, 0), (0, 0, 1)] {
        match registry("qapi-qmp", version) {
            Some(schema) => schemas.push((format!("qmp {version:?}"), schema)),
            None => tests::skip("the packages of qapi-qmp"),
        }
    }
    for (name, schema) in schemas {
        let files = site(&schema);
        let count = check_links(&files);
        eprintln!("{name}: {} files, {count} links", files.len());
        assert!(count > 500);
        assert_eq!(files, site(&schema), "the output is the same each time");
    }
}

#[test]
fn no_link_of_qmp_s_markdown_dangles() {
    let Some(schema) = qmp() else {
        return tests::skip("the package qapi-qmp 0.15.0");
    };
    let files = Manual::new(&schema, "Manual").markdown_files(&MarkdownOptions::default());
    let files: BTreeMap<&str, &str> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let anchors = |text: &str| -> BTreeSet<String> {
        attributes(text, "id")
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    let anchors: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .map(|(name, text)| (*name, anchors(text)))
        .collect();
    let mut count = 0;
    for (name, text) in &files {
        for link in text
            .split("`](")
            .skip(1)
            .filter_map(|it| it.split(')').next())
        {
            let (file, place) = link.split_once('#').expect("a definition has an anchor");
            let file = if file.is_empty() { name } else { file };
            assert!(
                anchors[file].contains(place),
                "{name}: {link} leads nowhere"
            );
            count += 1;
        }
    }
    assert!(count > 3000, "{count} links are too few");
}

/// What a browser loads before it shows the first page, or the largest.
#[test]
fn qmp_s_manual_is_light() {
    let Some(schema) = qmp() else {
        return tests::skip("the package qapi-qmp 0.15.0");
    };
    let files = site(&schema);
    let size = |wanted: &dyn Fn(&str) -> bool| -> usize {
        let sizes = files.iter().filter(|(name, _)| wanted(name));
        sizes.map(|(_, text)| text.len()).sum()
    };
    let shared = size(&|name| !name.ends_with(".html"));
    let pages = files.iter().filter(|(name, _)| name.ends_with(".html"));
    let largest = pages
        .map(|(_, text)| text.len())
        .max()
        .expect("there are pages");
    let first = size(&|name| name == "index.html");
    eprintln!("first page {first}, largest page {largest}, with each {shared} bytes");
    assert!(first + shared < 2_000_000 && largest + shared < 2_000_000);
}

/// A page as a browser shows it, from a folder of files.
struct Shown {
    browser: Browser,
    _folder: tempfile::TempDir,
    address: String,
}

impl Shown {
    fn new(width: u32, height: u32) -> Option<Self> {
        let browser = Browser::start(width, height)?;
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in site(&qga()) {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let address = format!("file://{}", folder.path().display());
        Some(Self {
            browser,
            _folder: folder,
            address,
        })
    }

    fn open(&self, page: &str) {
        // A new place on the same page alone would not load it again.
        self.browser.open("about:blank");
        self.browser.open(&format!("{}/{page}", self.address));
    }

    /// Whether the element with an id is seen.
    fn shows(&self, id: &str) -> bool {
        let script = format!("return document.getElementById('{id}').offsetParent !== null");
        self.browser.run(&script) == json!(true)
    }

    fn text(&self, script: &str) -> String {
        self.browser
            .run(&format!("return String({script})"))
            .as_str()
            .unwrap_or("")
            .to_owned()
    }
}

const MISSING: &str = "Debian's packages chromium and chromium-driver";

#[test]
fn the_search_answers_while_typing() {
    let Some(shown) = Shown::new(1280, 900) else {
        return tests::skip(MISSING);
    };
    shown.open("index.html");
    shown.browser.press("/");
    assert_eq!(shown.text("document.activeElement.id"), "ui:query");
    shown.browser.press("file rea");
    let first = "document.querySelector('[role=option]').textContent";
    assert!(
        shown.text(first).starts_with("guest-file-read"),
        "{}",
        shown.text(first)
    );
    let expanded = "document.getElementById('ui:query').getAttribute('aria-expanded')";
    assert_eq!(shown.text(expanded), "true");
    let active = "document.getElementById(document.getElementById('ui:query').getAttribute('aria-activedescendant')).textContent";
    assert_eq!(shown.text(active), shown.text(first));
    // Down, up, Enter.
    shown.browser.press("\u{e015}\u{e013}\u{e007}");
    assert!(
        shown
            .text("location.href")
            .ends_with("/qga.html#guest-file-read")
    );
    assert!(shown.shows("guest-file-read"));

    // Members are found too, nothing is an answer, and Escape closes the list.
    shown.browser.press("/");
    shown.browser.press("buf-b64");
    assert!(
        shown.text(first).contains(".buf-b64"),
        "{}",
        shown.text(first)
    );
    shown.browser.press("\u{e00c}");
    assert_eq!(shown.text(expanded), "false");
    shown.open("index.html?q=nosuchthing");
    assert_eq!(
        shown.text("document.getElementById('ui:found').textContent"),
        "0 results"
    );
    assert_eq!(shown.browser.complaints(), Vec::<String>::new());
}

#[test]
fn filters_hide_what_is_not_there() {
    let Some(shown) = Shown::new(1280, 900) else {
        return tests::skip(MISSING);
    };
    let choose = |id: &str, text: &str| {
        let script = format!(
            "const it = document.getElementById('ui:{id}');\
             it.value = [...it.options].find((one) => one.textContent === '{text}').value;\
             it.dispatchEvent(new Event('change'));"
        );
        assert_eq!(shown.browser.run(&script), Value::Null);
    };
    shown.open("qga.html");
    assert!(shown.shows("guest-get-load") && shown.shows("guest-get-disks"));
    choose("release", "2.11");
    assert!(!shown.shows("guest-get-load") && !shown.shows("guest-get-disks"));
    assert!(shown.shows("guest-ping"));
    // Kept on the next page, and taken from the address.
    shown.open("index.html");
    assert_eq!(
        shown
            .browser
            .run("return document.getElementById('ui:release').value"),
        json!("2011000")
    );
    shown.open("qga.html?release=&platform=windows");
    assert!(shown.shows("guest-suspend-disk") && !shown.shows("guest-suspend-hybrid"));
    choose("platform", "Linux");
    assert!(shown.shows("guest-suspend-hybrid"));
    // A link shows what it leads to.
    shown.open("qga.html?platform=windows#guest-suspend-hybrid");
    assert!(shown.shows("guest-suspend-hybrid"));
    assert!(
        shown
            .text("document.getElementById('ui:filtered').textContent")
            .ends_with("hidden on this page")
    );
    assert_eq!(shown.browser.complaints(), Vec::<String>::new());
}

#[test]
fn it_is_readable_in_the_dark_and_on_a_phone() {
    let Some(shown) = Shown::new(500, 900) else {
        return tests::skip(MISSING);
    };
    for page in ["index.html", "qga.html"] {
        shown.open(page);
        let overflow = "return document.documentElement.scrollWidth - innerWidth";
        let overflow = shown.browser.run(overflow).as_i64().expect("a number");
        assert!(overflow <= 0, "{page} is {overflow} pixels too wide");
        assert_eq!(
            shown
                .browser
                .run("return document.querySelector('nav details').open"),
            json!(false)
        );
    }
    let back = "getComputedStyle(document.body).backgroundColor";
    let before = shown.text(back);
    let click = "document.getElementById('ui:theme').click()";
    assert_eq!(shown.browser.run(click), Value::Null);
    let after = shown.text(back);
    assert_ne!(before, after);
    // The theme is kept, and the first stop of the keyboard is the way past the head.
    shown.open("index.html");
    assert_eq!(shown.text(back), after);
    shown.browser.press("\u{e004}");
    assert_eq!(shown.text("document.activeElement.className"), "skip");
    assert_eq!(shown.browser.complaints(), Vec::<String>::new());
}
