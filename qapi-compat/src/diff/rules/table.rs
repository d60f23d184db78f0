//! The table of all rules, and look-ups in it.

use super::{
    alternates, commands, conditions, enums, features, flags, members, names, types, unions,
};
use crate::diff::rule::Rule;

/// Every family's rules.
static FAMILIES: &[&[&Rule]] = &[
    commands::RULES,
    flags::RULES,
    members::RULES,
    types::RULES,
    enums::RULES,
    unions::RULES,
    alternates::RULES,
    features::RULES,
    conditions::RULES,
    names::RULES,
];

impl Rule {
    /// Every rule, family by family.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        FAMILIES.iter().flat_map(|family| family.iter().copied())
    }

    /// The rule of that id.
    ///
    /// # Errors
    /// There is none.
    pub fn find(id: &str) -> Result<&'static Self, UnknownRule> {
        let found = Self::all().find(|rule| rule.id == id);
        found.ok_or_else(|| UnknownRule {
            text: id.to_owned(),
            nearest: nearest(id),
        })
    }
}

/// The rule that a text was probably meant for: most of its words begin words of the id.
fn nearest(text: &str) -> Option<&'static Rule> {
    let words: Vec<&str> = text.split('-').filter(|word| word.len() > 2).collect();
    let alike = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
    let score = |rule: &Rule| {
        let has = |word: &&&str| rule.id.split('-').any(|known| alike(known, word));
        words.iter().filter(has).count()
    };
    // Of those with as many words the one that says least else.
    let best = Rule::all().max_by_key(|rule| (score(rule), std::cmp::Reverse(rule.id.len())))?;
    (score(best) * 2 > words.len()).then_some(best)
}

/// A text that is the id of no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule '{text}' of comparisons{}", advice(.nearest))]
pub struct UnknownRule {
    /// The text.
    pub text: String,
    /// The rule that it may have been meant for.
    pub nearest: Option<&'static Rule>,
}

fn advice(nearest: &Option<&Rule>) -> String {
    let advice = nearest.map(|rule| format!("; did you mean '{}'?", rule.id));
    advice.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn unknown_rules_have_neighbours() {
        let nearest = |text| Rule::find(text).unwrap_err().nearest.map(|rule| rule.id);
        assert_eq!(nearest("argument-remove"), Some("argument-removed"));
        assert_eq!(nearest("removed-argument"), Some("argument-removed"));
        assert_eq!(nearest("reply-removed"), Some("reply-value-removed"));
        assert_eq!(nearest("whatever"), None);
        assert_eq!(nearest(""), None);
    }
}
