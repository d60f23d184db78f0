//! `cargo xtask bench decode`: MB/s of decoding and encoding large replies with types generated
//! from the schema of package qapi-qmp 0.15.0, and with that package's types. Both run in one
//! process. The times are CPU time of one thread.

use qapi_codegen::Config;

use super::scratch::{Scratch, fetch, generate, output};
use super::table::{print, row};
use crate::failure::Failure;
use crate::read::registry_schema;

const MANIFEST: &str = "[package]
name = 'decode'
edition = '2024'
[workspace]
[dependencies]
qapi-qmp = '=0.15.0'
qapi-wire.path = '{root}/qapi-wire'
serde = '1'
serde_json = '1'
[profile.release]
debug = 1
";

/// Measures both and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let schema = registry_schema("qapi-qmp", (0, 15, 0))?;
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", include_str!("programs/decode.rs")),
        ("src/clock.rs", include_str!("programs/clock.rs")),
        ("src/ours.rs", &generate(schema, &Config::default())?),
    ];
    let scratch = Scratch::new("decode", &files)?;
    let mut rows = vec![row([
        "", "decode", "qapi-qmp", "ratio", "goal", "encode", "qapi-qmp", "ratio", "goal", "Value",
    ])];
    for line in output(&mut scratch.cargo(&["run", "--release"]))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [
            name,
            goal,
            decode,
            their_decode,
            encode,
            their_encode,
            value,
        ] = cells[..]
        {
            rows.push(row([
                name,
                decode,
                their_decode,
                &ratio(decode, their_decode),
                goal,
                encode,
                their_encode,
                &ratio(encode, their_encode),
                "1.0",
                value,
            ]));
        }
    }
    print(
        "Decoding and encoding, MB/s (Value: decoding to serde_json's)",
        &rows,
    );
    Ok(())
}

fn ratio(ours: &str, theirs: &str) -> String {
    match (ours.parse::<f64>(), theirs.parse::<f64>()) {
        (Ok(ours), Ok(theirs)) => format!("{:.2}", ours / theirs),
        _ => String::new(),
    }
}
