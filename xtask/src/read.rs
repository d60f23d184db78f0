//! Reads schemas without errors, for other tasks.

use std::path::Path;

use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Loader, Outcome, Severity, check};

use crate::failure::Failure;

/// Reads the schema of a file, of any release.
pub(crate) fn from_files(top: &Path) -> Result<Outcome, Failure> {
    from(&FileSystem, &top.to_string_lossy())
}

/// Reads a schema of any release. Its errors are the failure.
pub(crate) fn from(loader: &dyn Loader, top: &str) -> Result<Outcome, Failure> {
    let outcome =
        check(loader, top, Edition::Auto).map_err(|error| Failure::Failed(error.to_string()))?;
    match errors(&outcome) {
        errors if errors.is_empty() => Ok(outcome),
        errors => Err(Failure::Failed(errors.join("\n"))),
    }
}

/// Reads a schema of the latest edition. Its errors are the failure.
pub(crate) fn latest(loader: &dyn Loader, top: &str) -> Result<Schema, Failure> {
    let outcome = check(loader, top, Edition::Latest)
        .map_err(|error| Failure::Failed(format!("{top}: {error}")))?;
    let errors = errors(&outcome);
    outcome
        .schema
        .ok_or_else(|| Failure::Failed(errors.join("\n")))
}

fn errors(outcome: &Outcome) -> Vec<String> {
    (outcome.diagnostics.iter())
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.short(&outcome.sources))
        .collect()
}

/// Returns the top file of the schema in a package of the registry.
///
/// # Errors
/// The package was not fetched.
pub(crate) fn registry_schema(
    package: &str,
    version: (u32, u32, u32),
) -> Result<&'static Path, Failure> {
    let schema = tests::registry_schema(package, version).map(|schema| &*schema.path);
    schema.ok_or_else(|| Failure::Failed(format!("{package}: its schema was not fetched")))
}
