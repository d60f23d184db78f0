//! What is checked.

use std::collections::BTreeMap;

use qapi_parser::schema::Condition;

/// What is checked.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Warn of the use of what has the feature `deprecated`.
    pub deprecated: bool,
    /// Warn of the use of what has the feature `unstable`.
    pub unstable: bool,
    /// Which configuration names are on in the program whose messages these are; a name that is not among them counts as on.
    /// What has a condition that does not hold is unavailable: its use is an error.
    ///
    /// Without this, everything is available, but a member may be absent where its condition does not follow from those
    /// of what it is a member of.
    pub defines: Option<BTreeMap<String, bool>>,
}

impl Options {
    /// Whether something with this condition is available.
    pub(super) fn is_available(&self, condition: Option<&Condition>) -> bool {
        let (Some(defines), Some(condition)) = (&self.defines, condition) else {
            return true;
        };
        let value = |name: &str| Some(defines.get(name).copied().unwrap_or(true));
        // Every name has a value, so this is never the alternative.
        condition.evaluate(&value).unwrap_or(true)
    }

    /// Whether a mandatory member with this condition is there wherever all of `context` hold.
    pub(super) fn is_certain(&self, condition: Option<&Condition>, context: &[&Condition]) -> bool {
        match &self.defines {
            Some(_) => self.is_available(condition),
            None => condition.is_none_or(|condition| condition.implied_by(context)),
        }
    }
}
