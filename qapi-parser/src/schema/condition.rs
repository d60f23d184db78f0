//! Conditions: the `if` of a definition, member, branch, value or feature.

use std::fmt;

/// A condition over configuration names, such as `CONFIG_LINUX`.
///
/// Older forms (`defined(A) && !defined(B)`, a list of conditions) give the same tree as the modern
/// form. Trees are never empty and no deeper than [`NESTING`](crate::limits::NESTING).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// True if the name is configured.
    Config(Box<str>),
    /// True if all of them are; never empty.
    All(Vec<Condition>),
    /// True if one of them is; never empty.
    Any(Vec<Condition>),
    /// True if the other is not.
    Not(Box<Condition>),
}

/// A configuration name without a value in an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unevaluated(pub Box<str>);

impl std::error::Error for Unevaluated {}

impl fmt::Display for Unevaluated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no value is given for the configuration name '{}'",
            self.0
        )
    }
}

impl Condition {
    /// Evaluates the condition. `value` returns whether a name is configured, or `None` if that is
    /// unknown.
    ///
    /// It is called for every name, even if the result no longer depends on it, so that a name
    /// without a value is always reported.
    ///
    /// # Errors
    /// Returns the first name for which `value` returns `None`.
    pub fn evaluate(&self, value: &impl Fn(&str) -> Option<bool>) -> Result<bool, Unevaluated> {
        match self {
            Self::Config(name) => value(name).ok_or_else(|| Unevaluated(name.clone())),
            Self::All(list) => list
                .iter()
                .try_fold(true, |all, one| Ok(one.evaluate(value)? & all)),
            Self::Any(list) => list
                .iter()
                .try_fold(false, |any, one| Ok(one.evaluate(value)? | any)),
            Self::Not(inner) => Ok(!inner.evaluate(value)?),
        }
    }

    /// Returns every name that the condition mentions, in order, with repeats.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect_names(&mut names);
        names
    }

    fn collect_names<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Self::Config(name) => names.push(name),
            Self::All(list) | Self::Any(list) => {
                list.iter().for_each(|one| one.collect_names(names))
            }
            Self::Not(inner) => inner.collect_names(names),
        }
    }
}

/// Writes it for a reader: `A and (B or not C)`.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list(f: &mut fmt::Formatter<'_>, list: &[Condition], word: &str) -> fmt::Result {
            for (index, one) in list.iter().enumerate() {
                if index > 0 {
                    write!(f, " {word} ")?;
                }
                let grouped =
                    matches!(one, Condition::All(inner) | Condition::Any(inner) if inner.len() > 1);
                if grouped && list.len() > 1 {
                    write!(f, "({one})")?;
                } else {
                    write!(f, "{one}")?;
                }
            }
            Ok(())
        }
        match self {
            Self::Config(name) => f.write_str(name),
            Self::All(all) => list(f, all, "and"),
            Self::Any(any) => list(f, any, "or"),
            Self::Not(inner) => match &**inner {
                Self::Config(name) => write!(f, "not {name}"),
                other => write!(f, "not ({other})"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Condition::{All, Any, Config, Not};
    use super::*;

    fn sample() -> Condition {
        All(vec![
            Config("A".into()),
            Any(vec![Config("B".into()), Not(Box::new(Config("C".into())))]),
        ])
    }

    #[test]
    fn evaluates_and_names_what_is_missing() {
        let with = |names: &'static [(&'static str, bool)]| {
            sample().evaluate(&|name| {
                names
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, value)| *value)
            })
        };
        assert_eq!(with(&[("A", true), ("B", false), ("C", false)]), Ok(true));
        assert_eq!(with(&[("A", true), ("B", false), ("C", true)]), Ok(false));
        assert_eq!(
            with(&[("A", false), ("B", true)]),
            Err(Unevaluated("C".into()))
        );
    }

    #[test]
    fn reads_as_a_sentence() {
        assert_eq!(sample().to_string(), "A and (B or not C)");
        assert_eq!(
            Not(Box::new(sample())).to_string(),
            "not (A and (B or not C))"
        );
        assert_eq!(All(vec![sample()]).to_string(), "A and (B or not C)");
    }
}
