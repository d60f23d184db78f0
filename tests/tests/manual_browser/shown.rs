//! A site in a browser, key presses, and the visible result.

use std::fs;

use qapi_manual::{HtmlOptions, Manual};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};
use serde_json::{Value, json};
use tests::browser::Browser;

/// The keys, as WebDriver names them.
pub(crate) const TAB: &str = "\u{e004}";
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const UP: &str = "\u{e013}";
pub(crate) const DOWN: &str = "\u{e015}";

/// The widths of a phone, a tablet and a desktop screen.
pub(crate) const WIDTHS: [u32; 3] = [390, 768, 1400];

pub(crate) const MISSING: &str = "Debian's packages chromium and chromium-driver";
pub(crate) const NO_QMP: &str = "the package qapi-qmp 0.15.0";

pub(crate) fn qga() -> Schema {
    let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let outcome = check(&loader, qga_schema::FILE_NAME, Edition::Latest).expect("it is there");
    outcome.schema.expect("no errors")
}

/// Returns the schema of QMP of 9.1.
pub(crate) fn qmp() -> Option<Schema> {
    let found = tests::registry_schema("qapi-qmp", (0, 15, 0))?;
    let path = found.path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, path, Edition::Auto).expect("it is readable");
    Some(outcome.schema.expect("no errors"))
}

/// A site in a folder of files, and the browser that shows it.
pub(crate) struct Shown {
    pub(crate) browser: Browser,
    folder: tempfile::TempDir,
}

impl Shown {
    pub(crate) fn new(schema: &Schema, width: u32, height: u32) -> Option<Self> {
        Self::of(
            Manual::new(schema, "Manual").html(&HtmlOptions::default()),
            width,
            height,
        )
    }

    pub(crate) fn of(files: Vec<(String, String)>, width: u32, height: u32) -> Option<Self> {
        let browser = Browser::start(width, height)?;
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("written");
        }
        Some(Self { browser, folder })
    }

    pub(crate) fn open(&self, page: &str) {
        // A new fragment alone would not load the page again.
        self.browser.open("about:blank");
        let folder = self.folder.path().display();
        self.browser.open(&format!("file://{folder}/{page}"));
    }

    /// Returns the names of all pages.
    pub(crate) fn pages(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).expect("the folder");
        let names = files.filter_map(|file| file.expect("an entry").file_name().into_string().ok());
        let mut pages: Vec<String> = names.filter(|name| name.ends_with(".html")).collect();
        pages.sort();
        pages
    }

    /// Returns the number of pixels by which the current page is too wide.
    pub(crate) fn overflow(&self) -> i64 {
        self.number("document.documentElement.scrollWidth - innerWidth")
    }

    /// Asserts that a page does not scroll sideways, at any width.
    pub(crate) fn assert_fits(&self, page: &str) {
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

    /// Returns whether the element with an id is visible.
    pub(crate) fn shows(&self, id: &str) -> bool {
        let script = format!("return document.getElementById('{id}').checkVisibility()");
        self.browser.run(&script) == json!(true)
    }

    pub(crate) fn number(&self, script: &str) -> i64 {
        let value = self.browser.run(&format!("return Math.round({script})"));
        value
            .as_i64()
            .unwrap_or_else(|| panic!("{script}: {value}"))
    }

    pub(crate) fn text(&self, script: &str) -> String {
        let value = self.browser.run(&format!("return String({script})"));
        value.as_str().unwrap_or("").to_owned()
    }

    /// Returns the id of the focused element, or else its text.
    pub(crate) fn focus(&self) -> String {
        self.text("document.activeElement.id || document.activeElement.textContent.trim()")
    }

    /// Types a query, and returns the sentence on the results and their names.
    pub(crate) fn search(&self, query: &str) -> (String, Vec<String>) {
        self.browser.press("/");
        self.loaded();
        self.browser.press(query);
        self.results()
    }

    /// Waits until the data of the search are loaded.
    pub(crate) fn loaded(&self) {
        let script = "const done = arguments[arguments.length - 1];\
             const wait = () => typeof ENTRIES === 'undefined' ? setTimeout(wait, 10) : setTimeout(done, 10);\
             wait();";
        let _ = self.browser.run_async(script);
    }

    pub(crate) fn results(&self) -> (String, Vec<String>) {
        let names = self.browser.run(
            "return [...document.querySelectorAll('[role=option] b')].map((it) => it.textContent)",
        );
        let names = names.as_array().cloned().unwrap_or_default();
        let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
        let said = self.text("document.getElementById('ui:found').textContent");
        (said, names.collect())
    }

    /// Chooses an option of a filter.
    pub(crate) fn choose(&self, id: &str, text: &str) {
        let script = format!(
            "const it = document.getElementById('ui:{id}');\
             it.value = [...it.options].find((one) => one.textContent === '{text}').value;\
             it.dispatchEvent(new Event('change'));"
        );
        assert_eq!(self.browser.run(&script), Value::Null);
    }

    pub(crate) fn assert_no_complaints(&self) {
        assert_eq!(self.browser.complaints(), Vec::<String>::new());
    }
}
