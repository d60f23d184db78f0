//! What is generated of real schemas is laid out as prettyplease does it: of those of the registry, of the seeds and of
//! our own.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

#[path = "../../qapi-codegen/tests/support/oracle.rs"]
mod oracle;

use std::sync::Mutex;

use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Loader, Memory, check};

fn schema(loader: &dyn Loader, name: &str) -> Schema {
    let outcome = check(loader, name, Edition::Auto).expect("the file is readable");
    outcome
        .schema
        .unwrap_or_else(|| panic!("{name} has errors"))
}

#[test]
fn code_of_our_own_schema_is_as_prettyplease_writes_it() {
    let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    oracle::check("ours", &schema(&loader, qga_schema::FILE_NAME));
}

/// Some packages carry the same schema; one of each is enough.
#[test]
fn code_of_every_release_is_as_prettyplease_writes_it() {
    let schemas = tests::registry_schemas();
    if schemas.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let left = Mutex::new(schemas.iter());
    let next = || left.lock().expect("no thread panicked").next();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(release) = next() {
                    let path = release.path.to_str().expect("paths are UTF-8");
                    oracle::check(&release.name(), &schema(&FileSystem, path));
                }
            });
        }
    });
}
