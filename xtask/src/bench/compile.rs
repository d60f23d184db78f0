//! `cargo xtask bench compile`: the debug build, with two jobs, of the crate generated from the
//! schema of package qapi-qmp 0.15.0, with docs and commands. It is compared with that package.
//! Dependencies are built before.

use std::fs;
use std::path::Path;

use qapi_codegen::Config;

use super::measure::{Cost, timed};
use super::scratch::{Scratch, copy, fetch, generate};
use super::table::{print, row};
use crate::failure::Failure;
use crate::read::registry_schema;

/// The runs of each build. Builds take turns.
const RUNS: usize = 3;

const WORKSPACE: &str = "[workspace]\nmembers = ['ours', 'theirs']\nresolver = '3'\n";
const OURS: &str = "[package]
name = 'ours'
edition = '2024'
[dependencies]
qapi-wire.path = '{root}/qapi-wire'
";

/// Measures the builds and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let schema = registry_schema("qapi-qmp", (0, 15, 0))?;
    let ours = generate(schema, &Config::default())?;
    let files = [
        ("Cargo.toml", WORKSPACE),
        ("ours/Cargo.toml", OURS),
        ("ours/src/lib.rs", &ours),
    ];
    let scratch = Scratch::new("compile", &files)?;
    if let Some(package) = schema.ancestors().nth(3) {
        // A copy, as cargo builds packages of the registry only once.
        copy(package, &scratch.folder().join("theirs"))?;
    }
    let build = |package: &str| scratch.cargo(&["build", "--package", package]);
    // Builds the dependencies.
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

/// Updates the time of a file, so that it counts as changed.
pub(super) fn touch(path: &Path) -> Result<(), Failure> {
    let now = std::time::SystemTime::now();
    fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(now))
        .map_err(|error| Failure::Failed(format!("{}: {error}", path.display())))
}

/// Returns the megabytes of a library's newest file in a folder.
pub(super) fn size(folder: &Path, library: &str, ending: &str) -> f64 {
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
