//! Makes findings of changes. Changes of the same element become one finding, with all commands
//! that it reaches.

use std::collections::VecDeque;

use qapi_parser::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::change::{Change, Spot};
use super::finding::{Comparison, Definition, Finding, Place, Reach, Subject};
use super::path::{self, Step};
use super::walk::{self, Root, Walk};

/// Returns the findings of a walk.
pub(super) fn gather(walk: Walk<'_>) -> Comparison {
    let graph = Graph::new(&walk);
    let mut ways: FxHashMap<usize, Vec<Way<'_>>> = FxHashMap::default();
    let mut merged: FxHashMap<Thing<'_>, usize> = FxHashMap::default();
    let mut findings: Vec<(Finding, Vec<(usize, Ranked)>)> = Vec::new();
    for change in &walk.changes {
        let site = &change.site;
        let ways = ways
            .entry(site.node)
            .or_insert_with(|| graph.ways_to(site.node));
        let at = *merged.entry(thing(change)).or_insert_with(|| {
            findings.push((finding(change), Vec::new()));
            findings.len() - 1
        });
        let Some((_, reaches)) = findings.get_mut(at) else {
            continue;
        };
        reaches.extend(ways.iter().map(|way| reach(change, way)));
    }
    let mut findings: Vec<(usize, Finding)> = findings
        .into_iter()
        .filter_map(|(finding, reaches)| complete(finding, reaches))
        .collect();
    findings.sort_by_key(|(root, finding)| (*root, std::cmp::Reverse(finding.level)));
    Comparison {
        subject: Subject::Wire,
        old: walk.old.sources().clone(),
        new: walk.new.sources().clone(),
        findings: findings.into_iter().map(|(_, finding)| finding).collect(),
        remarks: Vec::new(),
    }
}

/// The key that is equal for changes of the same element: the rule and the places. An element that
/// one schema lacks is identified by its place in the other.
type Thing<'s> = (&'static str, Option<Span>, Option<Span>, Option<&'s str>);

fn thing<'s>(change: &Change<'s>) -> Thing<'s> {
    let exact = |spot: &Spot<'s>| spot.span.filter(|_| spot.exact);
    let site = &change.site;
    // An element without a place of its own, such as a value that the language predefines.
    let name = site.steps.last().and_then(|step| match step {
        Step::Feature(name) | Step::Value(name) | Step::When(_, name) => Some(*name),
        Step::Alternative(kind) => Some(kind.as_str()),
        _ => None,
    });
    (change.rule.id, exact(&site.old), exact(&site.new), name)
}

fn finding(change: &Change<'_>) -> Finding {
    let place = |spot: &Spot<'_>| Place {
        span: spot.span,
        exact: spot.exact,
        definition: spot.owner.map(|owner| Definition {
            kind: owner.kind,
            name: owner.name().to_owned(),
        }),
    };
    Finding {
        rule: change.rule,
        level: change.rule.level,
        message: change.message.clone(),
        part: change.site.part().map(str::to_owned),
        old: place(&change.site.old),
        new: place(&change.site.new),
        deprecated: change.deprecated,
        reaches: Vec::new(),
        also: Vec::new(),
        help: None,
    }
}

/// The rank of a reach: stable ones first, then by steps, then by the order of commands.
type Rank = (bool, usize, usize);

/// A reach with its rank.
type Ranked = (Rank, Reach);

fn reach(change: &Change<'_>, way: &Way<'_>) -> (usize, Ranked) {
    let unstable = way.unstable || change.site.unstable;
    let level = change.rule.level;
    let (kind, name) = way.root.name();
    let steps = || way.steps.iter().chain(&change.site.steps).copied();
    let reach = Reach {
        kind,
        name: name.to_owned(),
        path: path::text(&way.root, steps()),
        unstable,
        level: if unstable { level.lowered() } else { level },
        accepted: None,
    };
    (way.node, ((unstable, steps().count(), way.node), reach))
}

/// Sorts the reaches, one for each command. Returns `None` without reaches, which a walk never
/// produces.
fn complete(mut finding: Finding, reaches: Vec<(usize, Ranked)>) -> Option<(usize, Finding)> {
    let mut nearest: FxHashMap<usize, Ranked> = FxHashMap::default();
    for (root, ranked) in reaches {
        match nearest.get(&root) {
            Some((rank, _)) if *rank <= ranked.0 => {}
            _ => {
                nearest.insert(root, ranked);
            }
        }
    }
    let mut reaches: Vec<Ranked> = nearest.into_values().collect();
    reaches.sort_by_key(|(rank, _)| *rank);
    let (.., root) = reaches.first()?.0;
    finding.reaches = reaches.into_iter().map(|(_, reach)| reach).collect();
    finding.settle();
    Some((root, finding))
}

/// The shortest way from a command or event to a node.
struct Way<'s> {
    node: usize,
    root: Root<'s>,
    steps: Vec<Step<'s>>,
    unstable: bool,
}

/// The graph of a walk, with its edges reversed.
struct Graph<'w, 's> {
    walk: &'w Walk<'s>,
    /// For each node, the edges that lead to it: their source, and their index there.
    to: Vec<Vec<(usize, usize)>>,
}

impl<'w, 's> Graph<'w, 's> {
    fn new(walk: &'w Walk<'s>) -> Self {
        let mut to = vec![Vec::new(); walk.nodes.len()];
        for (from, node) in walk.nodes.iter().enumerate() {
            for (number, edge) in node.edges.iter().enumerate() {
                if let Some(edges) = to.get_mut(edge.to) {
                    edges.push((from, number));
                }
            }
        }
        Self { walk, to }
    }

    /// Returns the shortest path to a node from each command and event that reaches it. Paths
    /// through stable elements only take precedence.
    fn ways_to(&self, target: usize) -> Vec<Way<'s>> {
        let mut ways = self.search(target, true);
        let stable: FxHashSet<usize> = ways.iter().map(|way| way.node).collect();
        let mut rest = self.search(target, false);
        rest.retain(|way| !stable.contains(&way.node));
        ways.extend(rest);
        ways
    }

    /// Searches backwards, breadth first.
    fn search(&self, target: usize, stable: bool) -> Vec<Way<'s>> {
        let mut ways = Vec::new();
        // For each visited node, the edge that leads to the target.
        let mut onward: FxHashMap<usize, Option<(usize, usize)>> = FxHashMap::default();
        onward.insert(target, None);
        let mut queue = VecDeque::from([target]);
        while let Some(at) = queue.pop_front() {
            if let Some(walk::Subject::Root(root)) =
                self.walk.nodes.get(at).map(|node| node.subject)
            {
                let unstable = root.is_unstable();
                if !(stable && unstable) {
                    ways.push(Way {
                        node: at,
                        root,
                        steps: self.steps(at, &onward),
                        unstable: !stable,
                    });
                }
            }
            for &(from, number) in self.to.get(at).into_iter().flatten() {
                let edge = self
                    .walk
                    .nodes
                    .get(from)
                    .and_then(|node| node.edges.get(number));
                if edge.is_none_or(|edge| stable && edge.unstable) || onward.contains_key(&from) {
                    continue;
                }
                onward.insert(from, Some((from, number)));
                queue.push_back(from);
            }
        }
        ways
    }

    /// Returns the steps from a node to the target.
    fn steps(
        &self,
        from: usize,
        onward: &FxHashMap<usize, Option<(usize, usize)>>,
    ) -> Vec<Step<'s>> {
        let mut steps = Vec::new();
        let mut at = from;
        while let Some(Some((node, number))) = onward.get(&at).copied() {
            let edge = self
                .walk
                .nodes
                .get(node)
                .and_then(|node| node.edges.get(number));
            let Some(edge) = edge else { break };
            steps.extend_from_slice(&edge.steps);
            at = edge.to;
        }
        steps
    }
}
