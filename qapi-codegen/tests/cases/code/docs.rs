//! Docs: the schema's texts as rustdoc.

use insta::assert_snapshot;

use super::code;
use crate::support::config;

#[test]
fn the_docs_of_a_type() {
    assert_snapshot!(code("docs", &config(|_| {})).items(&["struct Texts"]));
}

#[test]
fn the_docs_of_a_command() {
    assert_snapshot!(code("docs", &config(|_| {})).items(&["struct OpenTexts"]));
}

#[test]
fn docs_of_older_releases() {
    assert_snapshot!(code("legacy", &config(|_| {})).items(&["struct Simple", "struct Point"]));
}

/// Links in every direction between types, commands and events.
#[test]
fn links_between_modules() {
    let code = code("events", &config(|_| {}));
    assert_snapshot!(code.items(&["struct VolumeGone", "struct StoreQuiet", "struct StoreHush"]));
}
