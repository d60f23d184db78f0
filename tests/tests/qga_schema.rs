//! The guest agent's schema in this project's words against upstream's.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that fails stops"
)]

use qapi_parser::{Edition, FileSystem, Memory, check, dump};

/// The dump without docs and without what names files.
fn facts(loader: &dyn qapi_parser::Loader, path: &str) -> String {
    let outcome = check(loader, path, Edition::Latest).expect("the file is readable");
    let shown: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|it| it.short(&outcome.sources))
        .collect();
    assert!(shown.is_empty(), "{shown:#?}");
    let dumped = dump(&outcome.schema.expect("no errors"), false);
    let is_fact = |line: &&str| !line.starts_with("module ") && !line.starts_with("include ");
    dumped
        .lines()
        .filter(is_fact)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn wire_facts_are_upstream_s() {
    let upstream = tests::shared().join("upstream/qga-10.2.2.json");
    if !upstream.is_file() {
        return tests::skip("upstream's schema of the guest agent");
    }
    let ours = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let upstream = upstream.to_str().expect("paths are UTF-8");
    let (ours, upstream) = (
        facts(&ours, qga_schema::FILE_NAME),
        facts(&FileSystem, upstream),
    );
    assert!(ours.lines().count() > 500);
    assert_eq!(ours, upstream);
}
