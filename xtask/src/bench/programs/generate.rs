//! Generates Rust from schemas, step by step, and with crate qapi-codegen 0.11.3 of the registry.
//!
//! The arguments are the top files of the QMP and the QGA schema. Prints the milliseconds of each
//! step, separated by tabs.

mod clock;

use std::hint::black_box;
use std::path::Path;

use ours::{Config, generate};
use qapi_parser::{Edition, FileSystem, Outcome, check};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    for (name, top, command_trait) in [
        ("QMP", &arguments[1], "QmpCommand"),
        ("QGA", &arguments[2], "QgaCommand"),
    ] {
        let read = || -> Outcome { check(&FileSystem, top, Edition::Auto).unwrap() };
        let outcome = read();
        let schema = outcome.schema.as_ref().unwrap();
        let config = Config::default();
        let generated = generate(schema, &config).unwrap();
        let folder = Path::new(top).parent().unwrap();
        let out = std::env::temp_dir().join(format!("bench-generate-{}.rs", std::process::id()));
        let theirs = || {
            // It reads `qapi-schema.json` of the folder, and writes a file.
            theirs::codegen(folder, &out, command_trait.to_owned()).unwrap()
        };
        let mut times = [const { Vec::new() }; 4];
        for _ in 0..7 {
            let steps = [
                clock::seconds(|| drop(black_box(read()))),
                clock::seconds(|| drop(black_box(generate(schema, &config)))),
                clock::seconds(|| drop(black_box(generated.text()))),
                clock::seconds(|| drop(black_box(theirs()))),
            ];
            for (times, step) in times.iter_mut().zip(steps) {
                times.push(step * 1e3);
            }
        }
        let [check, write, text, theirs] = times.map(clock::median);
        let figures = [check, write, text, check + write + text, theirs];
        let figures = figures.map(|figure| format!("{figure:.1}"));
        println!("{name}\t{}", figures.join("\t"));
        let _ = std::fs::remove_file(&out);
    }
}
