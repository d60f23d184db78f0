//! The table of all rules, and look-ups in it.

use std::fmt;

use qapi_parser::names::nearest;

use super::{
    alternates, commands, conditions, enums, features, flags, members, names, source, types, unions,
};
use crate::diff::rule::Rule;

/// The rules of all families.
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
    source::RULES,
];

impl Rule {
    /// Returns all rules, family by family: those about the wire, then those about generated code.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        FAMILIES.iter().flat_map(|family| family.iter().copied())
    }

    /// Returns the rule with an id.
    ///
    /// # Errors
    /// No rule has the id; the error names the nearest one.
    pub fn find(id: &str) -> Result<&'static Self, UnknownRule> {
        let find = |id: &str| Self::all().find(|rule| rule.id == id);
        find(id).ok_or_else(|| UnknownRule {
            text: id.to_owned(),
            nearest: nearest(id, Self::all().map(|rule| rule.id)).and_then(find),
        })
    }
}

/// The error for a text that is not the id of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    /// The text.
    pub text: String,
    /// The rule with the most similar id.
    pub nearest: Option<&'static Rule>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule '{}' of comparisons", self.text)?;
        match self.nearest {
            Some(rule) => write!(f, "; did you mean '{}'?", rule.id),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownRule {}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn unknown_rules_have_neighbours() {
        let nearest = |text| Rule::find(text).unwrap_err().nearest.map(|rule| rule.id);
        assert_eq!(nearest("argument-remove"), Some("argument-removed"));
        assert_eq!(nearest("removed-argument"), Some("argument-removed"));
        assert_eq!(nearest("reply-removed"), Some("impl-removed"));
        assert_eq!(nearest("whatever"), None);
        assert_eq!(nearest(""), None);
    }
}
