//! Finds the types that contain themselves. Each such cycle needs a box.
//!
//! The module works on a graph of numbers. The caller decides what containment is: members, members
//! of bases, branches of unions and branches of alternates, optional or not, but not arrays.

/// A way in which one type contains another that allows a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// By a branch of an alternate. These are boxed first: an alternate is used in many places.
    Alternative,
    /// By a member, on cycles without an alternate.
    Member,
}

/// For each node, the nodes that it contains in one way.
pub(crate) type Successors = Vec<Vec<usize>>;

/// The cycles of a containment graph.
///
/// Every edge to an alternative on a cycle is boxed, even if fewer boxes were enough. Then every
/// member on the remaining cycles is boxed. So the boxes do not depend on the order of definitions.
/// Branches of unions are never boxed: the schema language rejects a cycle of branches only.
#[derive(Debug)]
pub(crate) struct Cycles {
    /// The strongly connected component of each node.
    with_alternatives: Vec<usize>,
    /// The same without the edges to alternatives.
    without: Vec<usize>,
}

impl Cycles {
    /// Finds the cycles of three kinds of edges over the same nodes.
    pub(crate) fn of(alternatives: Successors, members: Successors, branches: &Successors) -> Self {
        let without = joined(members, branches);
        let with_alternatives = joined(alternatives, &without);
        Self {
            with_alternatives: Search::new(&with_alternatives).run(),
            without: Search::new(&without).run(),
        }
    }

    /// Returns whether an edge of the graph must be boxed.
    pub(crate) fn boxed(&self, edge: Edge, owner: usize, target: usize) -> bool {
        let components = match edge {
            Edge::Alternative => &self.with_alternatives,
            Edge::Member => &self.without,
        };
        owner == target || get(components, owner) == get(components, target)
    }
}

fn joined(mut edges: Successors, others: &Successors) -> Successors {
    for (list, others) in edges.iter_mut().zip(others) {
        list.extend(others);
    }
    edges
}

const UNSEEN: usize = usize::MAX;

/// Tarjan's algorithm with its own stack, so that no schema can overflow the thread's.
struct Search<'a> {
    successors: &'a [Vec<usize>],
    order: Vec<usize>,
    lowest: Vec<usize>,
    component: Vec<usize>,
    open: Vec<usize>,
    next_order: usize,
    next_component: usize,
}

impl<'a> Search<'a> {
    fn new(successors: &'a [Vec<usize>]) -> Self {
        let unseen = vec![UNSEEN; successors.len()];
        Self {
            successors,
            order: unseen.clone(),
            lowest: unseen.clone(),
            component: unseen,
            open: Vec::new(),
            next_order: 0,
            next_component: 0,
        }
    }

    fn run(mut self) -> Vec<usize> {
        for root in 0..self.successors.len() {
            if get(&self.order, root) == UNSEEN {
                self.visit(root);
            }
        }
        self.component
    }

    fn visit(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        self.enter(root);
        while let Some(top) = path.last_mut() {
            let (node, position) = *top;
            top.1 += 1;
            match self
                .successors
                .get(node)
                .and_then(|list| list.get(position))
                .copied()
            {
                Some(next) if get(&self.order, next) == UNSEEN => {
                    self.enter(next);
                    path.push((next, 0));
                }
                // An unfinished component is on the stack `open`.
                Some(next) if get(&self.component, next) == UNSEEN => {
                    self.lower(node, get(&self.order, next));
                }
                Some(_) => {}
                None => {
                    path.pop();
                    let lowest = get(&self.lowest, node);
                    if lowest == get(&self.order, node) {
                        self.close(node);
                    }
                    if let Some(&(parent, _)) = path.last() {
                        self.lower(parent, lowest);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        set(&mut self.order, node, self.next_order);
        set(&mut self.lowest, node, self.next_order);
        self.next_order += 1;
        self.open.push(node);
    }

    fn lower(&mut self, node: usize, to: usize) {
        let lowest = get(&self.lowest, node).min(to);
        set(&mut self.lowest, node, lowest);
    }

    fn close(&mut self, root: usize) {
        while let Some(node) = self.open.pop() {
            set(&mut self.component, node, self.next_component);
            if node == root {
                break;
            }
        }
        self.next_component += 1;
    }
}

fn get(list: &[usize], at: usize) -> usize {
    list.get(at).copied().unwrap_or(UNSEEN)
}

fn set(list: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds the cycles of a graph of `Member` edges only.
    fn of_members(members: Successors) -> Cycles {
        let none = vec![Vec::new(); members.len()];
        Cycles::of(none.clone(), members, &none)
    }

    #[test]
    fn only_edges_of_a_cycle_are_boxed() {
        // 0 -> 1 -> 2 -> 1, 2 -> 3, 4 -> 4
        let cycles = of_members(vec![vec![1], vec![2], vec![1, 3], vec![], vec![4]]);
        let boxed = |owner, target| cycles.boxed(Edge::Member, owner, target);
        assert!(boxed(1, 2) && boxed(2, 1) && boxed(4, 4));
        assert!(!boxed(0, 1) && !boxed(2, 3));
    }

    #[test]
    fn two_ways_into_one_component() {
        // 0 -> 1, 2; 1 -> 3; 2 -> 3; 3 -> 0
        let cycles = of_members(vec![vec![1, 2], vec![3], vec![3], vec![0]]);
        let edges = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 0)];
        assert!(
            edges
                .iter()
                .all(|&(owner, target)| cycles.boxed(Edge::Member, owner, target))
        );
    }

    #[test]
    fn a_box_is_put_where_it_disturbs_least() {
        // 0 -alternative-> 1 -branch-> 2 -member-> 0, and 2 -member-> 1
        let alternatives = vec![vec![1], vec![], vec![]];
        let members = vec![vec![], vec![], vec![0, 1]];
        let branches = vec![vec![], vec![2], vec![]];
        let cycles = Cycles::of(alternatives, members, &branches);
        assert!(cycles.boxed(Edge::Alternative, 0, 1));
        assert!(
            !cycles.boxed(Edge::Member, 2, 0),
            "that way around the alternative is boxed"
        );
        assert!(cycles.boxed(Edge::Member, 2, 1));
    }

    #[test]
    fn depth_costs_no_stack() {
        let length = 200_000;
        let ring = (0..length).map(|node| vec![(node + 1) % length]).collect();
        assert!(of_members(ring).boxed(Edge::Member, 0, 1));
        let chain = (0..length)
            .map(|node| {
                if node + 1 < length {
                    vec![node + 1]
                } else {
                    vec![]
                }
            })
            .collect();
        assert!(!of_members(chain).boxed(Edge::Member, 0, 1));
    }
}
