//! The kinds of options, which set a field from texts of a command line.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

use super::choice::{Choice, Named};
use super::condition::{Conditions, Unstable};

/// The error for a text that is not a value of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueError {
    /// Neither `true` nor `false`.
    Bool(String),
    /// Not two non-empty parts with `=` between them.
    Pair(String),
    /// None of the option's [choices](super::OptionInfo::choices).
    Choice(String),
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(text) => write!(f, "'{text}' is neither 'true' nor 'false'"),
            Self::Pair(_) => f.write_str("expected two parts with '=' between"),
            Self::Choice(text) => write!(f, "'{text}' is none of the values"),
        }
    }
}

impl Error for ValueError {}

/// A kind of options whose fields are of the type `F`.
pub(crate) trait Kind<F> {
    /// `true` if several values can be given.
    const REPEATABLE: bool = false;
    /// The only valid values, if there are few.
    const CHOICES: &'static [Choice] = &[];

    /// Adds values to a field. A field that contains one value is set to the last.
    fn set(field: &mut F, values: &[&str]) -> Result<(), ValueError>;
}

/// Patterns. The method of the Builder adds one.
pub(crate) struct Pattern;

impl Kind<Vec<String>> for Pattern {
    const REPEATABLE: bool = true;

    fn set(field: &mut Vec<String>, values: &[&str]) -> Result<(), ValueError> {
        field.extend(values.iter().map(|pattern| (*pattern).to_owned()));
        Ok(())
    }
}

/// Patterns. The method of the Builder adds several.
pub(crate) struct Patterns;

impl Kind<Vec<String>> for Patterns {
    const REPEATABLE: bool = true;

    fn set(field: &mut Vec<String>, values: &[&str]) -> Result<(), ValueError> {
        Pattern::set(field, values)
    }
}

/// A text by pattern.
pub(crate) struct PatternText;

impl Kind<BTreeMap<String, String>> for PatternText {
    const REPEATABLE: bool = true;

    fn set(field: &mut BTreeMap<String, String>, values: &[&str]) -> Result<(), ValueError> {
        field.extend(pairs(values)?);
        Ok(())
    }
}

/// A list of texts by pattern.
pub(crate) struct PatternTexts;

impl Kind<BTreeMap<String, Vec<String>>> for PatternTexts {
    const REPEATABLE: bool = true;

    fn set(field: &mut BTreeMap<String, Vec<String>>, values: &[&str]) -> Result<(), ValueError> {
        for (pattern, text) in pairs(values)? {
            field.entry(pattern).or_default().push(text);
        }
        Ok(())
    }
}

/// On or off.
pub(crate) struct Switch;

impl Kind<bool> for Switch {
    fn set(field: &mut bool, values: &[&str]) -> Result<(), ValueError> {
        let values = values.iter().map(|text| truth(text));
        *field = values
            .collect::<Result<Vec<_>, _>>()?
            .pop()
            .unwrap_or(*field);
        Ok(())
    }
}

/// A text.
pub(crate) struct Text;

impl Kind<String> for Text {
    fn set(field: &mut String, values: &[&str]) -> Result<(), ValueError> {
        if let Some(text) = values.last() {
            *field = (*text).to_owned();
        }
        Ok(())
    }
}

impl Kind<Option<String>> for Text {
    fn set(field: &mut Option<String>, values: &[&str]) -> Result<(), ValueError> {
        if let Some(text) = values.last() {
            *field = Some((*text).to_owned());
        }
        Ok(())
    }
}

/// One of a few values.
pub(crate) struct OneOf;

impl<T: Named> Kind<T> for OneOf {
    const CHOICES: &'static [Choice] = T::CHOICES;

    fn set(field: &mut T, values: &[&str]) -> Result<(), ValueError> {
        let values = values.iter().map(|name| named(name));
        *field = values
            .collect::<Result<Vec<_>, _>>()?
            .pop()
            .unwrap_or(*field);
        Ok(())
    }
}

/// A set of choices. New values replace the earlier ones.
pub(crate) struct AnyOf;

impl<T: Named + Ord> Kind<BTreeSet<T>> for AnyOf {
    const REPEATABLE: bool = true;
    const CHOICES: &'static [Choice] = T::CHOICES;

    fn set(field: &mut BTreeSet<T>, values: &[&str]) -> Result<(), ValueError> {
        *field = values
            .iter()
            .map(|name| named(name))
            .collect::<Result<_, _>>()?;
        Ok(())
    }
}

/// Parses the value of a configuration name on a command line: `NAME`, which is true, or
/// `NAME=BOOL`.
///
/// # Errors
/// Returns [`ValueError::Bool`] if the text after `=` is neither `true` nor `false`.
pub fn parse_define(text: &str) -> Result<(String, bool), ValueError> {
    let (name, value) = text.split_once('=').unwrap_or((text, "true"));
    Ok((name.to_owned(), truth(value)?))
}

/// Values of configuration names, as [`parse_define`] reads them.
pub(crate) struct Values;

impl Kind<Conditions> for Values {
    const REPEATABLE: bool = true;

    fn set(field: &mut Conditions, values: &[&str]) -> Result<(), ValueError> {
        let values = values.iter().map(|text| parse_define(text));
        field.add_values(values.collect::<Result<Vec<_>, _>>()?);
        Ok(())
    }
}

/// Predicates of configuration names.
pub(crate) struct Predicates;

impl Kind<Conditions> for Predicates {
    const REPEATABLE: bool = true;

    fn set(field: &mut Conditions, values: &[&str]) -> Result<(), ValueError> {
        field.add_predicates(pairs(values)?);
        Ok(())
    }
}

/// The predicate of unstable items.
pub(crate) struct UnstablePredicate;

impl Kind<Unstable> for UnstablePredicate {
    fn set(field: &mut Unstable, values: &[&str]) -> Result<(), ValueError> {
        if let Some(predicate) = values.last() {
            *field = Unstable::Cfg((*predicate).to_owned());
        }
        Ok(())
    }
}

fn truth(text: &str) -> Result<bool, ValueError> {
    text.parse().map_err(|_| ValueError::Bool(text.to_owned()))
}

fn pairs(texts: &[&str]) -> Result<Vec<(String, String)>, ValueError> {
    let pair = |text: &&str| match text.split_once('=') {
        Some((left, right)) if !left.is_empty() && !right.is_empty() => {
            Ok((left.to_owned(), right.to_owned()))
        }
        _ => Err(ValueError::Pair((*text).to_owned())),
    };
    texts.iter().map(pair).collect()
}

fn named<T: Named>(name: &str) -> Result<T, ValueError> {
    let mut values = T::ALL.iter().zip(T::CHOICES);
    let found = values.find(|(_, choice)| choice.name == name);
    found
        .map(|(value, _)| *value)
        .ok_or_else(|| ValueError::Choice(name.to_owned()))
}
