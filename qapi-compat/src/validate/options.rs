//! The options of a check.

use std::collections::BTreeMap;

use qapi_parser::schema::Condition;

/// The options of a check.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether the use of something with the feature `deprecated` is a warning.
    pub deprecated: bool,
    /// Whether the use of something with the feature `unstable` is a warning.
    pub unstable: bool,
    /// The configuration names that are on or off in the program that was recorded; a name that is
    /// not listed counts as on. It is an error to use something whose condition does not hold, and
    /// a mandatory member whose condition holds must be there.
    ///
    /// Without this, everything may be used, and a member may be absent if its condition does not
    /// follow from the conditions of its definition. Those are the condition of the struct or
    /// union, and where they apply those of the command or event, of the base, and of the branch.
    pub defines: Option<BTreeMap<String, bool>>,
}

impl Options {
    /// Returns whether something with this condition is available.
    pub(super) fn is_available(&self, condition: Option<&Condition>) -> bool {
        let (Some(defines), Some(condition)) = (&self.defines, condition) else {
            return true;
        };
        let value = |name: &str| Some(defines.get(name).copied().unwrap_or(true));
        // Every name has a value, so this is never the alternative.
        condition.evaluate(&value).unwrap_or(true)
    }

    /// Returns whether a mandatory member with this condition is there wherever all of `context`
    /// hold.
    pub(super) fn is_certain(&self, condition: Option<&Condition>, context: &[&Condition]) -> bool {
        match &self.defines {
            Some(_) => self.is_available(condition),
            None => condition.is_none_or(|condition| condition.implied_by(context)),
        }
    }
}
