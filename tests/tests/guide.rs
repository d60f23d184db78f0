//! The guide to QMP with all of QMP: its program compiles with QEMU's whole schema, and connects to
//! a QEMU.

use std::fs;
use std::process::Command;

use qapi_codegen::{Config, Emit, generate, write_if_changed};
use qapi_parser::{Edition, FileSystem, check};
use tests::machine::Process;

#[test]
fn the_program_with_all_of_qmp() {
    let Some(registry) = tests::registry_schema("qapi-qmp", (0, 15, 0)) else {
        return tests::skip("qapi-qmp 0.15.0");
    };
    let name = registry.path.to_str().expect("paths are UTF-8");
    let outcome = check(&FileSystem, name, Edition::Auto).expect("the file is readable");
    let schema = outcome.schema.expect("no errors");
    let mut config = Config::default();
    config.emit = [Emit::Types, Emit::Client].into();
    let code = generate(&schema, &config).expect("it generates");

    let example = tests::workspace().join("examples/qmp-hello");
    let folder = tests::workspace().join("target/guide-qmp");
    let write = |name: &str, text: &str| {
        write_if_changed(&folder.join(name), text).expect("the target folder can be written");
    };
    let read = |name: &str| fs::read_to_string(example.join(name)).expect("the example is there");
    let include = "include!(concat!(env!(\"OUT_DIR\"), \"/qmp.rs\"));";
    let main = read("src/main.rs");
    assert!(main.contains(include));
    write(
        "src/main.rs",
        &main.replace(include, "include!(\"qmp.rs\");"),
    );
    write("src/qmp.rs", &code.to_string());
    write("src/connection.rs", &read("src/connection.rs"));
    let wire = tests::workspace().join("qapi-wire");
    write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"guide-qmp\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             qapi-wire = {{ path = {:?}, features = [\"client\", \"introspect\"] }}\nthiserror = \"2\"\n",
            wire.display().to_string()
        ),
    );
    fs::copy(
        tests::workspace().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .expect("copied");
    let build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    assert!(
        build.status.success(),
        "{}",
        String::from_utf8_lossy(&build.stderr)
    );

    let Some(machine) = Process::start() else {
        return;
    };
    let output = Command::new(folder.join("target/debug/guide-qmp"))
        .arg(machine.socket())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    // The first two lines contain a version.
    let lines = |text: &str| text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&said), lines(&read("tests/says.txt")));
}
