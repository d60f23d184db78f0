//! Code of real schemas has prettyplease's layout: the registry's, the seeds', and our own.

#[path = "../../qapi-codegen/tests/cases/oracle.rs"]
mod oracle;

use std::sync::Mutex;

use qapi_codegen::{Config, generate};
use qapi_parser::schema::Schema;
use qapi_parser::{Edition, FileSystem, Loader, Memory, check};

/// The first and the last version of each package.
const ENDS: [(u32, u32, u32); 3] = [(0, 0, 1), (0, 13, 0), (0, 15, 0)];

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

/// The first and the last version of each package have options of all kinds; in CI, all versions
/// have. The others have the default options.
#[test]
fn code_of_every_release_is_as_prettyplease_writes_it() {
    let schemas = tests::registry_schemas();
    if schemas.is_empty() {
        return tests::skip("the registry's schemas");
    }
    let in_ci = std::env::var_os("CI").is_some();
    let left = Mutex::new(schemas.iter());
    let next = || left.lock().expect("no thread panicked").next();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(release) = next() {
                    let name = release.name();
                    let schema = schema(&FileSystem, release.path.to_str().expect("UTF-8"));
                    if in_ci || ENDS.contains(&release.version) {
                        oracle::check(&name, &schema);
                    } else {
                        let code = generate(&schema, &Config::default()).expect("it fits");
                        oracle::check_text(&name, &code.text());
                    }
                }
            });
        }
    });
}
