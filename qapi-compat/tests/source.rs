//! Comparisons of generated code: reading, rules, places, reports. The rules are also tested with
//! programs and a compiler, in the package `tests`.
#![cfg(feature = "source")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails stops"
)]

use qapi_compat::diff::source::{SourceError, Version, compare};
use qapi_compat::diff::{Comparison, Finding, GithubPaths, Human, Level, Policy};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, Memory, check};

fn schema(name: &str, text: &str) -> Schema {
    let loader = Memory::new().with(name, text);
    let outcome = check(&loader, name, Edition::Auto).expect("it is in memory");
    outcome.schema.expect("no errors")
}

/// Compares two versions, each a schema and code.
fn versions(old: (&str, &str), new: (&str, &str)) -> Result<Comparison, SourceError> {
    let (before, after) = (schema("old.json", old.0), schema("new.json", new.0));
    let old = Version {
        schema: &before,
        code: old.1,
    };
    let new = Version {
        schema: &after,
        code: new.1,
    };
    compare(old, new, false)
}

fn compared(old: &str, new: &str) -> Comparison {
    versions(("", old), ("", new)).expect("it is Rust")
}

fn listed(comparison: &Comparison) -> Vec<String> {
    let line = |finding: &Finding| format!("{}: {}", finding.rule.id, finding.message);
    comparison.findings.iter().map(line).collect()
}

#[track_caller]
fn assert_found(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(listed(&compared(old, new)), expected);
}

#[test]
fn parameters_that_take_more_are_no_change_for_callers() {
    let with = |ty: &str| {
        format!("pub struct A {{}} impl A {{ pub fn with_a(self, value: {ty}) -> u8 {{ 0 }} }}")
    };
    for ty in ["impl Into<String>", "impl rt::IntoMember<String>"] {
        assert_found(&with("String"), &with(ty), &[]);
        assert_found(
            &with(ty),
            &with("String"),
            &[&format!(
                "signature-changed: `A::with_a`: `value` is `String` now, was `{ty}`"
            )],
        );
    }
    assert_found(
        &with("String"),
        &with("impl Into<u8>"),
        &["signature-changed: `A::with_a`: `value` is `impl Into<u8>` now, was `String`"],
    );
}

#[test]
fn parameters_of_methods_that_others_implement_are_as_they_are() {
    let with = |code: &str| format!("pub trait S {{ fn a(&mut self, a: {code}; }}");
    assert_found(
        &with("String)"),
        &with("impl Into<String>) -> u8"),
        &[
            "signature-changed: `S::a`: `a` is `impl Into<String>` now, was `String`",
            "return-type-changed: `S::a` gives `u8` now, gave `()`",
        ],
    );
    assert_found(
        &with("String)"),
        &with("String, b: u8)"),
        &["signature-changed: `S::a`: takes `b: u8`"],
    );
    assert_found(
        "pub trait S { fn a(&mut self) {} }",
        "pub trait S { fn a(&self) {} fn b(&self) {} }",
        &["method-added: `S::b` was added"],
    );
}

#[test]
fn only_what_users_can_name_is_compared() {
    let old = "pub use self::types::*; mod types { pub struct A { pub a: super::inner::B } }
        mod inner { pub struct B; }";
    assert_found(old, &old.replace("pub struct B;", ""), &[]);
    let hidden =
        "pub struct A {} impl A { #[doc(hidden)] pub fn __a() {} fn b() {} pub(crate) fn c() {} }";
    assert_found(hidden, "pub struct A {}", &[]);
    assert_found("struct A;", "#[doc(hidden)] pub struct A;", &[]);
}

#[test]
fn paths_are_those_that_users_write() {
    let old =
        "pub use self::types::*; mod types { pub struct A { pub a: Vec<self::B> } pub struct B; }
        pub mod commands { pub struct A { pub b: Option<super::types::B> } }";
    let new = old
        .replace("Vec<self::B>", "B")
        .replace("Option<super::types::B>", "super::B");
    assert_found(
        old,
        &new,
        &[
            "field-type-changed: field `A::a` is `B` now, was `Vec<B>`",
            "field-type-changed: field `commands::A::b` is `B` now, was `Option<B>`",
        ],
    );
}

#[test]
fn what_is_called_otherwise_is_one_finding() {
    let old = "pub struct A { pub b: B } pub struct B { pub c: Vec<C> } pub enum C { X, Y }";
    let new = old.replace('B', "Bee").replace(['C'], "Sea");
    assert_found(
        old,
        &new,
        &[
            "item-renamed: struct `B` is called `Bee` now",
            "item-renamed: enum `C` is called `Sea` now",
        ],
    );
    // No item names a command, so that it is matched by its content.
    let command = |name: &str| format!("pub mod commands {{ pub struct {name} {{ pub a: u8 }} }}");
    assert_found(
        &command("XOpen"),
        &command("Open"),
        &["item-renamed: struct `commands::XOpen` is called `commands::Open` now"],
    );
}

#[test]
fn what_has_little_in_common_is_another_item() {
    assert_found(
        "pub struct A { pub b: B } pub struct B { pub c: u8 }",
        "pub struct A { pub b: D } pub struct D { pub c: String }",
        &[
            "field-type-changed: field `A::b` is `D` now, was `B`",
            "item-removed: struct `B` was removed",
            "item-added: struct `D` was added",
        ],
    );
    // Both items match.
    let empty = "pub struct A { pub a: u8 }";
    let two = "pub struct B { pub a: u8 } pub struct C { pub a: u8 }";
    assert_eq!(listed(&compared(empty, two)).len(), 3);
}

#[test]
fn implementations_count_however_they_are_written() {
    let old = "#[derive(Debug, Eq)] #[derive(::std::hash::Hash)] pub struct A; impl ::core::default::Default for A {}
        impl From<A> for String {} impl<T: Into<u8>> From<T> for A {} rt::display!(A);
        rt::alternative!(A::X(u16)); impl<E: Into<A>> From<E> for B {}";
    assert_found(
        old,
        "#[derive(Default, Debug)] pub struct A;",
        &[
            "impl-removed: `A` no longer implements `Display`",
            "impl-removed: `A` no longer implements `Eq`",
            "impl-removed: `A` no longer implements `From<A> for String`",
            "impl-removed: `A` no longer implements `From<T> where T: Into<u8>`",
            "impl-removed: `A` no longer implements `From<u16>`",
            "impl-removed: `A` no longer implements `FromStr`",
            "impl-removed: `A` no longer implements `Hash`",
        ],
    );
}

#[test]
fn code_that_is_no_rust_is_an_error_with_its_line() {
    let error = versions(("", "pub struct A;"), ("", "\npub struct ;")).expect_err("it is no Rust");
    assert_eq!(error.line, 2);
    assert!(
        error
            .to_string()
            .starts_with("line 2 of the generated code: "),
        "{error}"
    );
}

/// An item with an alias is found by that wire name, regardless of its own name.
#[test]
fn aliases_lead_to_the_schema() {
    let schema = "{ 'struct': 'x-thing', 'data': { 'some-thing': 'int' } }";
    let old = "#[doc(alias = \"x-thing\")] pub struct Renamed { #[doc(alias = \"some-thing\")] pub other: u8 }";
    let new = old.replace("u8", "u16");
    let comparison = versions((schema, old), (schema, &new)).expect("it is Rust");
    let finding = &comparison.findings[0];
    let span = finding.old.span.expect("a place");
    assert_eq!(comparison.old.text(span), "'some-thing'");
    assert_eq!(finding.part.as_deref(), Some("some-thing"));
    // The name makes it unstable, since it starts with `x-`.
    assert_eq!(finding.level, Level::Warning);
}

const OLD: (&str, &str) = (
    "{ 'enum': 'Mode', 'data': [ 'r', 'w' ] }
{ 'command': 'open', 'data': { 'path': 'str', '*mode': 'Mode' } }
{ 'command': 'gone', 'features': [ 'deprecated' ] }
",
    "pub enum Mode { R, W }
pub mod commands {
    #[non_exhaustive] pub struct Open { pub path: String, pub mode: Option<super::Mode> }
    impl Open {
        pub fn new(path: impl Into<String>) -> Self {}
        pub fn with_mode(self, value: super::Mode) -> Self {}
    }
    pub struct Gone {}
}",
);
const NEW: (&str, &str) = (
    "{ 'enum': 'Mode', 'data': [ 'r', 'w', 'rw' ] }
{ 'command': 'open', 'data': { 'path': 'str', 'mode': 'Mode' } }
{ 'command': 'come' }
",
    "pub enum Mode { R, W, Rw }
pub mod commands {
    #[non_exhaustive] pub struct Open { pub path: String, pub mode: super::Mode }
    impl Open { pub fn with_mode(self, value: super::Mode) -> Self {} }
    pub struct Come {}
}",
);

#[test]
fn reports() {
    let comparison = versions(OLD, NEW).expect("it is Rust");
    insta::assert_snapshot!(
        "human",
        Human::new(false, Level::Warning).report(&comparison)
    );
    insta::assert_snapshot!("json", comparison.json());
    insta::assert_snapshot!("markdown", comparison.markdown());
    insta::assert_snapshot!("github", comparison.github(GithubPaths::default()));
    let nothing = versions(OLD, OLD).expect("it is Rust");
    assert_eq!(
        nothing.markdown(),
        "## Changes of the generated Rust: nothing differs in the generated code\n"
    );
}

#[test]
fn policies_name_rust_paths() {
    let mut comparison = versions(OLD, NEW).expect("it is Rust");
    let policy = "[[accept]]\npath = 'commands::Open'\nreason = 'not used'\n\
        [[level]]\nrule = 'item-removed'\ndeprecated = true\nlevel = 'info'\n";
    let policy = Policy::from_toml(policy).unwrap_or_else(|error| panic!("{error}"));
    policy.apply(&mut comparison, "2026-11-20".parse().expect("a day"));
    assert_eq!(comparison.remarks, [""; 0]);
    assert_eq!(
        (comparison.accepted(), comparison.count(Level::Breaking)),
        (1, 1)
    );
    assert_eq!(comparison.count(Level::Info), 2);
}
