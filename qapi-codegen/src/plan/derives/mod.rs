//! The requested traits, and the types that can derive them.
//!
//! A type cannot derive a trait of the standard library that something in it lacks. The same
//! applies to every type that contains it. Nothing is known of other traits, so they are derived
//! wherever they are requested.

mod contents;
mod traits;

use qapi_parser::schema::Schema;
use rustc_hash::FxHashMap;

use self::contents::{Content, Node, nodes};
use self::traits::{Trait, is_foreign};
use super::chosen::{Choices, Request};
use super::naming::Named;
use crate::cycles::Cycles;

/// Returns the `derive` attributes, by the name of the definition.
///
/// # Errors
/// Returns a line for each requested trait that no matching item can derive.
pub(super) fn derives<'a>(
    schema: &'a Schema,
    choices: &Choices<'a>,
    named: &Named<'a>,
    cycles: &Cycles,
) -> Result<FxHashMap<&'a str, String>, Vec<String>> {
    let requests = choices.requests();
    if requests.is_empty() {
        return Ok(FxHashMap::default());
    }
    let graph = Graph::new(nodes(schema, choices, named, cycles));
    let mut lists: Vec<Vec<&str>> = graph.nodes.iter().map(|_| Vec::new()).collect();
    let mut problems = Vec::new();
    for this in Trait::ALL {
        let by_name = |request: &&Request<'_>| {
            let mut traits = request.traits.iter();
            traits.any(|path| Trait::of(path) == Some(this))
        };
        let asking: Vec<&Request<'a>> = requests.iter().filter(by_name).collect();
        let mut asked = graph.asked(&asking);
        if this.is_part_of_ord() {
            let ordered = lists.iter().map(|list| list.contains(&Trait::Ord.name()));
            (asked.iter_mut().zip(ordered)).for_each(|(asked, ordered)| *asked |= ordered);
        }
        let missing = graph.missing(this, &asked);
        let items = graph.nodes.iter().zip(&missing).zip(asked);
        for (list, ((node, missing), asked)) in lists.iter_mut().zip(items) {
            if asked && missing.is_none() && !node.has(this) {
                list.push(this.name());
            }
        }
        let reports = asking.iter();
        problems.extend(reports.filter_map(|it| graph.impossible(this, it, &missing)));
    }
    for request in requests {
        let asked = graph.asked(&[request]);
        for (list, _) in lists.iter_mut().zip(asked).filter(|(_, asked)| *asked) {
            for path in request.traits.iter().filter(|path| is_foreign(path)) {
                if !list.contains(&&**path) {
                    list.push(path);
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let lines = graph.nodes.iter().zip(lists);
    Ok(lines
        .filter(|(_, list)| !list.is_empty())
        .map(|(node, list)| (node.name, format!("#[derive({})]", list.join(", "))))
        .collect())
}

/// The items, with the items that contain each.
struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    owners: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(nodes: Vec<Node<'a>>) -> Self {
        let mut owners: Vec<Vec<usize>> = nodes.iter().map(|_| Vec::new()).collect();
        for (at, node) in nodes.iter().enumerate() {
            for item in items(node) {
                if let Some(list) = owners.get_mut(item) {
                    list.push(at);
                }
            }
        }
        Self { nodes, owners }
    }

    /// Returns for each item whether one of some requests matches it.
    fn asked(&self, requests: &[&Request<'a>]) -> Vec<bool> {
        let is_matched = |node: &Node<'_>| requests.iter().any(|it| it.matches(node.name));
        let mut asked: Vec<bool> = self.nodes.iter().map(is_matched).collect();
        let mut open: Vec<usize> = (0..asked.len())
            .filter(|at| asked.get(*at) == Some(&true))
            .collect();
        while let Some(at) = open.pop() {
            for item in self.nodes.get(at).into_iter().flat_map(items) {
                let is_implied = self.nodes.get(item).is_some_and(|node| node.is_implied);
                if let Some(asked) = asked.get_mut(item).filter(|asked| is_implied && !**asked) {
                    *asked = true;
                    open.push(item);
                }
            }
        }
        asked
    }

    /// Returns for each item the reason why it cannot have the trait; `None` if it has or can
    /// derive it.
    fn missing(&self, this: Trait, asked: &[bool]) -> Vec<Option<String>> {
        let mut missing: Vec<Option<String>> = (self.nodes.iter().zip(asked))
            .map(|(node, asked)| match node.has(this) {
                true => None,
                false if !asked => Some(format!("'{}' does not derive it", node.name)),
                false if node.may_derive(this) => None,
                false => Some(format!("'{}' has no value for it", node.name)),
            })
            .collect();
        let mut open: Vec<usize> = (0..self.nodes.len()).collect();
        while let Some(at) = open.pop() {
            let (Some(node), Some(None)) = (self.nodes.get(at), missing.get(at)) else {
                continue;
            };
            let has = |item: usize| matches!(missing.get(item), Some(None));
            let lacks = node.parts.iter().find(|part| !part.has(this, has));
            let Some(part) = lacks.filter(|_| !node.has(this)) else {
                continue;
            };
            if let Some(reason) = missing.get_mut(at) {
                *reason = Some(format!("{} of '{}' lacks it", part.name, node.name));
            }
            open.extend(self.owners.get(at).into_iter().flatten());
        }
        missing
    }

    /// Returns a line for a trait that no item matching a request can derive.
    fn impossible(
        &self,
        this: Trait,
        request: &Request<'_>,
        missing: &[Option<String>],
    ) -> Option<String> {
        let matched = self.nodes.iter().zip(missing);
        let mut reasons = matched
            .filter(|(node, _)| request.matches(node.name))
            .map(|(_, reason)| reason.as_ref());
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then(|| {
            let (pattern, name) = (&request.pattern, this.name());
            format!("derives '{pattern}': nothing that matches can derive {name}: {first}")
        })
    }
}

/// Returns the items in an item.
fn items<'n>(node: &'n Node<'_>) -> impl Iterator<Item = usize> + 'n {
    node.parts.iter().filter_map(|part| match part.content {
        Content::Item(item) => Some(item),
        _ => None,
    })
}
