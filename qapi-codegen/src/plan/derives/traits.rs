//! Traits that can be derived, and the builtins whose Rust types have them.

use qapi_parser::schema::Builtin;

/// A trait of the standard library that types may derive. Types always have its other traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    Copy,
    Default,
    Eq,
    PartialOrd,
    Ord,
    Hash,
}

/// The traits that every type has.
const EVERYWHERE: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

impl Trait {
    /// `Ord` is first, because it adds `Eq` and `PartialOrd`.
    pub(super) const ALL: [Self; 6] = [
        Self::Ord,
        Self::PartialOrd,
        Self::Eq,
        Self::Hash,
        Self::Copy,
        Self::Default,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Default => "Default",
            Self::Eq => "Eq",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
            Self::Hash => "Hash",
        }
    }

    /// Returns the trait of a path.
    pub(super) fn of(path: &str) -> Option<Self> {
        let name = standard(path)?;
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Returns whether `Ord` requires the trait.
    pub(super) fn is_part_of_ord(self) -> bool {
        matches!(self, Self::Eq | Self::PartialOrd)
    }

    /// Returns whether the Rust type of a builtin has the trait.
    pub(super) fn of_builtin(self, builtin: Builtin) -> bool {
        match builtin {
            Builtin::Str => self.of_bytes(),
            Builtin::Number => matches!(self, Self::Copy | Self::Default | Self::PartialOrd),
            Builtin::Any => self.of_json(),
            _ => true,
        }
    }

    /// Returns whether bytes and strings have the trait.
    pub(super) fn of_bytes(self) -> bool {
        self != Self::Copy
    }

    /// Returns whether JSON values, maps of them and unknown branches have the trait.
    pub(super) fn of_json(self) -> bool {
        matches!(self, Self::Default | Self::Eq | Self::Hash)
    }
}

/// Returns whether the trait of a path is from neither the standard library nor serde.
pub(super) fn is_foreign(path: &str) -> bool {
    Trait::of(path).is_none() && standard(path).is_none_or(|name| !EVERYWHERE.contains(&name))
}

/// Returns the name of a trait whose path is a single name, or is in the standard library or serde.
fn standard(path: &str) -> Option<&str> {
    let path = path.trim_start_matches("::");
    let Some((module, name)) = path.rsplit_once("::") else {
        return Some(path);
    };
    let root = module.split("::").next();
    let is_known = root.is_some_and(|it| ["core", "serde", "serde_core", "std"].contains(&it));
    is_known.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Trait, is_foreign};

    #[test]
    fn traits_are_known_by_name_and_path() {
        for (path, expected) in [
            ("Eq", Some(Trait::Eq)),
            ("::core::cmp::Eq", Some(Trait::Eq)),
            ("std::hash::Hash", Some(Trait::Hash)),
            ("other::Hash", None),
            ("Serialize", None),
        ] {
            assert_eq!(Trait::of(path), expected, "{path}");
        }
        assert!(is_foreign("other::Hash") && is_foreign("JsonSchema"));
        assert!(!is_foreign("serde::Serialize") && !is_foreign("Debug") && !is_foreign("Eq"));
    }
}
