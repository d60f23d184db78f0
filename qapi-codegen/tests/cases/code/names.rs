//! Names: of the prelude, invalid in Rust, clashing, and with dots.

use insta::assert_snapshot;
use qapi_codegen::Emit;

use super::code;
use crate::support::config;

#[test]
fn types_that_have_names_of_the_prelude() {
    let code = code("names", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Option*", "struct String*", "enum Result*"]));
}

#[test]
fn names_that_are_no_identifiers() {
    let code = code("names", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["enum OrgExample*", "struct XStruct"]));
}

#[test]
fn a_member_that_open_arguments_have_already() {
    let code = code("names", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Rest"]));
}

#[test]
fn an_event_that_is_called_event() {
    let code = code("names", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Event", "enum AnyEvent"]));
}

/// Names of releases until 2.5.
#[test]
fn names_with_dots() {
    let config = config(|config| {
        config.emit = [Emit::Types, Emit::Server].into();
        config.docs = false;
    });
    let code = code("older_names", &config);
    assert_snapshot!(code.items(&[
        "enum FaultStep",
        "impl rt::Enum for FaultStep > fn as_str",
        "struct Fault > set_state",
        "struct FaultAt",
        "struct DiskOptions",
        "trait Server > fn disk_fail",
    ]));
}

#[test]
fn docs_of_names_with_dots() {
    let code = code("older_names", &config(|_| {}));
    assert_snapshot!(code.items(&["enum FaultStep", "struct Fault", "struct DiskFail"]));
}
