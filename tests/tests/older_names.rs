//! Comparisons, histories, introspection, validation and manuals of a schema whose names contain dots, as
//! those of QEMU 2.0 to 2.5 do.

use qapi_compat::diff::{Comparison, Finding, Policy, compare};
use qapi_compat::history::{History, Release};
use qapi_compat::validate::{self, Validator};
use qapi_manual::{HtmlOptions, ManPage, Manual, MarkdownOptions};
use qapi_parser::introspect::{Options, introspect};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

const TEXT: &str = include_str!("../../qapi-codegen/tests/schemas/older_names.json");

/// The schema with dots.
fn old() -> Schema {
    read(TEXT)
}

/// The same as a later release has it: QEMU 2.6 wrote `_` for the dots of values.
fn new() -> Schema {
    let text = TEXT
        .replace("l1_grow.alloc_table", "l1_grow_alloc_table")
        .replace("'*set.state'", "'*new.state'");
    read(&text)
}

fn read(text: &str) -> Schema {
    let loader = Memory::new().with("older_names.json", text);
    let outcome = check(&loader, "older_names.json", Edition::Auto).unwrap();
    outcome.schema.expect("warnings leave a schema")
}

fn listed(comparison: &Comparison) -> String {
    let line = |finding: &Finding| {
        let reaches = finding.reaches.iter();
        let open = reaches.filter(|reach| reach.accepted.is_none());
        let paths: Vec<String> = open.map(|reach| format!("\n  {}", reach.path)).collect();
        format!("{}{}\n", finding.rule.id, paths.concat())
    };
    comparison.findings.iter().map(line).collect()
}

#[test]
fn dots_are_compared_as_they_are() {
    let (old, new) = (old(), new());
    assert_eq!(listed(&compare(&old, &old)), "");
    insta::assert_snapshot!(listed(&compare(&old, &new)));
}

#[test]
fn policies_reach_names_with_dots() {
    let (old, new) = (old(), new());
    let mut comparison = compare(&old, &new);
    let policy = r#"
[[accept]]
path = '* / member set.state'
reason = 'new.state it is'

[[accept]]
rule = '*-value-*'
path = '* / value "l1_grow.alloc*'
reason = 'renamed'
"#;
    let policy = Policy::from_toml(policy).unwrap();
    policy.apply(&mut comparison, "2026-11-20".parse().unwrap());
    assert_eq!(comparison.remarks, [""; 0]);
    assert!(comparison.accepted() > 0);
    let left = listed(&comparison);
    assert!(!left.contains("value \"l1_grow.alloc_table\""), "{left}");
    assert!(!left.contains("member set.state"), "{left}");
}

#[test]
fn a_history_tells_of_names_with_dots() {
    let (old, new) = (old(), new());
    let release = |label: &str, schema| Release {
        label: label.to_owned(),
        schema,
    };
    let history = History::of(&[release("2.5", &old), release("2.6", &new)]);
    insta::assert_snapshot!(history.markdown());
}

#[test]
fn an_answer_has_names_with_dots() {
    let answer = introspect(&old(), &Options::default()).unwrap();
    let lines: Vec<String> = answer.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn messages_have_names_with_dots() {
    let schema = old();
    let validator = Validator::new(&schema, validate::Options::default()).unwrap();
    let told = |lines: &[&str]| -> Vec<String> {
        let mut told = Vec::new();
        let recording = lines.join("\n");
        let read = validator.read(recording.as_bytes(), |it| told.push(it.to_string()));
        read.unwrap();
        told
    };
    let right = [
        r#"{"execute": "query-disk", "arguments": {"disk.name": "a"}}"#,
        r#"{"return": [{"fault.step": "l1_grow.alloc_table", "step": "2.5", "at": {"l1.offset": 1}}]}"#,
        r#"{"event": "DISK.FAILED", "data": {"fault.step": "_"}, "timestamp": {"seconds": 1, "microseconds": 2}}"#,
    ];
    assert_eq!(told(&right), [""; 0]);
    let wrong = [
        r#"{"execute": "disk-fail", "arguments": {"faults": []}}"#,
        r#"{"error": {"class": "CommandNotFound", "desc": "no such command"}}"#,
        r#"{"execute": "query-disk", "arguments": {"disk-name": "a"}}"#,
        r#"{"return": [{"fault.step": "l1_grow.alloc_table", "step": "l1_grow_alloc_table", "at": {"l1.offset": "far"}}]}"#,
    ];
    insta::assert_snapshot!(told(&wrong).join("\n"));
}

#[test]
fn as_a_page() {
    let schema = old();
    let page = Manual::new(&schema, "Faults").man(&ManPage::new("faults"));
    insta::assert_snapshot!(page);
}

#[test]
fn as_markdown() {
    let schema = old();
    let options = MarkdownOptions::default();
    insta::assert_snapshot!(Manual::new(&schema, "Faults").markdown(&options));
}

#[test]
fn as_a_site() {
    let schema = old();
    let files = Manual::new(&schema, "Faults").html(&HtmlOptions::default());
    let shown = files
        .iter()
        .filter(|(name, _)| name == "older_names.html" || name == "search.js");
    let shown = shown.map(|(name, text)| {
        let main = text.find("<main").unwrap_or(0);
        format!("==== {name}\n{}", text.get(main..).unwrap_or_default())
    });
    let shown: String = shown.collect();
    // Every link within the page leads to one anchor.
    for link in shown.split("href=\"#").skip(1) {
        let (target, _) = link.split_once('"').expect("an attribute has an end");
        assert_eq!(
            shown.matches(&format!("id=\"{target}\"")).count(),
            1,
            "{target}"
        );
    }
    insta::assert_snapshot!(shown);
}
