//! `cargo xtask bench cold-build`: the debug build, from an empty target folder and with two jobs, of a program of one
//! line: on the types of package qapi-qga 0.13.0, on qga-types, and on what the program's build script generates.

use std::fs;

use super::measure::{Cost, timed};
use super::scratch::{Scratch, copy, fetch, write};
use super::table::{print, row};
use crate::failure::Failure;
use crate::workspace::root;

/// Runs of each build; they take turns.
const RUNS: usize = 3;

/// The crates that a one-line program is built on: name, dependencies, build script, program.
const CRATES: [(&str, &str, Option<&str>, &str); 3] = [
    (
        "qapi-qga 0.13.0",
        "[dependencies]\nqapi-qga = '=0.13.0'\n",
        None,
        "fn main() { println!(\"{:?}\", qapi_qga::guest_ping {}); }\n",
    ),
    (
        "qga-types",
        "[dependencies]\nqga-types.path = '{root}/qga-types'\n",
        None,
        "fn main() { println!(\"{:?}\", qga_types::commands::GuestPing::new()); }\n",
    ),
    (
        "build.rs",
        "[dependencies]\nqapi-wire.path = '{root}/qapi-wire'\n[build-dependencies]\nqapi-codegen.path = '{root}/qapi-codegen'\n",
        Some(
            "fn main() -> Result<(), qapi_codegen::Error> { qapi_codegen::Builder::new(\"schema/qga.json\").compile() }\n",
        ),
        "mod qga { include!(concat!(env!(\"OUT_DIR\"), \"/qga.rs\")); }\nfn main() { println!(\"{:?}\", qga::commands::GuestPing::new()); }\n",
    ),
];

/// Measures and prints.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let mut projects = Vec::new();
    for (at, (_, dependencies, script, program)) in CRATES.into_iter().enumerate() {
        let name = format!("cold-{at}");
        let manifest =
            format!("[package]\nname = '{name}'\nedition = '2024'\n{dependencies}[workspace]\n");
        let scratch = Scratch::new(
            &name,
            &[("Cargo.toml", &manifest), ("src/main.rs", program)],
        )?;
        if let Some(script) = script {
            write(&scratch.folder().join("build.rs"), script)?;
            copy(
                &root().join("qga-schema/schema"),
                &scratch.folder().join("schema"),
            )?;
        }
        projects.push((scratch, Vec::new()));
    }
    for _ in 0..RUNS {
        for (scratch, costs) in &mut projects {
            if scratch.target().exists() {
                fs::remove_dir_all(scratch.target()).map_err(|error| {
                    Failure::Failed(format!("{}: {error}", scratch.target().display()))
                })?;
            }
            costs.push(timed(&mut scratch.cargo(&["build"]))?);
        }
    }
    let medians: Vec<Cost> = projects
        .iter()
        .map(|(_, costs)| Cost::median(costs))
        .collect();
    let theirs = medians.first().copied().unwrap_or_default();
    let mut rows = vec![row([
        "",
        "wall s",
        "user s",
        "wall share",
        "user share",
        "goal",
    ])];
    for (((name, ..), cost), goal) in CRATES.iter().zip(&medians).zip(["", "0.50", "1.00"]) {
        rows.push(vec![
            (*name).to_owned(),
            format!("{:.2}", cost.wall),
            format!("{:.2}", cost.user),
            format!("{:.2}", cost.wall / theirs.wall),
            format!("{:.2}", cost.user / theirs.user),
            goal.to_owned(),
        ]);
    }
    print(
        "Debug build of a one-line program on the QGA types, from nothing",
        &rows,
    );
    Ok(())
}
