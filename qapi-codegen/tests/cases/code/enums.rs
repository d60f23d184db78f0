//! Enums: values, their names, and unlisted values.

use insta::assert_snapshot;

use super::code;
use crate::support::config;

#[test]
fn an_enum() {
    assert_snapshot!(code("enums", &config(|_| {})).of("Medium"));
}

#[test]
fn an_enum_that_keeps_no_unknown_values() {
    let config = config(|config| config.unknown_values = false);
    assert_snapshot!(code("enums", &config).of("Keywords"));
}

#[test]
fn values_that_begin_with_digits() {
    let code = code("enums", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["enum Digits"]));
}

#[test]
fn values_that_are_keywords() {
    let code = code("enums", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["enum Keywords"]));
}

#[test]
fn values_that_differ_by_case() {
    let code = code("enums", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["enum Mixed"]));
}
