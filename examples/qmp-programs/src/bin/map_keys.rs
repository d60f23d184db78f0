//! Counts machines by their state: enums are keys of maps, in the schema's order.

use std::collections::{BTreeMap, HashSet};

use qmp_programs::qmp::RunState;

fn main() {
    let states = [
        RunState::Running,
        RunState::Debug,
        RunState::Running,
        RunState::Paused,
    ];
    let distinct: HashSet<&RunState> = states.iter().collect();
    let mut count: BTreeMap<RunState, usize> = BTreeMap::new();
    states
        .iter()
        .for_each(|state| *count.entry(state.clone()).or_default() += 1);
    println!("{} states: {count:?}", distinct.len());
}
