//! Commands: the structs of their arguments, and their properties.

use insta::assert_snapshot;

use super::code;
use crate::support::config;

#[test]
fn a_command() {
    let code = code("command_kinds", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&[
        "struct VolumeAdd",
        "impl VolumeAdd > fn new",
        "impl rt::Command for VolumeAdd",
    ]));
}

#[test]
fn a_command_without_arguments() {
    let code = code("command_kinds", &config(|_| {}));
    assert_snapshot!(code.items(&["struct Ping", "impl Ping", "impl rt::Command for Ping"]));
}

/// Its arguments are a union, so it is `boxed`.
#[test]
fn a_command_whose_arguments_have_a_type() {
    assert_snapshot!(code("command_kinds", &config(|_| {})).of("StoreSet"));
}

/// With `gen: false` it takes arguments that the schema does not list.
#[test]
fn a_command_with_open_arguments() {
    let code = code("command_kinds", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&[
        "struct DeviceAdd",
        "impl rt::Object for DeviceAdd",
        "impl rt::Serialize for DeviceAdd",
    ]));
}

#[test]
fn flags_and_replies() {
    let code = code("command_kinds", &config(|_| {}));
    assert_snapshot!(code.items(&["impl rt::Command for *"]));
}
