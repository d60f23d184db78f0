//! `cargo xtask cycles [PACKAGE]...`: finds files of a crate that import each other.
//!
//! The files of each target of the workspace's packages form a graph. Its edges are imports, from
//! the file that names an item to the file that defines it:
//!
//! * a `use` declaration, at the top of a module or in a function, for each item that it names;
//! * a path in code that goes through a module: `super::lexer::Kind`, `wording::path(..)` after
//!   `use super::wording`. Types, expressions, and the arguments and bodies of macros count alike.
//!
//! The modules along a path do not count: a module that only declares and re-exports others is
//! passed over, and `pub use` is an import only if the file's own code uses the name as well. A
//! name from a glob import counts if the code uses it. Fields and methods are not imports. Code
//! under `#[cfg(test)]` is ignored.
//!
//! A cycle of this graph is a group of files, each of which imports all others, directly or not. A
//! child that imports from the parent that calls it is one.

mod code;
mod graph;
mod import;
mod module;
mod read;
mod resolve;
mod target;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::graph::Cycle;
use self::target::{Package, packages};
use crate::failure::Failure;
use crate::workspace::root;

/// Prints the cycles of the named packages, or of all. Any cycle is a failure.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let mut packages = packages()?;
    for name in arguments {
        if !packages.iter().any(|package| package.name == *name) {
            let problem = format!("there is no package '{name}' in the workspace");
            return Err(Failure::Usage(problem));
        }
    }
    if !arguments.is_empty() {
        packages.retain(|package| arguments.contains(&package.name));
    }
    let mut total = 0;
    for package in &packages {
        let cycles = cycles(package)?;
        println!("{}: {}", package.name, count(cycles.len()));
        for cycle in &cycles {
            print!("{cycle}");
        }
        total += cycles.len();
    }
    match total {
        0 => Ok(()),
        _ => Err(Failure::Failed(count(total))),
    }
}

fn count(cycles: usize) -> String {
    match cycles {
        1 => "1 cycle".to_owned(),
        _ => format!("{cycles} cycles"),
    }
}

/// Returns the cycles of all targets of a package. Targets may share files, and so cycles.
fn cycles(package: &Package) -> Result<BTreeSet<Cycle>, Failure> {
    let mut found = BTreeSet::new();
    for target in &package.targets {
        let source = |path: &Path| fs::read_to_string(root().join(path));
        let modules = read::modules(target, &source)?;
        found.extend(graph::cycles(&import::imports(&modules)));
    }
    Ok(found)
}
