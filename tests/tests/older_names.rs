//! Comparisons, histories, introspection, validation and manuals of a schema whose names contain
//! dots, as in QEMU 2.0 to 2.5.

use qapi_compat::diff::{Comparison, Finding, Policy, compare};
use qapi_compat::history::{History, Release};
use qapi_compat::validate::{self, Validator};
use qapi_manual::{HtmlOptions, Manual};
use qapi_parser::introspect::{Options, introspect};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

const TEXT: &str = include_str!("../../qapi-codegen/tests/schemas/older_names.json");

/// Returns the schema with dots.
fn old() -> Schema {
    read(TEXT)
}

/// Returns the schema of a later release: QEMU 2.6 replaced the dots of values by `_`.
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

/// Every link in a page leads to one anchor.
#[test]
fn links_of_a_site_have_names_with_dots() {
    let schema = old();
    let files = Manual::new(&schema, "Faults").html(&HtmlOptions::default());
    let page = files.iter().find(|(name, _)| name == "older_names.html");
    let (_, page) = page.expect("a page of the module");
    let links: Vec<&str> = page.split("href=\"#").skip(1).collect();
    assert!(links.len() > 20, "{} links are too few", links.len());
    for link in links {
        let (target, _) = link.split_once('"').expect("an attribute has an end");
        let anchor = format!("id=\"{target}\"");
        assert_eq!(page.matches(&anchor).count(), 1, "{target}");
    }
}
