//! Schemas for tests, from files or from text.

use std::path::PathBuf;

use qapi_codegen::{Config, Error, Generated, generate};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Memory, check};

/// Returns the folder of the tests.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

/// Returns the schema of a file in `schemas`.
pub(crate) fn schema(name: &str) -> Schema {
    let path = folder().join("schemas").join(name).with_extension("json");
    let outcome = check(&FileSystem, path.to_str().unwrap(), Edition::Auto).unwrap();
    let found: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|found| found.short(&outcome.sources))
        .collect();
    outcome.schema.unwrap_or_else(|| panic!("{found:#?}"))
}

/// Returns the default options with a change.
pub(crate) fn config(change: impl FnOnce(&mut Config)) -> Config {
    let mut config = Config::default();
    config.generated_by = "a test".to_owned();
    change(&mut config);
    config
}

/// Returns the code of a schema in `schemas`.
pub(crate) fn generated(name: &str, config: &Config) -> Generated {
    generate(&schema(name), config).unwrap()
}

/// Generates the code of a schema given as text.
pub(crate) fn try_text(text: &str, config: &Config) -> Result<Generated, Error> {
    let outcome = check(
        &Memory::new().with("test.json", text),
        "test.json",
        Edition::Auto,
    )
    .unwrap();
    let found: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|found| found.short(&outcome.sources))
        .collect();
    generate(
        &outcome.schema.unwrap_or_else(|| panic!("{found:#?}")),
        config,
    )
}
