//! `cargo xtask bench cold-build`: the debug build of minimal programs, from an empty target folder
//! and with two jobs. The programs use the types of the guest agent, and its client, blocking and
//! on tokio. Each is compared with the same program on the registry's packages.

use std::fs;

use super::measure::{Cost, timed};
use super::scratch::{Scratch, copy, fetch, write};
use super::table::{print, row};
use crate::failure::Failure;
use crate::workspace::root;

/// The runs of each build. Builds take turns.
const RUNS: usize = 3;

/// A program to build.
struct Program {
    name: &'static str,
    /// The dependencies in its manifest.
    dependencies: &'static str,
    build_script: Option<&'static str>,
    main: &'static str,
    /// The largest part that it may take of the user time of the first program of its kind.
    goal: &'static str,
}

/// The tasks and the programs for each. The first program uses a peer.
const KINDS: [(&str, &[Program]); 3] = [
    (
        "A program on the QGA types",
        &[
            Program {
                name: "qapi-qga 0.13.0",
                dependencies: "[dependencies]\nqapi-qga = '=0.13.0'\n",
                build_script: None,
                main: "fn main() { println!(\"{:?}\", qapi_qga::guest_ping {}); }\n",
                goal: "",
            },
            Program {
                name: "qga-types",
                dependencies: "[dependencies]\nqga-types.path = '{root}/qga-types'\n",
                build_script: None,
                main: "fn main() { println!(\"{:?}\", qga_types::commands::GuestPing::new()); }\n",
                goal: "0.50",
            },
            Program {
                name: "build.rs with qapi-codegen",
                dependencies: "[dependencies]\nqapi-wire.path = '{root}/qapi-wire'\n[build-dependencies]\nqapi-codegen.path = '{root}/qapi-codegen'\n",
                build_script: Some(
                    "fn main() -> Result<(), qapi_codegen::Error> { qapi_codegen::Builder::new(\"schema/qga.json\").compile() }\n",
                ),
                main: "mod qga { include!(concat!(env!(\"OUT_DIR\"), \"/qga.rs\")); }\nfn main() { println!(\"{:?}\", qga::commands::GuestPing::new()); }\n",
                goal: "1.00",
            },
        ],
    ),
    (
        "A program that asks the guest agent, blocking",
        &[
            Program {
                name: "qapi 0.15.0, qga",
                dependencies: "[dependencies]\nqapi = { version = '=0.15.0', features = ['qga'] }\n",
                build_script: None,
                main: include_str!("programs/ask_qapi.rs"),
                goal: "",
            },
            Program {
                name: "qga-client",
                dependencies: "[dependencies]\nqga-client.path = '{root}/qga-client'\n",
                build_script: None,
                main: include_str!("programs/ask_qga_client.rs"),
                goal: "1.00",
            },
        ],
    ),
    (
        "A program that asks the guest agent, on tokio",
        &[
            Program {
                name: "qapi 0.15.0, qga, async-tokio-all",
                dependencies: "[dependencies]\nqapi = { version = '=0.15.0', features = ['qga', 'async-tokio-all'] }\ntokio = { version = '1', features = ['rt'] }\n",
                build_script: None,
                main: include_str!("programs/ask_qapi_tokio.rs"),
                goal: "",
            },
            Program {
                name: "qga-client, tokio",
                dependencies: "[dependencies]\nqga-client = { path = '{root}/qga-client', features = ['tokio'] }\ntokio = { version = '1', features = ['rt'] }\n",
                build_script: None,
                main: include_str!("programs/ask_qga_client_tokio.rs"),
                goal: "1.00",
            },
        ],
    ),
];

/// Measures the builds and prints the tables.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    for (number, (title, programs)) in KINDS.into_iter().enumerate() {
        let mut projects = Vec::new();
        for (at, program) in programs.iter().enumerate() {
            projects.push((program, project(program, number, at)?, Vec::new()));
        }
        for _ in 0..RUNS {
            for (_, scratch, costs) in &mut projects {
                costs.push(built(scratch)?);
            }
        }
        let measured: Vec<(&Program, Cost)> = projects
            .iter()
            .map(|(program, _, costs)| (*program, Cost::median(costs)))
            .collect();
        let title = format!("{title}: its debug build, from nothing");
        print(&title, &rows(&measured));
    }
    Ok(())
}

/// Writes a program's project.
fn project(program: &Program, kind: usize, at: usize) -> Result<Scratch, Failure> {
    let name = format!("cold-{kind}-{at}");
    let manifest = format!(
        "[package]\nname = '{name}'\nedition = '2024'\n{}[workspace]\n",
        program.dependencies
    );
    let files = [("Cargo.toml", &*manifest), ("src/main.rs", program.main)];
    let scratch = Scratch::new(&name, &files)?;
    if let Some(script) = program.build_script {
        write(&scratch.folder().join("build.rs"), script)?;
        copy(
            &root().join("qga-schema/schema"),
            &scratch.folder().join("schema"),
        )?;
    }
    Ok(scratch)
}

/// Builds a project from an empty target folder.
fn built(scratch: &Scratch) -> Result<Cost, Failure> {
    if scratch.target().exists() {
        fs::remove_dir_all(scratch.target())
            .map_err(|error| Failure::Failed(format!("{}: {error}", scratch.target().display())))?;
    }
    timed(&mut scratch.cargo(&["build"]))
}

/// Returns the table of the programs of one kind.
fn rows(measured: &[(&Program, Cost)]) -> Vec<Vec<String>> {
    let theirs = measured.first().map(|(_, cost)| *cost).unwrap_or_default();
    let mut rows = vec![row([
        "",
        "wall s",
        "user s",
        "wall share",
        "user share",
        "goal",
    ])];
    for (program, cost) in measured {
        rows.push(vec![
            program.name.to_owned(),
            format!("{:.2}", cost.wall),
            format!("{:.2}", cost.user),
            format!("{:.2}", cost.wall / theirs.wall),
            format!("{:.2}", cost.user / theirs.user),
            program.goal.to_owned(),
        ]);
    }
    rows
}
