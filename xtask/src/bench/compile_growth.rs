//! `cargo xtask bench compile --growth`: the growth of the cost of compiling generated code with
//! the values of an enum, the branches of a union, the members of a struct, and the commands of a
//! client. A second table shows the cost of QMP's server and client in addition to its types.

use std::collections::BTreeSet;
use std::path::Path;

use qapi_codegen::{Config, Emit};

use super::compile::{size, touch};
use super::measure::{Cost, timed};
use super::scratch::{Scratch, fetch, generate, write};
use super::table::{print, row};
use crate::failure::Failure;
use crate::read::registry_schema;

/// The sizes, and the runs of each.
const SIZES: [(usize, usize); 4] = [(100, 3), (1_000, 3), (4_000, 1), (10_000, 1)];

const MANIFEST: &str = "[package]
name = 'ours'
edition = '2024'
[dependencies]
qapi-wire = { path = '{root}/qapi-wire', features = ['client', 'server'] }
[workspace]
";

/// The name of a kind, its schema of a size, and the parts to generate.
type Kind = (&'static str, fn(usize) -> String, &'static [Emit]);

const KINDS: [Kind; 4] = [
    ("values of an enum", enumeration, &[Emit::Types]),
    ("branches of a union", union, &[Emit::Types]),
    ("members of a struct", structure, &[Emit::Types]),
    (
        "commands of a client",
        commands,
        &[Emit::Types, Emit::Client],
    ),
];

/// Measures the builds and prints the tables.
pub(crate) fn run() -> Result<(), Failure> {
    fetch()?;
    let files = [("Cargo.toml", MANIFEST), ("src/lib.rs", "")];
    let crate_ = Crate(Scratch::new("compile-growth", &files)?);
    // Builds the dependencies.
    timed(&mut crate_.0.cargo(&["build"]))?;
    let schema = crate_.0.folder().join("schema.json");
    let mut rows = vec![row(["", "user s", "of 1,000's", "rmeta MB"])];
    for (name, text, emit) in KINDS {
        let mut measured = Vec::new();
        for (count, runs) in SIZES {
            write(&schema, &text(count))?;
            measured.push((count, crate_.measure(&schema, emit, runs)?));
        }
        let thousand = measured.iter().find(|(count, _)| *count == 1_000);
        let thousand = thousand.map_or(f64::NAN, |(_, (cost, _))| cost.user);
        for (count, (cost, size)) in measured {
            rows.push(vec![
                format!("{count} {name}"),
                format!("{:.2}", cost.user),
                format!("{:.2}", cost.user / thousand),
                format!("{size:.1}"),
            ]);
        }
    }
    rows.push(row(["goal: 4000 commands", "", "4.5", ""]));
    print("Debug builds of generated code", &rows);

    let qmp = registry_schema("qapi-qmp", (0, 15, 0))?;
    let mut rows = vec![row(["QMP", "user s", "of the types", "rmeta MB"])];
    let (types, size) = crate_.measure(qmp, &[Emit::Types], 3)?;
    let mut push = |name: &str, cost: Cost, size: f64| {
        rows.push(vec![
            name.to_owned(),
            format!("{:.2}", cost.user),
            format!("{:.2}", cost.user / types.user),
            format!("{size:.1}"),
        ]);
    };
    push("types", types, size);
    let all = [Emit::Types, Emit::Server, Emit::Client];
    let (cost, size) = crate_.measure(qmp, &all, 3)?;
    push("types, server, client", cost, size);
    rows.push(row(["goal", "", "1.5", ""]));
    print("What a server and a client add", &rows);
    Ok(())
}

/// The crate to build.
struct Crate(Scratch);

impl Crate {
    /// Generates the code of a schema. Returns the median cost of its build, and the megabytes of
    /// its metadata.
    fn measure(&self, schema: &Path, emit: &[Emit], runs: usize) -> Result<(Cost, f64), Failure> {
        let mut config = Config::default();
        config.emit = emit.iter().copied().collect::<BTreeSet<_>>();
        let library = self.0.folder().join("src/lib.rs");
        write(&library, &generate(schema, &config)?)?;
        let mut costs = Vec::new();
        for _ in 0..runs {
            touch(&library)?;
            costs.push(timed(&mut self.0.cargo(&["build"]))?);
        }
        let deps = self.0.target().join("debug/deps");
        Ok((Cost::median(&costs), size(&deps, "libours-", "rmeta")))
    }
}

fn enumeration(count: usize) -> String {
    let values: Vec<String> = (0..count).map(|n| format!("'v{n}'")).collect();
    format!("{{ 'enum': 'E', 'data': [ {} ] }}\n", values.join(", "))
}

/// Each branch has a struct of its own.
fn union(count: usize) -> String {
    let structs = (0..count).map(|n| format!("{{ 'struct': 'S{n}', 'data': {{ 'm': 'int' }} }}\n"));
    let branches: Vec<String> = (0..count).map(|n| format!("'v{n}': 'S{n}'")).collect();
    format!(
        "{}{}{{ 'union': 'U', 'base': {{ 'tag': 'E' }}, 'discriminator': 'tag', 'data': {{ {} }} }}\n",
        enumeration(count),
        structs.collect::<String>(),
        branches.join(", ")
    )
}

/// Half of the members are optional.
fn structure(count: usize) -> String {
    let member = |n: usize| match n % 2 {
        0 => format!("'m{n}': 'int'"),
        _ => format!("'*m{n}': 'str'"),
    };
    let members: Vec<String> = (0..count).map(member).collect();
    format!(
        "{{ 'struct': 'S', 'data': {{ {} }} }}\n",
        members.join(", ")
    )
}

/// Half of the commands have arguments and a reply.
fn commands(count: usize) -> String {
    let command = |n: usize| match n % 2 {
        0 => format!("{{ 'command': 'c{n}' }}\n"),
        _ => format!(
            "{{ 'command': 'c{n}', 'data': {{ 'path': 'str', '*mode': 'int' }}, 'returns': ['int'] }}\n"
        ),
    };
    (0..count).map(command).collect()
}
