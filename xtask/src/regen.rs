//! `cargo xtask regen [--check]`: writes or checks the generated files that are committed.

use std::fs;
use std::path::Path;

use qapi_codegen::{Config, Emit, generate, write_if_changed};
use qapi_parser::{FileSystem, Loader, Memory};

use crate::failure::Failure;
use crate::guide::guides;
use crate::manual::manual;
use crate::pages::pages;
use crate::read;
use crate::workspace::root;

/// The command that updates what `--check` reports. The files name it in their header.
const COMMAND: &str = "cargo xtask regen";

/// The example with committed code.
const EXAMPLE: &str = "examples/committed-code";

/// The tests with committed generated code.
const WIRE_TESTS: &str = "qapi-wire/tests";

/// Writes every generated file. With `--check`, fails if one is stale.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let check = match arguments {
        [] => false,
        [option] if option == "--check" => true,
        _ => return Err(Failure::Usage(format!("usage: {COMMAND} [--check]"))),
    };
    let mut files = pages(COMMAND);
    files.push(("qga-types/src/generated.rs".to_owned(), qga_types()?));
    files.push(("qga-types/src/methods.rs".to_owned(), qga_methods()?));
    files.push((format!("{EXAMPLE}/src/gallery.rs"), example()?));
    files.extend(wire_tests()?);
    files.extend(guides()?);
    files.extend(manual(COMMAND)?);
    bring_up_to_date(&root(), &files, check)
}

/// Generates the types of the guest agent.
fn qga_types() -> Result<String, Failure> {
    let mut config = Config::default();
    config.optional = qga_schema::ADDED_MEMBERS.map(str::to_owned).to_vec();
    config.public_path = Some("qga_types".to_owned());
    config.sensitive = qga_schema::SENSITIVE_MEMBERS.map(str::to_owned).to_vec();
    qga(config)
}

/// Generates the commands of the guest agent as methods, like the build script of `qga-client`.
fn qga_methods() -> Result<String, Failure> {
    let mut config = Config::default();
    config.emit = [Emit::Client].into();
    config.types_path = Some("::qga_types".to_owned());
    qga(config)
}

/// Generates code of the guest agent's schema.
fn qga(mut config: Config) -> Result<String, Failure> {
    config.bytes = qga_schema::BASE64_MEMBERS.map(str::to_owned).to_vec();
    config.generated_by = COMMAND.to_owned();
    let loader = Memory::new().with(qga_schema::FILE_NAME, qga_schema::TEXT);
    generated(&loader, qga_schema::FILE_NAME, &config)
}

/// Generates the committed code of the example, like the command in its header.
fn example() -> Result<String, Failure> {
    let folder = root().join(EXAMPLE);
    let options = folder.join("qapi.toml");
    let failed =
        |error: &dyn std::fmt::Display| Failure::Failed(format!("{}: {error}", options.display()));
    let text = fs::read_to_string(&options).map_err(|error| failed(&error))?;
    let mut config = Config::from_toml(&text).map_err(|error| failed(&error))?;
    config.generated_by = "qapi generate gallery.json --config qapi.toml".to_owned();
    let schema = folder.join("schema/gallery.json");
    generated(&FileSystem, &schema.to_string_lossy(), &config)
}

/// Generates the code for the tests of qapi-wire: an open schema with a closed enum.
fn wire_tests() -> Result<[(String, String); 2], Failure> {
    let mut closed = Config::default();
    closed.generated_by = COMMAND.to_owned();
    (closed.constructors, closed.setters, closed.non_exhaustive) = (false, false, false);
    let mut open = closed.clone();
    closed.unknown_values = false;
    open.derives = [("Wide".to_owned(), vec!["Default".to_owned()])].into();
    open.bytes = vec!["Volume.key".to_owned()];
    let path = "crate::closed::Closed".to_owned();
    open.extern_types = [("Closed".to_owned(), path)].into();
    let code = |name: &str, config: &Config| {
        let schema = root().join(format!("{WIRE_TESTS}/schemas/{name}.json"));
        let code = generated(&FileSystem, &schema.to_string_lossy(), config)?;
        Ok::<_, Failure>((format!("{WIRE_TESTS}/generated/{name}.rs"), code))
    };
    Ok([code("closed", &closed)?, code("storage", &open)?])
}

/// Generates the code of a schema.
fn generated(loader: &dyn Loader, name: &str, config: &Config) -> Result<String, Failure> {
    let schema = read::latest(loader, name)?;
    generate(&schema, config)
        .map(|generated| generated.text())
        .map_err(|error| Failure::Failed(format!("{name}: {error}")))
}

/// Writes files, given by their path in the workspace and their content. With `check` it writes
/// nothing, and reports stale files and the command to run as an error.
fn bring_up_to_date(root: &Path, files: &[(String, String)], check: bool) -> Result<(), Failure> {
    let mut stale = Vec::new();
    for (name, content) in files {
        let path = root.join(name);
        if !check {
            let written = write_if_changed(&path, content);
            if written.map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))? {
                println!("{name}: written");
            }
        } else if fs::read(&path).ok().as_deref() != Some(content.as_bytes()) {
            stale.push(format!("{name} is stale"));
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    stale.push(format!("run `{COMMAND}` and commit what it writes"));
    Err(Failure::Failed(stale.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_files_are_fresh() {
        if let Err(failure) = run(&["--check".to_owned()]) {
            panic!("{failure}");
        }
    }

    #[test]
    fn a_stale_file_is_named_with_its_repair() {
        let folder = std::env::temp_dir().join(format!("xtask-regen-{}", std::process::id()));
        let files = [("a/b.rs".to_owned(), "one".to_owned())];
        let stale = bring_up_to_date(&folder, &files, true)
            .unwrap_err()
            .to_string();
        assert_eq!(
            stale,
            "a/b.rs is stale\nrun `cargo xtask regen` and commit what it writes"
        );
        assert!(!folder.exists(), "a check writes nothing");
        bring_up_to_date(&folder, &files, false).unwrap();
        bring_up_to_date(&folder, &files, true).unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn other_options_are_refused() {
        assert!(matches!(
            run(&["--chek".to_owned()]),
            Err(Failure::Usage(_))
        ));
    }
}
