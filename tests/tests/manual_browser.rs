//! Manuals as web sites, as a browser shows them. Everything is done by keys, as readers without a mouse do.

use std::fs;

use qapi_compat::history::{History, Release};
use qapi_manual::{HtmlOptions, Manual};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};
use serde_json::{Value, json};
use tests::browser::Browser;

/// Keys as WebDriver names them.
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";

/// A phone, a tablet and a desk.
const WIDTHS: [u32; 3] = [390, 768, 1400];

const MISSING: &str = "Debian's packages chromium and chromium-driver";
const NO_QMP: &str = "the package qapi-qmp 0.15.0";

fn qga() -> Schema {
    let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let outcome = check(&loader, qga_schema::FILE_NAME, Edition::Latest).expect("it is there");
    outcome.schema.expect("no errors")
}

/// The schema of QMP, as of 9.1.
fn qmp() -> Option<Schema> {
    let found = tests::registry_schema("qapi-qmp", (0, 15, 0))?;
    let path = found.path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("it is readable");
    Some(outcome.schema.expect("no errors"))
}

/// A site in a folder of files, and the browser that shows it.
struct Shown {
    browser: Browser,
    folder: tempfile::TempDir,
}

impl Shown {
    fn new(schema: &Schema, width: u32, height: u32) -> Option<Self> {
        Self::of(
            Manual::new(schema, "Manual").html(&HtmlOptions::default()),
            width,
            height,
        )
    }

    fn of(files: Vec<(String, String)>, width: u32, height: u32) -> Option<Self> {
        let browser = Browser::start(width, height)?;
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("written");
        }
        Some(Self { browser, folder })
    }

    fn open(&self, page: &str) {
        // A new place on the same page alone would not load it again.
        self.browser.open("about:blank");
        let folder = self.folder.path().display();
        self.browser.open(&format!("file://{folder}/{page}"));
    }

    /// The names of all pages.
    fn pages(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).expect("the folder");
        let names = files.filter_map(|file| file.expect("an entry").file_name().into_string().ok());
        let mut pages: Vec<String> = names.filter(|name| name.ends_with(".html")).collect();
        pages.sort();
        pages
    }

    /// By how many pixels the page at hand is too wide.
    fn overflow(&self) -> i64 {
        self.number("document.documentElement.scrollWidth - innerWidth")
    }

    /// Asserts that a page does not scroll sideways, at any width.
    fn assert_fits(&self, page: &str) {
        self.open(page);
        for width in WIDTHS {
            self.browser.resize(width, 900);
            assert_eq!(self.number("innerWidth"), i64::from(width));
            let overflow = self.overflow();
            assert!(
                overflow <= 0,
                "{page} at {width} is {overflow} pixels too wide"
            );
        }
    }

    /// Whether the element with an id is seen.
    fn shows(&self, id: &str) -> bool {
        let script = format!("return document.getElementById('{id}').checkVisibility()");
        self.browser.run(&script) == json!(true)
    }

    fn number(&self, script: &str) -> i64 {
        let value = self.browser.run(&format!("return Math.round({script})"));
        value
            .as_i64()
            .unwrap_or_else(|| panic!("{script}: {value}"))
    }

    fn text(&self, script: &str) -> String {
        let value = self.browser.run(&format!("return String({script})"));
        value.as_str().unwrap_or("").to_owned()
    }

    /// What has the focus: its id, or else its text.
    fn focus(&self) -> String {
        self.text("document.activeElement.id || document.activeElement.textContent.trim()")
    }

    /// Types a query, and returns the sentence on the results and their names.
    fn search(&self, query: &str) -> (String, Vec<String>) {
        self.browser.press("/");
        self.loaded();
        self.browser.press(query);
        self.results()
    }

    /// Waits until the data of the search are there.
    fn loaded(&self) {
        let script = "const done = arguments[arguments.length - 1];\
             const wait = () => typeof ENTRIES === 'undefined' ? setTimeout(wait, 10) : setTimeout(done, 10);\
             wait();";
        let _ = self.browser.run_async(script);
    }

    fn results(&self) -> (String, Vec<String>) {
        let names = self.browser.run(
            "return [...document.querySelectorAll('[role=option] b')].map((it) => it.textContent)",
        );
        let names = names.as_array().cloned().unwrap_or_default();
        let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
        let said = self.text("document.getElementById('ui:found').textContent");
        (said, names.collect())
    }

    /// Chooses an option of a filter.
    fn choose(&self, id: &str, text: &str) {
        let script = format!(
            "const it = document.getElementById('ui:{id}');\
             it.value = [...it.options].find((one) => one.textContent === '{text}').value;\
             it.dispatchEvent(new Event('change'));"
        );
        assert_eq!(self.browser.run(&script), Value::Null);
    }

    fn assert_no_complaints(&self) {
        assert_eq!(self.browser.complaints(), Vec::<String>::new());
    }
}

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
        // So does leaving it.
        shown.browser.press("x");
        assert!(shown.shows("ui:popup"));
        shown.browser.press(TAB);
        assert!(!shown.shows("ui:popup"));

        // A query of the address is answered.
        shown.open("index.html?q=guest-ping");
        shown.loaded();
        assert_eq!(shown.results().1[0], "guest-ping");
    }
    shown.assert_no_complaints();
}

/// Names, phrases, words of texts and typing errors; the best answer is the first.
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
fn filters_hide_what_is_not_there() {
    let Some(shown) = Shown::new(&qga(), 1280, 900) else {
        return tests::skip(MISSING);
    };
    shown.open("qga.html");
    assert!(shown.shows("guest-get-load") && shown.shows("guest-get-disks"));
    shown.choose("release", "2.11");
    assert!(!shown.shows("guest-get-load") && !shown.shows("guest-get-disks"));
    assert!(shown.shows("guest-ping"));
    // Kept on the next page, and taken from the address.
    shown.open("index.html");
    assert_eq!(
        shown.text("document.getElementById('ui:release').value"),
        "2011000"
    );
    shown.open("qga.html?release=&platform=windows");
    assert!(shown.shows("guest-suspend-disk") && !shown.shows("guest-suspend-hybrid"));
    shown.choose("platform", "Linux");
    assert!(shown.shows("guest-suspend-hybrid"));
    // A link shows what it leads to.
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

/// What came later than the chosen release is hidden, be it a row, a change or that something went.
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

/// QMP as of 10.0, or else of 9.1; of 10.0 because its pages have wide tables.
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

/// What is wider than a phone scrolls by itself, or is broken.
#[test]
fn no_text_makes_a_page_wide() {
    let word = "x".repeat(90);
    let columns = |text: &str| vec![text; 9].join("  ");
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
    // A table does.
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

/// The contents fold and unfold by Enter. Where there is room, they stay as they were left.
#[test]
fn the_contents_fold() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    let summary = "document.querySelector('#ui\\\\:contents > summary').focus()";
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        let unfolded = |text: &str| {
            assert_eq!(
                shown.text("document.getElementById('ui:contents').open"),
                text,
                "at {width}"
            );
        };
        let is_narrow = width < 832;
        shown.open("qga.html");
        unfolded(if is_narrow { "false" } else { "true" });
        assert_eq!(shown.browser.run(summary), Value::Null);
        shown.browser.press(ENTER);
        unfolded(if is_narrow { "true" } else { "false" });
        shown.open("index.html");
        unfolded("false");
    }
    // The filters fold, too, and can be reached.
    shown.browser.resize(390, 900);
    shown.open("index.html");
    assert!(!shown.shows("ui:release"));
    let summary = "document.querySelector('#ui\\\\:filters > summary').focus()";
    assert_eq!(shown.browser.run(summary), Value::Null);
    shown.browser.press(ENTER);
    assert!(shown.shows("ui:release"));
    shown.browser.press(TAB);
    assert_eq!(shown.focus(), "ui:release");
    shown.assert_no_complaints();
}

#[test]
fn the_contents_mark_what_is_read() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    let marked = "[...document.querySelectorAll('nav [aria-current]')]\
                  .map((it) => it.getAttribute('aria-current') + ' ' + it.textContent).join()";
    shown.open("qga.html#guest-file-read:count");
    let page = shown.text("document.querySelector('nav [aria-current=page]').textContent");
    assert_eq!(
        shown.text(marked),
        format!("page {page},location guest-file-read")
    );
    // It is within the part of the contents that is seen.
    let place = "document.querySelector('nav [aria-current=location]').getBoundingClientRect().top";
    assert!((0..900).contains(&shown.number(place)));
    // Reading on moves the mark.
    let script = "const done = arguments[arguments.length - 1];\
         document.getElementById('guest-fsfreeze-status').scrollIntoView();\
         requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));";
    let _ = shown.browser.run_async(script);
    assert_eq!(
        shown.text(marked),
        format!("page {page},location guest-fsfreeze-status")
    );
    shown.assert_no_complaints();
}

/// The links of the contents by module; those of other pages come with the filter.
#[test]
fn the_contents_can_be_filtered() {
    let Some(schema) = qmp() else {
        return tests::skip(NO_QMP);
    };
    let Some(shown) = Shown::new(&schema, 1400, 900) else {
        return tests::skip(MISSING);
    };
    let listed = "[...document.querySelectorAll('li.module')].filter((it) => it.checkVisibility())\
         .map((it) => it.firstElementChild.textContent + ': ' + [...it.querySelectorAll('a')]\
         .slice(1).filter((it) => it.checkVisibility()).map((it) => it.textContent).join(' ')).join('\\n')";
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        shown.open("job.html");
        assert_eq!(
            shown.text("[...document.querySelectorAll('nav details details > summary')].map((it) => it.textContent).join()"),
            "Commands 7,Events 1,Types 4"
        );
        let focus = "document.getElementById('ui:contents').open = true;\
                     document.getElementById('ui:narrow').focus()";
        assert_eq!(shown.browser.run(focus), Value::Null);
        shown.browser.press("job dis");
        shown.loaded();
        assert_eq!(
            shown.text(listed),
            "Background jobs: job-dismiss\nBlock core (VM unrelated): block-job-dismiss"
        );
        assert_eq!(
            shown.text("document.getElementById('ui:narrowed').textContent"),
            "2 definitions"
        );
        // A module's title counts, too.
        shown.browser.press(ESCAPE);
        shown.browser.press("yank feat");
        assert_eq!(shown.text(listed), "Yank feature: ");
        shown.browser.press(ESCAPE);
        assert_eq!(
            shown.text("document.querySelectorAll('li.module[hidden]').length"),
            "0"
        );
        // From the field to a link, and there.
        shown.browser.press("job-dism");
        shown.browser.press(TAB);
        assert_eq!(shown.focus(), "Background jobs");
        shown.browser.press(TAB);
        shown.browser.press(ENTER);
        assert!(
            shown
                .text("location.href")
                .ends_with("/job.html#job-dismiss"),
            "{}",
            shown.focus()
        );
    }
    shown.assert_no_complaints();
}

/// Every stop of the Tab key is seen, is marked, and leads on, from the way past the header to the last link.
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
        // Past all of that.
        shown.open("qga.html");
        shown.browser.press(TAB);
        shown.browser.press(ENTER);
        assert_eq!(shown.focus(), "ui:main");
    }
    shown.assert_no_complaints();
}

/// axe-core, the checker of accessibility, finds nothing: in the light and in the dark.
#[test]
fn a_checker_of_accessibility_finds_nothing() {
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/axe-core/axe.min.js");
    let Ok(checker) = fs::read_to_string(checker) else {
        return tests::skip("axe-core in target/axe-core, from the npm registry");
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
