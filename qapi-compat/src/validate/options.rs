//! The options of a check.

use std::collections::BTreeMap;

use qapi_parser::schema::Condition;

/// The options of a check.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// `true` if the use of something with the feature `deprecated` is a warning.
    pub deprecated: bool,
    /// `true` if the use of something with the feature `unstable` is a warning.
    pub unstable: bool,
    /// The configuration names that are on or off in the recorded program; names that are not
    /// listed are on. It is an error to use something whose condition does not hold. A mandatory
    /// member whose condition holds must be present.
    ///
    /// If `None`, everything may be used, and a member may be absent if its condition does not
    /// follow from the conditions of its definition: those of the struct or union, and if they
    /// apply, those of the command or event, of the base, and of the branch.
    pub defines: Option<BTreeMap<String, bool>>,
}

impl Options {
    /// Returns whether something with this condition is available.
    pub(super) fn is_available(&self, condition: Option<&Condition>) -> bool {
        let (Some(defines), Some(condition)) = (&self.defines, condition) else {
            return true;
        };
        let value = |name: &str| Some(defines.get(name).copied().unwrap_or(true));
        // Every name has a value, so the default is never used.
        condition.evaluate(&value).unwrap_or(true)
    }

    /// Returns whether a mandatory member with this condition is present if all of `context` hold.
    pub(super) fn is_certain(&self, condition: Option<&Condition>, context: &[&Condition]) -> bool {
        match &self.defines {
            Some(_) => self.is_available(condition),
            None => condition.is_none_or(|condition| condition.implied_by(context)),
        }
    }
}
