//! The formatter on real schemas: those of the registry, the seeds, the conformance cases, our own.

#[path = "../../qapi-parser/tests/cases/meaning/mod.rs"]
mod meaning;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use meaning::formatted;
use qapi_parser::{Edition, FileSystem, FormatOptions, Outcome, check, format};

fn text_of(path: &Path) -> &str {
    path.to_str().expect("paths are UTF-8")
}

/// Returns the files of a folder with an extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    paths.sort();
    paths
}

/// Returns the number of diagnostics of each code.
fn codes(outcome: &Outcome) -> String {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &outcome.diagnostics {
        *codes.entry(diagnostic.code.as_str()).or_default() += 1;
    }
    let shown: Vec<String> = codes
        .iter()
        .map(|(code, count)| format!("{code} {count}"))
        .collect();
    match shown.is_empty() {
        true => "nothing".to_owned(),
        false => shown.join(", "),
    }
}

/// Checks that a schema of the registry keeps its meaning. Returns the remaining diagnostics,
/// without and with exceptions.
fn keeps_its_meaning(schema: &tests::RegistrySchema) -> String {
    let top = text_of(&schema.path);
    let (texts, rest) = formatted(&FileSystem, top).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert!(texts.keys().any(|path| path == top));
    let options = FormatOptions {
        wanted: &|_| true,
        exceptions: true,
    };
    let excepted = format(&FileSystem, top, options).expect("it can be formatted");
    let excepted = codes(&excepted.rest.expect("no errors"));
    let (name, left) = (schema.name(), codes(&rest));
    format!("{name}: {left}; with exceptions: {excepted}\n")
}

#[test]
fn every_release_keeps_its_meaning() {
    let schemas = tests::registry_schemas();
    if schemas.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let table: String = std::thread::scope(|scope| {
        let threads: Vec<_> = schemas
            .iter()
            .map(|schema| scope.spawn(|| keeps_its_meaning(schema)))
            .collect();
        let lines = threads
            .into_iter()
            .map(|thread| thread.join().expect("it is kept"));
        lines.collect()
    });
    insta::assert_snapshot!(table);
}

/// Schemas of the agent, two of them without indentation.
#[test]
fn seeds_keep_their_meaning() {
    let seeds = files(&tests::shared().join("seeds"), "json");
    if seeds.is_empty() {
        return tests::skip("the seeds");
    }
    for seed in seeds {
        let (texts, _) =
            formatted(&FileSystem, text_of(&seed)).unwrap_or_else(|errors| panic!("{errors:#?}"));
        let text = texts.values().next().expect("one file");
        assert!(
            text.contains("\n  'data': { 'id': 'int' },\n"),
            "{}",
            seed.display()
        );
    }
}

/// The schemas that QEMU's own tests accept.
#[test]
fn conformance_cases_keep_their_meaning() {
    let cases = files(&tests::shared().join("conformance/cases"), "out");
    if cases.is_empty() {
        return tests::skip("the conformance cases");
    }
    for case in cases {
        let top = case.with_extension("json");
        formatted(&FileSystem, text_of(&top)).unwrap_or_else(|errors| panic!("{errors:#?}"));
    }
}

#[test]
fn our_own_schema_keeps_its_meaning() {
    let loader = qapi_parser::Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    let (texts, _) =
        formatted(&loader, qga_schema::FILE_NAME).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let loader = qapi_parser::Memory::new()
        .with(qga_schema::FILE_NAME, texts[qga_schema::FILE_NAME].as_str());
    let outcome = check(&loader, qga_schema::FILE_NAME, Edition::Latest).expect("it is there");
    assert_eq!(outcome.diagnostics, []);
}

#[test]
fn our_own_schemas_have_the_modern_form() {
    for (top, others) in [
        ("qga-schema/schema/qga.json", &[][..]),
        ("qga-schema/baseline/qga.json", &[]),
        ("examples/committed-code/schema/gallery.json", &[]),
        ("examples/evaluated-conditions/schema/clock.json", &[]),
        (
            "examples/qmp-hello/schema/qmp.json",
            &["examples/qmp-hello/schema/introspect.json"],
        ),
    ] {
        let path = |name: &str| text_of(&tests::workspace().join(name)).to_owned();
        let (texts, rest) =
            formatted(&FileSystem, &path(top)).unwrap_or_else(|errors| panic!("{errors:#?}"));
        for name in [&[top], others].concat() {
            let written = std::fs::read_to_string(path(name)).expect("it is there");
            assert_eq!(
                texts[&path(name)],
                written,
                "`qapi fmt` has not seen {name}"
            );
        }
        assert_eq!(rest.diagnostics, [], "{top}");
    }
}
