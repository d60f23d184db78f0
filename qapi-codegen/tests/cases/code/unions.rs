//! Unions: a struct of the common members, and an enum of the branches.

use insta::assert_snapshot;

use super::code;
use crate::support::config;

#[test]
fn a_union() {
    assert_snapshot!(code("unions", &config(|_| {})).of("Store"));
}

#[test]
fn the_branches_of_a_union() {
    let code = code("unions", &config(|_| {}));
    assert_snapshot!(code.items(&["enum Store*", "impl rt::Branches for Store*"]));
}

#[test]
fn a_union_that_keeps_no_unknown_branches() {
    let code = code("unions", &config(|config| config.unknown_values = false));
    assert_snapshot!(code.items(&["enum TapeStore*", "impl rt::Branches for TapeStore*"]));
}

/// The discriminator is in a base. No branch has members, and a type has the name of their enum.
#[test]
fn a_union_that_inherits_its_discriminator() {
    let code = code("unions", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&[
        "struct TagOnly",
        "impl rt::Object for TagOnly",
        "enum TagOnly*"
    ]));
}

#[test]
fn a_union_of_one_branch() {
    let code = code("unions", &config(|_| {}));
    assert_snapshot!(code.items(&["impl rt::Branches for OneBranch*"]));
}

/// The form of releases before 7.0: each branch has its value in a member `data`.
#[test]
fn a_union_without_discriminator() {
    let code = code("legacy", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Simple", "struct StrWrapper", "enum Simple*"]));
}
