//! Alternates: a branch for each kind of JSON value.

use insta::assert_snapshot;

use super::code;
use crate::support::config;

#[test]
fn an_alternate() {
    assert_snapshot!(code("alternates", &config(|_| {})).of("PointRef"));
}

#[test]
fn an_alternate_of_numbers_and_booleans() {
    let code = code("alternates", &config(|_| {}));
    assert_snapshot!(code.items(&["impl rt::Alternate for Setting"]));
}
