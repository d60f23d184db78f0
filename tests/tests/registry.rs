//! The schemas of QEMU 2.11 to 9.1 in the registry's packages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;

use flate2::read::GzDecoder;
use qapi_parser::{Edition, FileSystem, Outcome, Severity, check, dump};

fn read(path: &std::path::Path, edition: Edition) -> Outcome {
    let path = path.to_str().expect("paths are UTF-8");
    check(&FileSystem, path, edition).expect("the file is readable")
}

#[test]
fn every_release_is_read() {
    let schemas = tests::registry_schemas();
    if schemas.is_empty() {
        return tests::skip(
            "the registry's schemas (cargo fetch --manifest-path tests/peers/Cargo.toml)",
        );
    }
    assert_eq!(schemas.len(), 26);
    let mut table = String::new();
    for schema in schemas {
        let outcome = read(&schema.path, Edition::Auto);
        let errors: Vec<String> = outcome
            .diagnostics
            .iter()
            .filter(|it| it.severity == Severity::Error || !it.code.is_legacy())
            .map(|it| it.short(&outcome.sources))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", schema.name());
        let read = outcome.schema.as_ref().expect("no errors");
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &outcome.diagnostics {
            *codes.entry(diagnostic.code.as_str()).or_default() += 1;
        }
        let (types, commands, events) = (
            read.types().len(),
            read.commands().len(),
            read.events().len(),
        );
        writeln!(
            table,
            "{}: {types} types, {commands} commands, {events} events",
            schema.name()
        )
        .expect("a string");
        for (code, count) in codes {
            writeln!(table, "    {code}: {count}").expect("a string");
        }
    }
    insta::assert_snapshot!(table);
}

/// The dumps by QEMU's own front end of the schemas of 9.1, without its checks of texts.
#[test]
fn dumps_of_9_1_are_upstream_s() {
    for (package, version, file) in [
        ("qapi-qga", (0, 13, 0), "qga-9.1.dump.gz"),
        ("qapi-qmp", (0, 15, 0), "qmp-9.1.dump.gz"),
    ] {
        let wanted = tests::shared().join("conformance/real").join(file);
        let (Some(schema), true) = (tests::registry_schema(package, version), wanted.is_file())
        else {
            tests::skip(&format!("{package} or {file}"));
            continue;
        };
        let mut text = String::new();
        let packed = std::fs::File::open(wanted).expect("the file is there");
        GzDecoder::new(packed)
            .read_to_string(&mut text)
            .expect("it unpacks");
        let outcome = read(&schema.path, Edition::Auto);
        let dumped = dump(&outcome.schema.expect("no errors"), true);
        if dumped != text {
            let first = dumped
                .lines()
                .zip(text.lines())
                .enumerate()
                .find(|(_, (a, b))| a != b);
            panic!("{file} differs: {first:?}");
        }
    }
}

/// The guest agent's schema in Debian's package, compressed.
#[test]
fn debian_s_schema_is_read() {
    let path = std::path::Path::new("/usr/share/doc/qemu-guest-agent/qapi-schema.json.gz");
    if !path.is_file() {
        return tests::skip("Debian's package qemu-guest-agent");
    }
    let mut text = Vec::new();
    GzDecoder::new(std::fs::File::open(path).expect("it is there"))
        .read_to_end(&mut text)
        .expect("it unpacks");
    let loader = qapi_parser::Memory::new().with("qapi-schema.json", text);
    let outcome = check(&loader, "qapi-schema.json", Edition::Auto).expect("it is there");
    let schema = outcome.schema.expect("no errors");
    assert!(schema.lookup("guest-ping").is_some());
}
