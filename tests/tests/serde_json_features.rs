//! Decoding in a program whose other crates switch on serde_json's features `arbitrary_precision`, which hands numbers over in
//! another way, and `preserve_order`. Features are shared by all that is built together, so qapi-wire's own tests are
//! built apart, in a target folder of their own.

use std::process::Command;

#[test]
fn decoding_works_with_serde_json_s_features() {
    let features = "serde_json/arbitrary_precision,serde_json/preserve_order,introspect";
    // Not offline: the features need packages that nothing else here does.
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["test", "--quiet", "--locked", "--package", "qapi-wire"])
        .args(["--tests", "--features", features])
        .current_dir(tests::workspace())
        .env(
            "CARGO_TARGET_DIR",
            tests::workspace().join("target/serde-json-features"),
        )
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("test result: ok"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
