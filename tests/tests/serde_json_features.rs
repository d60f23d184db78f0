//! Decoding in a program whose other crates enable serde_json's features `arbitrary_precision`,
//! which passes numbers in another way, and `preserve_order`. Crates that are built together share
//! features, so qapi-wire's own tests are built separately, in another target folder.

use std::process::Command;

#[test]
fn decoding_works_with_serde_json_s_features() {
    let features = "serde_json/arbitrary_precision,serde_json/preserve_order,introspect";
    // Not offline: only this test needs the packages of the features.
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
