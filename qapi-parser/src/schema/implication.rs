//! The implication between conditions.

use super::condition::Condition;

/// The maximum number of nodes that one question evaluates.
const BUDGET: usize = 1 << 16;

impl Condition {
    /// Returns whether this condition holds in every configuration in which all of `context` hold.
    ///
    /// The answer is exact for every combination of `all`, `any` and `not`: configuration names are
    /// independent of each other. With an empty `context` the condition must always hold. The
    /// answer is `false` if the question needs more than a bounded number of steps.
    #[must_use]
    pub fn implied_by(&self, context: &[&Self]) -> bool {
        if context.iter().any(|other| other.demands(self)) {
            return true;
        }
        let mut names = self.names();
        for condition in context {
            names.extend(condition.names());
        }
        names.sort();
        names.dedup();
        let mut search = Search {
            context,
            conclusion: self,
            names,
            values: Vec::new(),
            budget: BUDGET,
        };
        search.holds_everywhere()
    }

    /// Returns whether `part` is this condition or one that an `all` of it lists.
    fn demands(&self, part: &Self) -> bool {
        match self {
            _ if self == part => true,
            Self::All(list) => list.iter().any(|one| one.demands(part)),
            _ => false,
        }
    }
}

/// A search for a configuration that refutes the implication. It assigns one name after the other,
/// and leaves a branch as soon as the assigned names decide it.
struct Search<'c> {
    context: &'c [&'c Condition],
    conclusion: &'c Condition,
    names: Vec<&'c str>,
    /// The values of the first names.
    values: Vec<bool>,
    budget: usize,
}

impl Search<'_> {
    fn holds_everywhere(&mut self) -> bool {
        loop {
            match self.decided() {
                Some(false) => return false,
                None => self.values.push(false),
                // The next configuration: the last name that is not yet true becomes true.
                Some(true) => loop {
                    match self.values.pop() {
                        None => return true,
                        Some(true) => {}
                        Some(false) => {
                            self.values.push(true);
                            break;
                        }
                    }
                },
            }
            if self.budget == 0 {
                return false;
            }
        }
    }

    /// Returns whether the implication holds with the names assigned so far, if they decide it.
    fn decided(&mut self) -> Option<bool> {
        let (context, conclusion) = (self.context, self.conclusion);
        let mut all = Some(true);
        for condition in context {
            match self.evaluate(condition) {
                Some(false) => return Some(true),
                None => all = None,
                Some(true) => {}
            }
        }
        match (self.evaluate(conclusion), all) {
            (Some(true), _) => Some(true),
            (Some(false), Some(true)) => Some(false),
            _ => None,
        }
    }

    /// Evaluates a condition over the names assigned so far. Trees are bounded in depth.
    fn evaluate(&mut self, condition: &Condition) -> Option<bool> {
        self.budget = self.budget.saturating_sub(1);
        match condition {
            Condition::Config(name) => {
                let at = self.names.binary_search(&&**name).ok()?;
                self.values.get(at).copied()
            }
            Condition::All(list) => self.combine(list, false),
            Condition::Any(list) => self.combine(list, true),
            Condition::Not(inner) => self.evaluate(inner).map(|value| !value),
        }
    }

    /// Evaluates a list that a single `decisive` value decides.
    fn combine(&mut self, list: &[Condition], decisive: bool) -> Option<bool> {
        let mut result = Some(!decisive);
        for one in list {
            match self.evaluate(one) {
                Some(value) if value == decisive => return Some(decisive),
                None => result = None,
                Some(_) => {}
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::Condition::{self, All, Any, Config, Not};

    fn name(name: &str) -> Condition {
        Config(name.into())
    }

    fn not(condition: Condition) -> Condition {
        Not(Box::new(condition))
    }

    #[test]
    fn parts_of_all_are_implied_and_those_of_any_are_not() {
        let (a, b) = (name("A"), name("B"));
        let both = All(vec![a.clone(), b.clone()]);
        let one = Any(vec![a.clone(), b.clone()]);
        assert!(a.implied_by(&[&both]) && one.implied_by(&[&a]) && both.implied_by(&[&a, &b]));
        assert!(!a.implied_by(&[&one]) && !both.implied_by(&[&a]) && !a.implied_by(&[&b]));
    }

    #[test]
    fn nothing_but_a_tautology_is_implied_by_no_context() {
        let a = name("A");
        assert!(!a.implied_by(&[]));
        assert!(Any(vec![a.clone(), not(a)]).implied_by(&[]));
    }

    #[test]
    fn a_contradiction_implies_everything() {
        let (a, b) = (name("A"), name("B"));
        assert!(b.implied_by(&[&All(vec![a.clone(), not(a)])]));
    }

    #[test]
    fn different_spellings_of_a_condition_imply_each_other() {
        let (a, b) = (name("A"), name("B"));
        let outer = not(Any(vec![a.clone(), b.clone()]));
        let inner = All(vec![not(a.clone()), not(b.clone())]);
        assert!(outer.implied_by(&[&inner]) && inner.implied_by(&[&outer]));
        let cases = Any(vec![
            All(vec![a.clone(), b.clone()]),
            All(vec![a.clone(), not(b)]),
        ]);
        assert!(cases.implied_by(&[&a]) && a.implied_by(&[&cases]));
    }

    #[test]
    fn long_lists_are_decided() {
        let names: Vec<Condition> = (0..60).map(|index| name(&format!("N{index}"))).collect();
        let turned = names.iter().rev().cloned().collect();
        assert!(All(turned).implied_by(&[&All(names.clone())]));
        assert!(names[7].implied_by(&[&not(Any(names.iter().cloned().map(not).collect()))]));
    }

    #[test]
    fn what_takes_too_long_counts_as_not_implied() {
        // Each of many independent pairs holds: about two to the thirtieth configurations.
        let pairs = (0..30).map(|index| {
            let (a, b) = (name(&format!("A{index}")), name(&format!("B{index}")));
            Any(vec![a, b])
        });
        let context = All(pairs.clone().collect());
        let turned = All(pairs.map(|pair| not(not(pair))).collect());
        assert!(!turned.implied_by(&[&context]));
    }

    /// Compares every condition over three names, two levels deep, with the table of all
    /// configurations.
    #[test]
    fn answers_equal_the_truth_table() {
        let leaves: Vec<Condition> = ["A", "B", "C"]
            .iter()
            .flat_map(|it| [name(it), not(name(it))])
            .collect();
        let mut conditions = leaves.clone();
        for left in &leaves {
            for right in &leaves {
                conditions.push(All(vec![left.clone(), right.clone()]));
                conditions.push(not(Any(vec![left.clone(), right.clone()])));
            }
        }
        let row = |condition: &Condition| -> Vec<bool> {
            let value = |row: usize| {
                move |name: &str| {
                    Some(row >> ["A", "B", "C"].iter().position(|it| *it == name)? & 1 == 1)
                }
            };
            (0..8)
                .map(|index| condition.evaluate(&value(index)).unwrap_or_default())
                .collect()
        };
        for context in &conditions {
            for condition in &conditions {
                let expected = (row(context).into_iter().zip(row(condition)))
                    .all(|(context, condition)| !context || condition);
                assert_eq!(
                    condition.implied_by(&[context]),
                    expected,
                    "{context} => {condition}"
                );
            }
        }
    }
}
