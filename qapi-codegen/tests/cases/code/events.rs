//! Events, and the enum of all events.

use insta::assert_snapshot;

use super::code;
use crate::support::config;

#[test]
fn an_event() {
    let code = code("events", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct VolumeGone", "impl rt::Event for VolumeGone"]));
}

#[test]
fn an_event_without_data() {
    let code = code("events", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct StoreQuiet", "impl rt::Event for StoreQuiet"]));
}

#[test]
fn an_event_whose_data_has_a_type() {
    assert_snapshot!(code("events", &config(|_| {})).of("Changed"));
}

#[test]
fn all_events() {
    assert_snapshot!(code("events", &config(|_| {})).of("Event"));
}
