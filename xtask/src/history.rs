//! `cargo xtask history`: the history of the registry's schemas, and the contradictions to "since"
//! in their docs.
//!
//! Writes `target/history/NAME.md` and `NAME.json`, and lists the contradictions.

use qapi_codegen::write_if_changed;
use qapi_compat::history::{History, Release};
use qapi_parser::Outcome;
use tests::{RegistrySchema, registry_schemas};

use crate::failure::Failure;
use crate::read;
use crate::workspace::root;

/// The packages, and the names of their files.
const PACKAGES: [(&str, &str); 2] = [("qapi-qga", "qga"), ("qapi-qmp", "qmp")];

/// Writes both histories.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::Usage("usage: cargo xtask history".to_owned()));
    }
    for (package, name) in PACKAGES {
        let schemas: Vec<&RegistrySchema> = (registry_schemas().iter())
            .filter(|schema| schema.package == package)
            .collect();
        if schemas.is_empty() {
            let fetch = "cargo fetch --manifest-path tests/peers/Cargo.toml";
            return Err(Failure::Failed(format!(
                "{package} was not fetched: {fetch}"
            )));
        }
        write(name, &schemas)?;
    }
    Ok(())
}

fn write(name: &str, schemas: &[&RegistrySchema]) -> Result<(), Failure> {
    let mut read: Vec<(String, Outcome)> = Vec::new();
    for schema in schemas {
        read.push((schema.release().to_owned(), read::from_files(&schema.path)?));
    }
    let releases: Vec<Release<'_>> = (read.iter())
        .filter_map(|(label, outcome)| {
            let schema = outcome.schema.as_ref()?;
            Some(Release {
                label: label.clone(),
                schema,
            })
        })
        .collect();
    let history = History::of(&releases);
    let folder = root().join("target/history");
    for (extension, text) in [("md", history.markdown()), ("json", history.json())] {
        let path = folder.join(name).with_extension(extension);
        write_if_changed(&path, &text)
            .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))?;
    }
    let parts: usize = history.entries.iter().map(|entry| entry.items.len()).sum();
    println!(
        "{name}: {} releases, {} definitions, {parts} parts: target/history/{name}.md, {name}.json",
        releases.len(),
        history.entries.len(),
    );
    let contradictions = history.contradictions();
    println!("{} remarks contradict the schemas:", contradictions.len());
    for contradiction in contradictions {
        println!("  {contradiction}");
    }
    Ok(())
}
