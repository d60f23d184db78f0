//! The manual of a small schema of our own, by each writer.
#![cfg(feature = "manual")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that fails stops")]

use qapi_codegen::reference::{Document, Man};
use qapi_parser::{Edition, Memory, Outcome, check};

fn outcome() -> Outcome {
    let loader = Memory::new()
        .with("ward.json", include_str!("manual/ward.json"))
        .with("tools.json", include_str!("manual/tools.json"));
    check(&loader, "ward.json", Edition::Auto).expect("it is there")
}

fn document(outcome: &Outcome) -> Document {
    let errors: Vec<_> = (outcome.diagnostics.iter())
        .map(|it| it.short(&outcome.sources))
        .collect();
    let schema = outcome.schema.as_ref();
    Document::new(schema.unwrap_or_else(|| panic!("{errors:#?}")), "The Wards")
}

#[test]
fn as_a_page() {
    let mut page = Man::new("wards");
    page.release = "2.4".to_owned();
    insta::assert_snapshot!(document(&outcome()).man(&page));
}

#[test]
fn what_is_not_understood_is_named_with_its_line() {
    let outcome = outcome();
    let document = document(&outcome);
    let found: Vec<String> = (document.warnings().iter())
        .map(|warning| warning.short(&outcome.sources))
        .collect();
    assert_eq!(
        found,
        ["ward.json:32:3: warning: the directive 'mystery' is not understood"]
    );
}
