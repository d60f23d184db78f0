//! Generates the types and a table of commands for each release whose schema is available.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use qapi_codegen::Builder;
use qapi_parser::{Edition, FileSystem, check};

/// The recorded releases.
const RELEASES: [&str; 2] = ["7.2", "10.0"];

#[allow(clippy::print_stdout, reason = "cargo listens")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut table = "releases! {\n".to_owned();
    for release in RELEASES {
        if let Some(schema) = tests::machine_schema(release) {
            generate(release, &schema, &mut table)?;
        } else {
            // While the file is missing, cargo runs this again.
            let missing = tests::fetched_schema(release);
            println!("cargo::rerun-if-changed={}", missing.display());
        }
    }
    table.push_str("}\n");
    let path = Path::new(&std::env::var("OUT_DIR")?).join("releases.rs");
    qapi_codegen::write_if_changed(&path, &table)?;
    Ok(())
}

fn generate(release: &str, path: &Path, table: &mut String) -> Result<(), Box<dyn Error>> {
    let module = format!("qmp_{}", release.replace('.', "_"));
    let types = Builder::new(path).docs(false).constructors(false);
    types.out_file(format!("{module}.rs")).compile()?;

    let path = path.to_str().ok_or("the path is not UTF-8")?;
    let schema = check(&FileSystem, path, Edition::Auto)?.schema;
    let schema = schema.ok_or("the schema has errors")?;
    write!(table, "    {release:?} {module} {{")?;
    for (_, command) in schema.commands() {
        write!(table, " {}", upper_camel(&command.definition.name))?;
    }
    table.push_str(" }\n");
    Ok(())
}

/// Returns the name of a command's struct. A wrong one does not compile.
fn upper_camel(name: &str) -> String {
    let words = name.split(['-', '_']);
    let capitalised = words.map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    capitalised.collect()
}
