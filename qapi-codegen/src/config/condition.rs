//! The treatment of conditional and unstable items.

use std::collections::BTreeMap;
use std::mem;

/// The treatment of items with an `if`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Conditions {
    /// All are generated, and their docs contain the condition. This is right for clients, which
    /// talk to peers of every configuration. A mandatory member whose condition does not follow
    /// from that of its definition is an `Option`, and not a parameter of `new`: some peers leave
    /// it out. A server sets those that apply to it. A `deprecated` that only some peers have is a
    /// note in the docs instead of an attribute.
    #[default]
    IncludeAll,
    /// Items whose condition holds are generated. Every configuration name that the schema mentions
    /// needs a value. No other name may have one.
    Evaluate(BTreeMap<String, bool>),
    /// All are generated, with `#[cfg(..)]`. The table contains the predicate of each configuration
    /// name that the schema mentions, such as `target_os = "linux"` for `CONFIG_LINUX`, and no
    /// other.
    Cfg(BTreeMap<String, String>),
}

impl Conditions {
    /// Adds values of configuration names. Replaces any treatment but evaluation.
    pub(crate) fn add_values(&mut self, values: impl IntoIterator<Item = (String, bool)>) {
        let mut all = match mem::take(self) {
            Self::Evaluate(all) => all,
            Self::IncludeAll | Self::Cfg(_) => BTreeMap::new(),
        };
        all.extend(values);
        *self = Self::Evaluate(all);
    }

    /// Adds predicates of configuration names. Replaces any treatment but a table of predicates.
    pub(crate) fn add_predicates(&mut self, table: impl IntoIterator<Item = (String, String)>) {
        let mut all = match mem::take(self) {
            Self::Cfg(all) => all,
            Self::IncludeAll | Self::Evaluate(_) => BTreeMap::new(),
        };
        all.extend(table);
        *self = Self::Cfg(all);
    }
}

/// The treatment of definitions, members and values with the feature `unstable`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    feature = "config-file",
    derive(serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Unstable {
    /// Their docs contain a note.
    #[default]
    Note,
    /// They have a `#[cfg(..)]` with this predicate, too, such as `feature = "unstable"`.
    Cfg(String),
}
