//! Programs that use a schema of an older release get no warnings about its older forms.

use std::process::{Command, Output};

use qapi_codegen::Builder;

/// Returns QEMU 7.2's schema, with thousands of forms that 10.2 refuses.
fn schema() -> Option<&'static str> {
    let schema = tests::registry_schema("qapi-qmp", (0, 11, 0));
    if schema.is_none() {
        tests::skip("the registry's schemas");
    }
    schema?.path.to_str()
}

#[test]
fn the_command_line_prints_nothing() {
    let Some(schema) = schema() else { return };
    let qapi = tests::program("qapi-cli");
    let run = |arguments: &[&str]| -> Output {
        let run = Command::new(&qapi).args(arguments).output();
        run.expect("the program runs")
    };
    for arguments in [
        &["generate", schema, "--out", "-"][..],
        &["doc", schema, "--format", "man", "--out", "-"],
        &["introspect", schema],
        &["diff", schema, schema],
    ] {
        let output = run(arguments);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
    let output = run(&["check", schema, "--message-format", "short"]);
    let lines = String::from_utf8_lossy(&output.stderr).lines().count();
    assert!(lines > 3000, "{lines}");
}

#[test]
fn a_build_script_prints_nothing_but_names_of_files() {
    let Some(schema) = schema() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut told = Vec::new();
    let builder = Builder::new(schema).out_file(folder.path().join("qmp.rs"));
    builder.compile_to(&mut told).expect("it generates");
    let told = String::from_utf8(told).expect("UTF-8");
    let other = |line: &&str| !line.starts_with("cargo::rerun-if-changed=");
    assert_eq!(told.lines().find(other), None);
    assert!(told.lines().count() > 10);
}
