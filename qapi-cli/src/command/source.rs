//! `qapi diff --source`: reports changes in the code that is generated from two schemas.

use qapi_codegen::generate;
use qapi_compat::diff::Comparison;
use qapi_compat::diff::source::{Version, compare};
use qapi_parser::schema::Schema;

use super::code;
use crate::arguments::SourceOptions;
use crate::output;
use crate::status::Status;

/// Compares the code that is generated from two schemas.
pub(super) fn compare_code(
    old: &Schema,
    new: &Schema,
    options: &SourceOptions,
) -> Result<Comparison, Status> {
    let complain = |reason: String, status: Status| {
        output::complain(&reason);
        status
    };
    let text = |schema: &Schema, age: &str, file: Option<&str>| {
        let config = code::configuration(file, &options.code.0);
        let config = config.map_err(|reason| complain(reason, Status::Trouble))?;
        let generated = generate(schema, &config).map(|generated| generated.text());
        generated.map_err(|error| complain(format!("the {age} schema: {error}"), Status::Trouble))
    };
    let file = options.source_config.as_deref();
    let old_file = options.old_source_config.as_deref().or(file);
    let (before, after) = (text(old, "older", old_file)?, text(new, "newer", file)?);
    let versions = (
        Version {
            schema: old,
            code: &before,
        },
        Version {
            schema: new,
            code: &after,
        },
    );
    compare(versions.0, versions.1, options.included)
        .map_err(|error| complain(error.to_string(), Status::Trouble))
}
