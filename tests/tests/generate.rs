//! Rust from real schemas: of every release in the registry, the seeds and the conformance cases.
//! Their texts are upstream's, so the tests compare facts and keep no text.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use qapi_codegen::{Config, Emit, Generated, generate};
use qapi_parser::{Edition, FileSystem, check};

/// Generates a schema with the default options.
fn generated(path: &Path) -> Generated {
    generated_with(path, &Config::default())
}

fn generated_with(path: &Path, config: &Config) -> Generated {
    let name = path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, name, Edition::Auto).expect("the file is readable");
    let schema = outcome.schema.expect("no errors");
    generate(&schema, config).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns the FNV-1a hash, which is stable from release to release.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Returns the lines, the items and a hash of the code.
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
        let code = generated(&schema.path).text();
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
        let code = generated(&path).text();
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

/// A longer line makes rustc write two bytes for each line in the table of a crate, which adds 90
/// kB to the metadata of QMP.
const LINE: usize = 255;

#[test]
fn lines_are_short() {
    let schemas = tests::registry_schemas();
    if schemas.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let mut config = Config::default();
    config.emit = [Emit::Types, Emit::Server, Emit::Client].into();
    for schema in schemas {
        let code = generated_with(&schema.path, &config).text();
        let long = code.lines().find(|line| line.len() > LINE);
        assert_eq!(long, None, "{}", schema.name());
    }
}

/// The ends of the names of the first and the last version of each package.
const ENDS: [&str; 3] = ["0-0-1", "0-13-0", "0-15-0"];

/// Compiles every schema of the registry, the seeds and the conformance cases, a crate each. Every
/// warning of the compiler and of rustdoc is an error, and the examples in the docs are compiled.
/// CI documents all. Elsewhere only the first and the last schema of each package are documented,
/// as rustdoc takes twice as long as the compiler. The sources of the crates stay in the target
/// folder, so that only changed code is compiled again. All of it takes two to three minutes of CPU
/// time.
#[test]
fn what_is_generated_compiles_and_documents() {
    let mut sources: Vec<(String, PathBuf)> = (tests::registry_schemas().iter())
        .map(|schema| (schema.name().replace([' ', '.'], "-"), schema.path.clone()))
        .collect();
    let shared = shared_schemas().into_iter().enumerate();
    sources.extend(shared.map(|(index, path)| (format!("shared-{index}"), path)));
    if sources.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let folder = tests::workspace().join("target/generated-schemas");
    let write = |name: &str, text: &str| {
        qapi_codegen::write_if_changed(&folder.join(name), text).expect("written");
    };
    let wire = tests::workspace().join("qapi-wire").display().to_string();
    // Some releases of the packages have the same schema.
    let mut distinct = HashSet::new();
    let mut members = Vec::new();
    for (name, path) in &sources {
        if !distinct.insert(hash(&generated(path).text())) {
            continue;
        }
        let mut config = Config::default();
        config.public_path = Some(format!("{}::schema", name.replace('-', "_")));
        let code = generated_with(path, &config).text();
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [dependencies]\nqapi-wire = {{ path = {wire:?} }}\n\
             [dev-dependencies]\nqapi-wire = {{ path = {wire:?}, features = [\"client\"] }}\nserde_json = \"1\"\n"
        );
        write(&format!("{name}/Cargo.toml"), &manifest);
        let root = "//! Generated code.\n#![deny(warnings, missing_docs, unsafe_code)]\n\
                    /// What is generated.\npub mod schema;\n";
        write(&format!("{name}/src/lib.rs"), root);
        write(&format!("{name}/src/schema.rs"), &code);
        members.push(name);
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    write("Cargo.toml", &manifest);
    let lock = tests::workspace().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("copied");
    let is_end = |name: &str| (ENDS.iter()).any(|end| name.ends_with(end));
    let in_ci = std::env::var_os("CI").is_some();
    let documented: Vec<&str> = (members.iter())
        .filter(|name| in_ci || is_end(name) || name.starts_with("shared"))
        .flat_map(|name| ["--package", name.as_str()])
        .collect();
    let doc = [&["doc", "--no-deps"], &*documented].concat();
    let examples = [&["test", "--doc"], &*documented].concat();
    for arguments in [vec!["check", "--workspace"], doc, examples] {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(&arguments)
            .args(["--offline", "--quiet"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
    }
}
