//! Cycles in the graph of imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use super::import::Import;

/// Files that import each other, and the imports between them.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cycle(Vec<Import>);

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: BTreeSet<_> = self.0.iter().map(|import| &import.from).collect();
        writeln!(f, "  {} files import each other:", files.len())?;
        for import in &self.0 {
            let (from, to) = (import.from.display(), import.to.display());
            writeln!(f, "    {from}:{}: {} of {to}", import.line, import.path)?;
        }
        Ok(())
    }
}

/// Returns the cycles: two files are in the same one if each reaches the other.
pub(super) fn cycles(imports: &BTreeSet<Import>) -> Vec<Cycle> {
    let mut graph: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for import in imports {
        graph.entry(&import.from).or_default().insert(&import.to);
    }
    let reached: BTreeMap<&Path, BTreeSet<&Path>> = graph
        .keys()
        .map(|file| (*file, reachable(&graph, file)))
        .collect();
    let reaches = |from: &Path, to: &Path| reached.get(from).is_some_and(|set| set.contains(to));
    let mut cycles: BTreeMap<&Path, Vec<Import>> = BTreeMap::new();
    for import in imports
        .iter()
        .filter(|import| reaches(&import.to, &import.from))
    {
        // The first file of a cycle names it.
        let mut files = graph.keys();
        let first = files.find(|file| reaches(file, &import.from) && reaches(&import.from, file));
        cycles
            .entry(first.copied().unwrap_or(&import.from))
            .or_default()
            .push(import.clone());
    }
    cycles.into_values().map(Cycle).collect()
}

/// Returns the files that a file imports, directly or not.
fn reachable<'g>(
    graph: &BTreeMap<&'g Path, BTreeSet<&'g Path>>,
    file: &Path,
) -> BTreeSet<&'g Path> {
    let mut found = BTreeSet::new();
    let mut pending = vec![file];
    while let Some(file) = pending.pop() {
        for next in graph.get(file).into_iter().flatten() {
            if found.insert(*next) {
                pending.push(next);
            }
        }
    }
    found
}
