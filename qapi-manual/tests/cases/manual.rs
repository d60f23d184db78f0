//! The manual of a small schema of our own, by each writer.

use qapi_manual::{HtmlOptions, ManPage, Manual, MarkdownOptions};
use qapi_parser::{Edition, Memory, Outcome, check};

fn outcome() -> Outcome {
    let loader = Memory::new()
        .with("ward.json", include_str!("manual/ward.json"))
        .with("tools.json", include_str!("manual/tools.json"));
    check(&loader, "ward.json", Edition::Auto).expect("it is there")
}

fn manual(outcome: &Outcome) -> Manual {
    let errors: Vec<_> = (outcome.diagnostics.iter())
        .map(|it| it.short(&outcome.sources))
        .collect();
    let schema = outcome.schema.as_ref();
    Manual::new(schema.unwrap_or_else(|| panic!("{errors:#?}")), "The Wards")
}

#[test]
fn as_a_page() {
    let mut page = ManPage::new("wards");
    page.release = "2.4".to_owned();
    insta::assert_snapshot!(manual(&outcome()).man(&page));
}

#[test]
fn as_markdown_in_one_file() {
    let options = MarkdownOptions::default();
    insta::assert_snapshot!(manual(&outcome()).markdown(&options));
}

#[test]
fn as_markdown_in_a_file_a_module() {
    let options = MarkdownOptions {
        comment: "Made by a test.".to_owned(),
        summary: true,
    };
    let files = manual(&outcome()).markdown_files(&options);
    let shown = files
        .iter()
        .map(|(name, text)| format!("==== {name}\n{text}"));
    insta::assert_snapshot!(shown.collect::<String>());
}

#[test]
fn as_a_site() {
    let mut options = HtmlOptions::default();
    options.release = "2.4".to_owned();
    let files = manual(&outcome()).html(&options);
    let names: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    assert_eq!(
        names,
        [
            "index.html",
            "ward.html",
            "tools.html",
            "search.js",
            "script.js",
            "style.css"
        ]
    );
    // The script and the style are as they are written.
    let shown = files.iter().take(4);
    let shown = shown.map(|(name, text)| format!("==== {name}\n{text}"));
    insta::assert_snapshot!(shown.collect::<String>());
}

/// Every link within Markdown leads to an anchor, and no anchor is there twice.
#[test]
fn links_of_markdown_lead_somewhere() {
    let manual = manual(&outcome());
    let options = MarkdownOptions::default();
    let mut files = manual.markdown_files(&options);
    files.push(("one.md".to_owned(), manual.markdown(&options)));
    let mut count = 0;
    for (name, text) in &files {
        for link in text.split("](").skip(1) {
            let (target, _) = link.split_once(')').expect("a link has an end");
            if target.starts_with('<') {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { name } else { file };
            let found = files.iter().find(|(name, _)| name == file);
            let (_, text) = found.unwrap_or_else(|| panic!("{name}: no file {file}"));
            let anchor = format!("<a id=\"{anchor}\"></a>");
            let times = text.matches(&anchor).count();
            assert!(
                times == 1 || !target.contains('#'),
                "{name}: {target}: {times}"
            );
            count += 1;
        }
    }
    assert!(count > 40, "{count} links are too few");
}

#[test]
fn what_is_not_understood_is_named_with_its_line() {
    let outcome = outcome();
    let manual = manual(&outcome);
    let found: Vec<String> = (manual.warnings().iter())
        .map(|warning| warning.short(&outcome.sources))
        .collect();
    assert_eq!(
        found,
        ["ward.json:32:3: warning: the directive 'mystery' is not understood"]
    );
}

/// Lists with letters and lists of fields, which the schema above lacks.
#[test]
fn rarer_lists_have_their_form() {
    let text = "##\n# b) two\n# c) three\n#\n# :width: 7\n# :depth:\n#     8\n##\n";
    let loader = Memory::new().with("lists.json", text);
    let outcome = check(&loader, "lists.json", Edition::Latest).expect("it is there");
    let manual = manual(&outcome);
    let page = manual.man(&ManPage::new("lists"));
    assert!(page.contains(".IP b. 4\ntwo\n.IP c. 4\nthree\n"), "{page}");
    assert!(page.contains("\\fBwidth:\\fR\n.RS 4\n"), "{page}");
    let files = manual.html(&HtmlOptions::default());
    let html: String = files.iter().map(|(_, text)| &**text).collect();
    for wanted in [
        "<ol type=\"a\" start=\"2\">\n<li>two</li>\n<li>three</li>\n</ol>\n",
        "<dl>\n<dt>width</dt>\n<dd>7</dd>\n<dt>depth</dt>\n<dd>8</dd>\n</dl>\n",
    ] {
        assert!(html.contains(wanted), "{html}");
    }
}
