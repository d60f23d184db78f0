//! Conditions: in docs, evaluated, or as `cfg`.

use insta::assert_snapshot;
use qapi_codegen::{Conditions, Config};

use super::code;
use crate::support::config;

/// Everything is generated, with its condition in the docs.
#[test]
fn conditions_in_docs() {
    let code = code("conditions", &config(|_| {}));
    assert_snapshot!(code.items(&["struct Host", "enum Signal", "struct HostSeal"]));
}

/// A peer leaves them out if their condition does not hold.
#[test]
fn members_under_a_condition_are_optional() {
    let code = code("conditional_parts", &config(|_| {}));
    assert_snapshot!(code.items(&["struct Device", "impl Device > fn new"]));
}

/// A member whose condition follows from that of its type is always present.
#[test]
fn members_are_mandatory_where_their_condition_is_implied() {
    let code = code("conditional_parts", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Rack"]));
}

/// Conditions of features are in the docs of the features.
#[test]
fn features_under_a_condition() {
    let code = code("conditional_parts", &config(|_| {}));
    assert_snapshot!(code.items(&["struct DriveRewind"]));
}

fn cfg(config: &mut Config) {
    let table = [
        ("HAVE_UNIX", "unix"),
        ("HAVE_WINDOWS", "windows"),
        ("IS_SEALED", "feature = \"sealed\""),
    ];
    let table = table.map(|(name, text)| (name.to_owned(), text.to_owned()));
    config.conditions = Conditions::Cfg(table.into());
    config.docs = false;
}

#[test]
fn a_cfg_on_a_member() {
    assert_snapshot!(code("conditions", &config(cfg)).of("Host"));
}

#[test]
fn a_cfg_on_a_value() {
    assert_snapshot!(code("conditions", &config(cfg)).of("Signal"));
}

#[test]
fn a_cfg_on_a_branch_of_a_union() {
    let code = code("conditions", &config(cfg));
    assert_snapshot!(code.items(&["enum Action*", "impl rt::Branches for Action*"]));
}

#[test]
fn a_cfg_on_a_branch_of_an_alternate() {
    assert_snapshot!(code("conditions", &config(cfg)).of("Target"));
}

#[test]
fn a_cfg_on_a_command() {
    assert_snapshot!(code("conditions", &config(cfg)).of("HostSeal"));
}

#[test]
fn a_cfg_on_an_event() {
    let code = code("conditions", &config(cfg));
    assert_snapshot!(code.items(&["struct Sealed", "enum Event", "impl rt::Branches for Event"]));
}

fn stove(config: &mut Config) {
    let table = [("HAVE_STOVE".to_owned(), "feature = \"stove\"".to_owned())];
    config.conditions = Conditions::Cfg(table.into());
    config.unknown_values = false;
    config.docs = false;
}

/// The code compiles if the condition does not hold, too.
#[test]
fn a_union_whose_branches_are_all_under_a_cfg() {
    let code = code("gated", &config(stove));
    assert_snapshot!(code.items(&["enum Load*", "impl rt::Branches for Load*"]));
}

#[test]
fn an_alternate_whose_branches_are_all_under_a_cfg() {
    assert_snapshot!(code("gated", &config(stove)).of("Amount"));
}

/// A `cfg` of a member changes the bits after it.
#[test]
fn which_members_are_optional_under_a_cfg() {
    let code = code("gated", &config(stove));
    assert_snapshot!(code.items(&["impl rt::Object for Kitchen > const TABLE > optional"]));
}
