//! `cargo xtask bench compile`: what compiling generated code costs, in debug builds with two jobs.
//!
//! * QMP: the crate that is generated from the schema of package qapi-qmp 0.15.0, docs and commands included, beside that
//!   package itself. Dependencies are built before.
//! * QGA: a program of one line, from an empty target folder, on the types of package qapi-qga 0.13.0, on qga-types, and
//!   on what its build script generates.

use std::fs;
use std::path::Path;

use qapi_codegen::Config;

use super::measure::{Cost, timed};
use super::scratch::{Scratch, copy, fetch, generate, registry_schema, write};
use super::table::{print, row};
use crate::{Failure, root};

/// Runs of each build; they take turns.
const RUNS: usize = 3;

/// Measures and prints.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    qmp()?;
    cold()
}

const QMP_WORKSPACE: &str = "[workspace]\nmembers = ['ours', 'theirs']\nresolver = '3'\n";
const QMP_OURS: &str = "[package]
name = 'ours'
edition = '2024'
[dependencies]
qapi-wire.path = '{root}/qapi-wire'
";

fn qmp() -> Result<(), Failure> {
    let schema = registry_schema("qapi-qmp", (0, 15, 0))?;
    let ours = generate(&schema, &Config::default())?;
    let files = [
        ("Cargo.toml", QMP_WORKSPACE),
        ("ours/Cargo.toml", QMP_OURS),
        ("ours/src/lib.rs", &ours),
    ];
    let scratch = Scratch::new("compile", &files)?;
    if let Some(package) = schema.ancestors().nth(3) {
        // A copy, for packages of the registry are never built twice.
        copy(package, &scratch.folder().join("theirs"))?;
    }
    let build = |package: &str| scratch.cargo(&["build", "--package", package]);
    // What they depend on.
    timed(&mut build("ours"))?;
    timed(&mut build("qapi-qmp"))?;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        for (folder, package, costs) in [
            ("ours", "ours", &mut ours),
            ("theirs", "qapi-qmp", &mut theirs),
        ] {
            touch(&scratch.folder().join(folder).join("src/lib.rs"))?;
            costs.push(timed(&mut build(package))?);
        }
    }
    let (ours, theirs) = (Cost::median(&ours), Cost::median(&theirs));
    let deps = scratch.target().join("debug/deps");
    let sizes = |library: &str| (size(&deps, library, "rmeta"), size(&deps, library, "rlib"));
    let (our_sizes, their_sizes) = (sizes("libours-"), sizes("libqapi_qmp-"));
    let line = |name: &str, cost: Cost, sizes: (f64, f64)| {
        vec![
            name.to_owned(),
            format!("{:.2}", cost.wall),
            format!("{:.2}", cost.user),
            format!("{:.1}", sizes.0),
            format!("{:.1}", sizes.1),
        ]
    };
    let share = |part: f64, whole: f64| format!("1/{:.1}", whole / part);
    print(
        "Debug build of the QMP crate, dependencies built before",
        &[
            row(["", "wall s", "user s", "rmeta MB", "rlib MB"]),
            line("qapi-qmp 0.15.0", theirs, their_sizes),
            line("generated", ours, our_sizes),
            vec![
                "share".to_owned(),
                share(ours.wall, theirs.wall),
                share(ours.user, theirs.user),
                share(our_sizes.0, their_sizes.0),
                share(our_sizes.1, their_sizes.1),
            ],
            row(["goal", "1/4", "1/4", "1/3", ""]),
        ],
    );
    Ok(())
}

/// The crates that a one-line program is built on: name, dependencies, build script, program.
const COLD: [(&str, &str, Option<&str>, &str); 3] = [
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

fn cold() -> Result<(), Failure> {
    let mut projects = Vec::new();
    for (at, (_, dependencies, script, program)) in COLD.into_iter().enumerate() {
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
    for (((name, ..), cost), goal) in COLD.iter().zip(&medians).zip(["", "0.50", "1.00"]) {
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

/// Makes a file look changed.
fn touch(path: &Path) -> Result<(), Failure> {
    let now = std::time::SystemTime::now();
    fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(now))
        .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))
}

/// Megabytes of the newest file that a library left in a folder.
fn size(folder: &Path, library: &str, ending: &str) -> f64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let newest = files
        .filter(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            name.starts_with(library) && name.ends_with(ending)
        })
        .filter_map(|file| file.metadata().ok())
        .max_by_key(|file| file.modified().ok());
    newest.map_or(0.0, |file| file.len() as f64 / 1e6)
}
