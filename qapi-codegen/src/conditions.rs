//! Decides for each `if` whether an item is generated, with which `cfg`, and with which note in its
//! docs.

use qapi_parser::names::{did_you_mean, nearest};
use qapi_parser::schema::{Condition, Enum, EnumValue, Feature, Schema};
use rustc_hash::FxHashMap;

use crate::config::{Conditions, Config, Unstable};
use crate::error::Error;
use crate::gate::Gate;
use crate::snippet::rust;

/// The conditions of a schema, with the treatment that the configuration selects.
#[derive(Debug)]
pub(crate) struct Presence<'a> {
    conditions: &'a Conditions,
    /// The predicates by configuration name.
    predicates: FxHashMap<&'a str, String>,
    /// The predicate of unstable items.
    unstable: Option<String>,
}

impl<'a> Presence<'a> {
    /// Reads the conditions of a schema.
    ///
    /// # Errors
    /// Returns the configuration names that lack a value or predicate, those that the schema does
    /// not mention, and texts that are not predicates.
    pub(crate) fn new(schema: &Schema, config: &'a Config) -> Result<Self, Error> {
        let mut mentioned = Vec::new();
        if config.conditions != Conditions::IncludeAll {
            for condition in schema.conditions() {
                mentioned.extend(condition.names());
            }
        }
        mentioned.sort();
        mentioned.dedup();
        let (mut problems, mut predicates) = (Vec::new(), FxHashMap::default());
        match &config.conditions {
            Conditions::IncludeAll => {}
            Conditions::Evaluate(values) => {
                let lacking = lacking(&mentioned, &|name| values.contains_key(name));
                problems = unused(&mentioned, &lacking, &mut values.keys());
                if problems.is_empty() && !lacking.is_empty() {
                    return Err(Error::Conditions(lacking));
                }
            }
            Conditions::Cfg(table) => {
                let lacking = lacking(&mentioned, &|name| table.contains_key(name));
                problems = unused(&mentioned, &lacking, &mut table.keys());
                if problems.is_empty() && !lacking.is_empty() {
                    return Err(Error::Predicates(lacking));
                }
                for (name, text) in table {
                    match rust(text) {
                        Some(predicate) => {
                            predicates.insert(&**name, predicate);
                        }
                        None => {
                            problems.push(format!("conditions '{name}': '{text}' is no predicate"));
                        }
                    }
                }
            }
        }
        let unstable = match &config.unstable {
            Unstable::Note => None,
            Unstable::Cfg(text) => {
                let predicate = rust(text);
                if predicate.is_none() {
                    problems.push(format!("unstable: '{text}' is no predicate"));
                }
                predicate
            }
        };
        if !problems.is_empty() {
            return Err(Error::Config(problems));
        }
        Ok(Self {
            conditions: &config.conditions,
            predicates,
            unstable,
        })
    }

    /// Returns whether everything is generated, possibly with a `cfg`.
    pub(crate) fn is_all(&self) -> bool {
        !matches!(self.conditions, Conditions::Evaluate(_))
    }

    /// Returns whether the code may contain `cfg` attributes.
    pub(crate) fn has_gates(&self) -> bool {
        self.unstable.is_some() || matches!(self.conditions, Conditions::Cfg(_))
    }

    /// Returns whether an item with this condition is generated.
    pub(crate) fn of(&self, condition: Option<&Condition>) -> bool {
        match (self.conditions, condition) {
            (Conditions::Evaluate(values), Some(condition)) => {
                // Every name has a value, so the fallback is never used.
                condition
                    .evaluate(&|name| values.get(name).copied())
                    .unwrap_or(true)
            }
            _ => true,
        }
    }

    /// Returns whether every peer with the conditions `context` also has an item with this
    /// condition.
    ///
    /// Always true if conditions are evaluated or become a `cfg`: the peer then has all generated
    /// items.
    pub(crate) fn is_certain(&self, condition: Option<&Condition>, context: &[&Condition]) -> bool {
        match (self.conditions, condition) {
            (Conditions::IncludeAll, Some(condition)) => condition.implied_by(context),
            _ => true,
        }
    }

    /// Returns the values of an enum that are generated, each with its position in the schema.
    pub(crate) fn values<'s>(&self, this: &'s Enum) -> Vec<(usize, &'s EnumValue)> {
        let values = this.values.iter().enumerate();
        values
            .filter(|(_, value)| self.of(value.condition.as_ref()))
            .collect()
    }

    /// Returns the `cfg` of an item with this condition and these features.
    pub(crate) fn gate(&self, condition: Option<&Condition>, features: &[Feature]) -> Gate {
        let gate = match (self.conditions, condition) {
            (Conditions::Cfg(_), Some(condition)) => Gate::of(condition, &|name| {
                self.predicates.get(name).map(String::as_str)
            }),
            _ => Gate::default(),
        };
        match &self.unstable {
            Some(predicate) if features.iter().any(|feature| &*feature.name == "unstable") => {
                gate.and(Gate::new(predicate))
            }
            _ => gate,
        }
    }

    /// Returns the note in the docs of a generated item; `None` if the condition was evaluated.
    pub(crate) fn note(&self, condition: Option<&Condition>) -> Option<String> {
        condition
            .filter(|_| self.is_all())
            .map(|condition| format!("Available if `{condition}`."))
    }
}

/// Returns the names that a table lacks.
fn lacking(mentioned: &[&str], is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let names = mentioned.iter().filter(|name| !is_known(name));
    names.map(|name| (*name).to_owned()).collect()
}

/// Returns a line for each name of a table that no condition mentions. `mentioned` is sorted. A
/// name that the table lacks may be the intended one.
fn unused(
    mentioned: &[&str],
    lacking: &[String],
    names: &mut dyn Iterator<Item = &String>,
) -> Vec<String> {
    let advice = |name: &str| did_you_mean(nearest(name, lacking.iter().map(String::as_str)));
    names
        .filter(|name| mentioned.binary_search(&name.as_str()).is_err())
        .map(|name| {
            let advice = advice(name);
            format!("conditions '{name}': no condition of the schema mentions it{advice}")
        })
        .collect()
}
