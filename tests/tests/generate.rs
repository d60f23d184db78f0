//! Rust of real schemas: of every release that the registry carries, of the seeds and the conformance
//! cases. What they say is upstream's, so facts are compared, and no text is kept.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that fails stops")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use qapi_codegen::{Config, Generated, generate};
use qapi_parser::{Edition, FileSystem, check};

/// Generates a schema with the default options.
fn generated(path: &Path) -> Generated {
    let name = path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, name, Edition::Auto).expect("the file is readable");
    let schema = outcome.schema.expect("no errors");
    generate(&schema, &Config::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// FNV-1a, which is stable from release to release.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Lines, items and a hash of the code.
fn facts(name: &str, code: &str) -> String {
    let count = |what: &str| code.lines().filter(|line| line.starts_with(what)).count();
    let (structs, enums) = (count("    pub struct "), count("    pub enum "));
    let (commands, events) = (
        count("    impl rt::Command for "),
        count("    impl rt::Event for "),
    );
    format!(
        "{name}: {} lines, {structs} structs, {enums} enums, {commands} commands, {events} events, hash {:016x}",
        code.lines().count(),
        hash(code)
    )
}

#[test]
fn every_release_generates() {
    let schemas = tests::registry_schemas();
    if schemas.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let mut table = String::new();
    for schema in schemas {
        let code = generated(&schema.path).formatted().expect("it is Rust");
        writeln!(table, "{}", facts(&schema.name(), &code)).expect("a string");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn seeds_and_conformance_cases_generate() {
    let paths = shared_schemas();
    if paths.is_empty() {
        return tests::skip("the seeds");
    }
    for path in paths {
        let code = generated(&path).formatted().expect("it is Rust");
        assert!(code.lines().count() > 1000, "{}", path.display());
    }
}

fn shared_schemas() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(tests::shared().join("seeds"))
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let cases = tests::shared().join("conformance/cases/qapi-schema-test.json");
    paths.extend(Some(cases).filter(|path| path.is_file()));
    paths
}

/// The oldest and the newest schema of the guest agent, the first of QMP, and the conformance cases, in a
/// crate of their own, with every warning an error.
#[test]
fn what_is_generated_compiles() {
    let wanted = [
        ("qapi-qga", (0, 0, 1)),
        ("qapi-qga", (0, 13, 0)),
        ("qapi-qmp", (0, 0, 1)),
    ];
    let found = wanted.map(|(package, version)| tests::registry_schema(package, version));
    let mut paths: Vec<PathBuf> = (found.iter().flatten())
        .map(|schema| schema.path.clone())
        .collect();
    paths.extend(shared_schemas());
    if paths.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let target = tests::workspace().join("target");
    let folder = target.join("generated-schemas");
    let sources = folder.join("src");
    fs::create_dir_all(&sources).expect("the target folder can be written");
    let mut root = "//! Generated code.\n#![deny(warnings, missing_docs)]\n".to_owned();
    for (index, path) in paths.iter().enumerate() {
        let file = sources.join(format!("schema_{index}.rs"));
        qapi_codegen::write_if_changed(&file, &generated(path).to_string()).expect("written");
        writeln!(root, "/// {}\npub mod schema_{index};", path.display()).expect("a string");
    }
    let wire = tests::workspace().join("qapi-wire");
    let manifest = format!(
        "[package]\nname = \"generated-schemas\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
         [dependencies]\nqapi-wire = {{ path = {:?} }}\n",
        wire.display().to_string()
    );
    for (name, text) in [("src/lib.rs", &root), ("Cargo.toml", &manifest)] {
        qapi_codegen::write_if_changed(&folder.join(name), text).expect("written");
    }
    fs::copy(
        tests::workspace().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .expect("copied");
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
