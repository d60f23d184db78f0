//! Small crates in memory, and the imports that make their cycles.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::{graph, import, read};
use crate::failure::Failure;

/// Returns the cycles of a crate as text. The first file is its root.
fn try_cycles(files: &[(&str, &str)]) -> Result<String, Failure> {
    let texts: BTreeMap<&Path, &str> = files
        .iter()
        .map(|(path, text)| (Path::new(*path), *text))
        .collect();
    let source = |path: &Path| {
        let text = texts.get(path).map(|text| (*text).to_owned());
        text.ok_or_else(|| io::ErrorKind::NotFound.into())
    };
    let modules = read::modules(Path::new(files[0].0), &source)?;
    let cycles = graph::cycles(&import::imports(&modules));
    Ok(cycles.iter().map(ToString::to_string).collect())
}

/// Returns the imports in the cycles of a crate, as `line: path of file`, each with its file.
fn cycles(files: &[(&str, &str)]) -> Vec<String> {
    let printed = try_cycles(files).unwrap();
    let lines = printed.lines().filter_map(|line| line.strip_prefix("    "));
    lines.map(str::to_owned).collect()
}

#[test]
fn files_that_use_each_other_are_a_cycle() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        ("a.rs", "use crate::b::B;\npub struct A(B);\n"),
        (
            "b.rs",
            "\nuse super::a::{self, A};\npub struct B(Box<A>);\n",
        ),
    ];
    assert_eq!(
        try_cycles(&files).unwrap(),
        "  2 files import each other:\n    a.rs:1: crate::b::B of b.rs\n    b.rs:2: super::a::A of a.rs\n"
    );
    assert!(cycles(&[files[0], files[1], ("b.rs", "pub struct B;")]).is_empty());
}

#[test]
fn a_child_that_imports_from_the_parent_that_calls_it_is_a_cycle() {
    let child = ("a/child.rs", "use super::Limit;\npub fn run(_: Limit) {}\n");
    let calls = "mod child;\npub struct Limit;\nfn run() { child::run(Limit) }\n";
    assert_eq!(
        cycles(&[("lib.rs", "mod a;"), ("a/mod.rs", calls), child]),
        [
            "a/child.rs:1: super::Limit of a/mod.rs",
            "a/mod.rs:3: child::run of a/child.rs"
        ]
    );
    // A file that only declares and exports an item does not call it.
    let exports = "mod child;\npub struct Limit;\npub use self::child::run;\n";
    assert!(cycles(&[("lib.rs", "mod a;"), ("a/mod.rs", exports), child]).is_empty());
}

#[test]
fn an_exported_name_counts_where_the_files_own_code_uses_it() {
    let child = (
        "a/child.rs",
        "pub struct Item;\nfn f() -> crate::a::Limit {}\n",
    );
    let uses =
        "mod child;\npub use child::Item;\npub struct Limit { Item: u8 }\nfn g() -> Item {}\n";
    assert_eq!(
        cycles(&[("lib.rs", "mod a;"), ("a.rs", uses), child]),
        [
            "a/child.rs:2: crate::a::Limit of a.rs",
            "a.rs:4: Item of a/child.rs"
        ]
    );
    let exports = "mod child;\npub use child::Item;\npub struct Limit { Item: u8 }\n";
    assert!(cycles(&[("lib.rs", "mod a;"), ("a.rs", exports), child]).is_empty());
}

#[test]
fn exports_are_passed_over() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\npub use self::a::A as First;\n"),
        ("a/mod.rs", "mod inner;\npub(crate) use self::inner::*;\n"),
        ("a/inner.rs", "pub struct A(crate::b::B);\n"),
        ("b.rs", "use crate::First;\npub struct B(Box<First>);\n"),
    ];
    assert_eq!(
        cycles(&files),
        [
            "a/inner.rs:1: crate::b::B of b.rs",
            "b.rs:1: crate::First of a/inner.rs"
        ]
    );
}

#[test]
fn paths_through_a_module_count() {
    let a = (
        "a.rs",
        "use super::b;\npub enum Kind { X }\nfn f() { vec![b::g(1)]; }\n",
    );
    let b = (
        "b.rs",
        "pub fn g(_: u8) {}\nfn h() -> u8 { match 1 { _ => crate::a::Kind::X } }\n",
    );
    assert_eq!(
        cycles(&[("main.rs", "mod a; mod b;"), a, b]),
        ["a.rs:3: b::g of b.rs", "b.rs:2: crate::a::Kind::X of a.rs"]
    );
    // The module alone is not an import. Nor are fields, methods, labels, or names of other crates.
    let a = (
        "a.rs",
        "use super::b;\npub enum Kind { X }\nfn f() { 'g: loop { x.g(); y.b::<g>(); } }\n",
    );
    assert!(cycles(&[("main.rs", "mod a; mod b;"), a, b]).is_empty());
}

#[test]
fn variants_functions_local_imports_and_other_names() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        (
            "a.rs",
            "pub enum Kind { X }\npub fn f() {\n  use crate::b::*;\n  g()\n}\n",
        ),
        (
            "b.rs",
            "use crate::a::Kind::*;\nuse super::a::{f as other};\nuse super::a::Kind as _;\npub fn g() {}\n",
        ),
    ];
    assert_eq!(
        cycles(&files),
        [
            "a.rs:4: g of b.rs",
            "b.rs:1: crate::a::Kind of a.rs",
            "b.rs:2: super::a::f of a.rs",
            "b.rs:3: super::a::Kind of a.rs"
        ]
    );
}

#[test]
fn macros_are_found_by_path_and_by_place() {
    let parent =
        "macro_rules! each { ($x:ident) => { $x } }\nmod child;\nfn println() { child::g() }\n";
    let files = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", parent),
        ("a/child.rs", "pub fn g() { each!(x); println!() }\n"),
    ];
    assert_eq!(
        cycles(&files),
        [
            "a/child.rs:1: each of a/mod.rs",
            "a/mod.rs:3: child::g of a/child.rs"
        ]
    );
    let exported =
        "#[macro_export]\nmacro_rules! made { ($x:ident) => { $crate::b::g($x, $x::y) } }\n";
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        ("a.rs", exported),
        ("b.rs", "fn f() { crate::made!(g) }\npub fn g() {}\n"),
    ];
    assert_eq!(
        cycles(&files),
        ["a.rs:2: crate::b::g of b.rs", "b.rs:1: crate::made of a.rs"]
    );
}

#[test]
fn tests_do_not_count() {
    let a = "pub struct A;\nimpl A {\n  #[cfg(test)]\n  fn f() -> crate::b::B { B }\n  fn g() {}\n}\n\
             #[cfg(test)]\nmod tests {\n  use crate::b::B;\n}\n\
             #[cfg(all(test, unix))]\nmod more;\n\
             #[cfg(test)]\nuse crate::b::B;\n";
    let b = ("b.rs", "pub struct B(crate::a::A);");
    assert!(cycles(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), b]).is_empty());
    let a = "pub struct A;\n#[cfg(any(test, unix))]\nuse crate::b::B;\n#[cfg(not(test))]\nuse crate::b::B;\n";
    assert_eq!(
        cycles(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), b]).len(),
        3
    );
}

#[test]
fn modules_in_braces_are_part_of_their_file() {
    let main = "mod a {\n  pub mod deep;\n  fn f() -> deep::D {}\n  pub struct A;\n}\nuse a::A;\n";
    let files = [
        ("src/bin/x/main.rs", main),
        ("src/bin/x/a/deep.rs", "pub struct D(super::A);\n"),
    ];
    assert_eq!(
        cycles(&files),
        [
            "src/bin/x/a/deep.rs:1: super::A of src/bin/x/main.rs",
            "src/bin/x/main.rs:3: deep::D of src/bin/x/a/deep.rs"
        ]
    );
}

#[test]
fn a_file_may_be_named_by_its_path() {
    let files = [
        (
            "x/tests/all.rs",
            "#[path = \"../shared/a.rs\"]\nmod a;\nstruct S;\nfn f() { a::g() }\n",
        ),
        (
            "x/shared/a.rs",
            "mod b;\npub fn g() -> crate::S { b::h() }\n",
        ),
        ("x/shared/b.rs", "pub fn h() {}\n"),
    ];
    assert_eq!(
        cycles(&files),
        [
            "x/shared/a.rs:2: crate::S of x/tests/all.rs",
            "x/tests/all.rs:4: a::g of x/shared/a.rs"
        ]
    );
}

#[test]
fn each_cycle_is_told_by_itself() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d; mod e;"),
        ("a.rs", "pub use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B(crate::c::C, crate::d::D);"),
        ("c.rs", "pub struct C(crate::a::A);"),
        ("d.rs", "pub struct D(crate::e::E);"),
        ("e.rs", "pub struct E(crate::d::D);"),
    ];
    let printed = try_cycles(&files).unwrap();
    let heads: Vec<&str> = printed
        .lines()
        .filter(|line| !line.starts_with("    "))
        .collect();
    assert_eq!(
        heads,
        [
            "  3 files import each other:",
            "  2 files import each other:"
        ]
    );
    assert!(!printed.contains("crate::d::D of d.rs\n    c.rs"));
    assert_eq!(cycles(&files).len(), 5);
}

#[test]
fn exports_in_a_circle_lead_nowhere() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "pub use crate::b::X; pub use crate::b::*; fn f() -> X {}",
        ),
        (
            "b.rs",
            "pub use crate::a::X; pub use crate::a::*; fn g() -> X {}",
        ),
    ];
    assert!(cycles(&files).is_empty());
}

#[test]
fn a_crate_that_cannot_be_read_is_an_error() {
    let error = |files: &[(&str, &str)]| try_cycles(files).unwrap_err().to_string();
    assert_eq!(
        error(&[("src/lib.rs", "mod a;")]),
        "src/lib.rs: there is no file of the module at src/a"
    );
    assert_eq!(
        error(&[("lib.rs", "fn f() {}\nfn {}")]),
        "lib.rs: line 2: expected identifier"
    );
}
