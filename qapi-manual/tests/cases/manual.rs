//! The manual of a small schema, by each writer.

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

/// Returns the manual as one file of each form.
fn written(manual: &Manual) -> [(&'static str, String); 3] {
    let html = manual.html(&HtmlOptions::default());
    [
        ("man", manual.man(&ManPage::new("wards"))),
        ("Markdown", manual.markdown(&MarkdownOptions::default())),
        ("HTML", html.into_iter().map(|(_, text)| text).collect()),
    ]
}

/// Returns the lines from one that begins with `from` to one that begins with one of `to`.
fn between<'t>(text: &'t str, from: &str, to: &[&str]) -> Vec<&'t str> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with(from));
    let first = lines
        .next()
        .unwrap_or_else(|| panic!("no line begins with {from}: {text}"));
    let rest = lines.take_while(|line| !to.iter().any(|to| line.starts_with(to)));
    std::iter::once(first).chain(rest).collect()
}

/// Returns the part of a manual about a definition, in each form.
fn entry(manual: &Manual, name: &str) -> String {
    let forms = written(manual).map(|(form, text)| {
        let lines = match form {
            "man" => between(&text, &format!(".SS \"{name} ("), &[".SS", ".SH"]),
            "Markdown" => between(&text, &format!("<a id=\"{name}\">"), &["<a id="]),
            _ => {
                let at = text.find(&format!(" id=\"{name}\"")).unwrap();
                let at = text[..at].rfind('\n').unwrap() + 1;
                between(&text[at..], "<section", &["</section>"])
            }
        };
        format!("==== {form}\n{}\n", lines.join("\n").trim_end())
    });
    forms.concat()
}

#[test]
fn an_enum() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "WardKind"));
}

#[test]
fn a_union() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "Ward"));
}

#[test]
fn an_alternate() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "Door"));
}

#[test]
fn a_command() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "admit"));
}

#[test]
fn an_event() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "ADMITTED"));
}

/// Its description contains lines that look like macros of roff.
#[test]
fn a_command_without_a_reply() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "sharpen"));
}

#[test]
fn members_without_a_description() {
    insta::assert_snapshot!(entry(&manual(&outcome()), "Bare"));
}

/// Names of releases until 2.5, next to unions whose branches have a value.
#[test]
fn names_with_dots() {
    let text = "{ 'enum': 'Step', 'data': [ 'l1_grow.table', '2.5' ] }
{ 'type': 'disk.Base', 'data': { 'fault.step': 'Step', 'at': { 'l1.offset': 'int' } } }
{ 'union': 'disk.Options', 'base': 'disk.Base', 'discriminator': 'fault.step',
  'data': { '2.5': 'disk.Chain' } }
{ 'type': 'disk.Chain', 'data': { '_': 'Backend' } }
{ 'union': 'Backend', 'data': { 'file.raw': 'Step' } }
";
    let loader = Memory::new().with("older.json", text);
    let outcome = check(&loader, "older.json", Edition::Auto).expect("it is there");
    let manual = manual(&outcome);
    let names = ["disk.Base", "disk.Options", "Backend"];
    insta::assert_snapshot!(names.map(|name| entry(&manual, name)).concat());
}

/// A comment that describes no definition.
#[test]
fn free_text() {
    let manual = manual(&outcome());
    let forms = written(&manual).map(|(form, text)| {
        let lines = match form {
            "man" => between(&text, ".SH \"WARDS\"", &[".SH \"TOOLS\""]),
            "Markdown" => between(
                &text,
                "<a id=\"section:wards\"",
                &["<a id=\"section:tools\""],
            ),
            _ => {
                let at = text.find("<h1 id=\"section:wards\"").unwrap();
                between(&text[at..], "<h1", &["<section class=\"entry"])
            }
        };
        format!("==== {form}\n{}\n", lines.join("\n").trim_end())
    });
    insta::assert_snapshot!(forms.concat());
}

#[test]
fn the_frame_of_a_page_for_man() {
    let mut page = ManPage::new("wards");
    page.release = "2.4".to_owned();
    let page = manual(&outcome()).man(&page);
    let head = between(&page, ".TH", &[".SH \"WARDS\""]);
    let tail = between(&page, ".SH \"COMMANDS AND EVENTS INDEX\"", &[]);
    insta::assert_snapshot!([head, vec!["[..]"], tail].concat().join("\n"));
}

#[test]
fn the_frame_of_markdown_in_one_file() {
    let text = manual(&outcome()).markdown(&MarkdownOptions::default());
    let head = between(&text, "# The Wards", &["<a id=\"section:wards\""]);
    let tail = between(&text, "<a id=\"section:commands-and-events-index\"", &[]);
    insta::assert_snapshot!([head, vec!["[..]", ""], tail].concat().join("\n"));
}

/// Links lead from file to file, and headings begin at the first level.
#[test]
fn markdown_in_a_file_a_module() {
    let options = MarkdownOptions {
        comment: "Made by a test.".to_owned(),
        summary: true,
    };
    let files = manual(&outcome()).markdown_files(&options);
    let shown = files.iter().map(|(name, text)| {
        let text = match &**name {
            "ward.md" => text
                .lines()
                .take(8)
                .map(|line| format!("{line}\n"))
                .collect(),
            _ => text.clone(),
        };
        format!("==== {name}\n{text}")
    });
    insta::assert_snapshot!(shown.collect::<String>());
}

/// Returns a file of the site.
fn file_of_site(wanted: &str) -> String {
    let mut options = HtmlOptions::default();
    options.release = "2.4".to_owned();
    let files = manual(&outcome()).html(&options);
    let names: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    let all = [
        "index.html",
        "ward.html",
        "tools.html",
        "search.js",
        "script.js",
        "find.js",
        "contents.js",
        "style.css",
    ];
    assert_eq!(names, all);
    let mut files = files.into_iter();
    files.find(|(name, _)| name == wanted).unwrap().1
}

#[test]
fn the_frame_of_a_site() {
    let text = file_of_site("tools.html");
    let head = between(&text, "<!DOCTYPE", &["<section class=\"entry"]);
    let tail = between(&text, "</main>", &[]);
    insta::assert_snapshot!([head, vec!["[..]"], tail].concat().join("\n"));
}

#[test]
fn the_index_of_a_site() {
    let text = file_of_site("index.html");
    insta::assert_snapshot!(between(&text, "<section aria", &["</main>"]).join("\n"));
}

/// The data of the search.
#[test]
fn the_entries_of_a_site() {
    insta::assert_snapshot!(file_of_site("search.js"));
}

/// Every link in Markdown leads to an anchor, and anchors are unique.
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
        ["ward.json:32:3: warning[markup-directive]: the directive 'mystery' is not understood"]
    );
}

/// Lists with letters and lists of fields, which the schema above does not contain.
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

/// A badge shows the release only where no text does.
#[test]
fn since_appears_once() {
    let text = "##
# @alone:
#
# Since: 1.1
##
{ 'command': 'alone' }
##
# @more:
#
# @a: a number (since 2.2)
#
# Since: 1.1 (a since 2.2)
##
{ 'command': 'more', 'data': { '*a': 'int' } }
";
    let loader = Memory::new().with("since.json", text);
    let outcome = check(&loader, "since.json", Edition::Latest).expect("it is there");
    let files = manual(&outcome).html(&HtmlOptions::default());
    let page = &files[1].1;
    let part = |name: &str| {
        let at = page.find(&format!(" id=\"{name}\"")).unwrap();
        let part = &page[at..at + page[at..].find("</section>").unwrap()];
        part.to_lowercase()
    };
    let times = |name: &str, text: &str| part(name).matches(text).count();
    assert_eq!(times("alone", "since 1.1</span>"), 1);
    assert_eq!(times("alone", "<h4>since"), 0);
    assert_eq!(times("more", "since 1.1</span>"), 0);
    assert_eq!(times("more", "<h4>since"), 1);
    assert_eq!(times("more", "(since 2.2)"), 1);
    assert_eq!(times("more", "badge since"), 0);
    // The data of the filters contains it nevertheless.
    assert_eq!(times("more", "data-since=\"2002000\""), 1);
}

/// Links to targets outside of the schema, as in QEMU's whole manual.
#[test]
fn references_that_lead_nowhere_are_plain_text() {
    let text = "##
# = Machines
#
# See :ref:`cpu-topology` or :ref:`the guide <guide-label>`,
# and :doc:`another page </interop/page>`.
##
";
    let loader = Memory::new().with("refs.json", text);
    let outcome = check(&loader, "refs.json", Edition::Auto).expect("it is there");
    let manual = manual(&outcome);
    for (form, text) in written(&manual) {
        let text = text.replace("\\-", "-").replace('\n', " ");
        let wanted = "See cpu-topology or the guide, and another page.";
        assert!(text.contains(wanted), "{form}: {text}");
        assert!(
            !text.contains(":ref:") && !text.contains("guide-label"),
            "{form}"
        );
    }
    assert_eq!(manual.warnings().len(), 3);
}

#[test]
fn a_schema_suggests_a_title() {
    let title = |text: &str| {
        let loader = Memory::new().with("top.json", text);
        let loader = loader.with("part.json", "##\n# = Part\n##\n");
        let outcome = check(&loader, "top.json", Edition::Auto).expect("it is there");
        Manual::suggested_title(&outcome.schema.expect("no errors"))
    };
    let negotiation = "{ 'command': 'qmp_capabilities' }\n";
    let introduction = "##\n# = Introduction\n#\n# == More\n##\n";
    assert_eq!(title("{ 'command': 'stop' }"), None);
    assert_eq!(title(introduction).as_deref(), Some("Introduction"));
    assert_eq!(title("{ 'include': 'part.json' }").as_deref(), Some("Part"));
    let underlined = "##\n# *****\n# Wards\n# *****\n##\n";
    assert_eq!(title(underlined).as_deref(), Some("Wards"));
    // The title of QMP is not in its schema; that of another program that uses it is.
    let machine = [negotiation, introduction].concat();
    assert_eq!(title(&machine).as_deref(), Some("QEMU Machine Protocol"));
    assert_eq!(title(negotiation).as_deref(), Some("QEMU Machine Protocol"));
    let daemon = ["##\n# = Storage daemon protocol\n##\n", negotiation].concat();
    assert_eq!(title(&daemon).as_deref(), Some("Storage daemon protocol"));
}
