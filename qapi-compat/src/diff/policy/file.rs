//! The file `qapi-diff.toml`.

use qapi_parser::names::Pattern;
use serde::Deserialize;

use super::date::Date;
use super::entries::{Accepted, Policy, PolicyError, Selector};
use crate::diff::level::Level;
use crate::diff::rule::Rule;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    level: Vec<LevelEntry>,
    #[serde(default)]
    accept: Vec<AcceptEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelEntry {
    rule: Option<String>,
    path: Option<String>,
    deprecated: Option<bool>,
    unstable: Option<bool>,
    level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptEntry {
    rule: Option<String>,
    path: Option<String>,
    reason: String,
    expires: Option<Day>,
}

/// A date, as a TOML date or a string.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Date(toml::value::Datetime),
    Text(String),
}

/// Reads the file.
pub(super) fn read(text: &str) -> Result<Policy, PolicyError> {
    let file: File = toml::from_str(text).map_err(|error| PolicyError(error.to_string()))?;
    let mut policy = Policy::default();
    for (index, entry) in file.level.into_iter().enumerate() {
        let place = Entry {
            table: "level",
            number: index + 1,
        };
        let mut selector = place.selector(entry.rule, entry.path)?;
        selector.deprecated = entry.deprecated;
        selector.unstable = entry.unstable;
        let level: Level = entry.level.parse().map_err(|error| place.fault(&error))?;
        policy.levels.push((selector, level));
    }
    for (index, entry) in file.accept.into_iter().enumerate() {
        let place = Entry {
            table: "accept",
            number: index + 1,
        };
        let selector = place.selector(entry.rule, entry.path)?;
        if selector.rule.is_none() && selector.path.is_none() {
            return Err(place.fault(&"needs a rule or a path: it would accept everything"));
        }
        if entry.reason.trim().is_empty() {
            return Err(place.fault(&"the reason is empty"));
        }
        let expires = match entry.expires {
            None => None,
            Some(Day::Text(text)) => Some(text),
            Some(Day::Date(date)) => Some(date.to_string()),
        };
        let expires: Option<Result<Date, String>> = expires.map(|text| text.parse());
        policy.accepted.push(Accepted {
            selector,
            reason: entry.reason,
            expires: expires.transpose().map_err(|error| place.fault(&error))?,
        });
    }
    Ok(policy)
}

/// The label of an entry in messages.
struct Entry {
    table: &'static str,
    number: usize,
}

impl Entry {
    fn fault(&self, what: &dyn std::fmt::Display) -> PolicyError {
        PolicyError(format!("[[{}]] number {}: {what}", self.table, self.number))
    }

    fn selector(
        &self,
        rule: Option<String>,
        path: Option<String>,
    ) -> Result<Selector, PolicyError> {
        let quoted = |key: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!(" {key} = '{value}'"))
        };
        let text = format!(
            "[[{}]] number {},{}{}",
            self.table,
            self.number,
            quoted("rule", &rule).unwrap_or_default(),
            quoted("path", &path).unwrap_or_default()
        );
        let rule = rule.map(|rule| {
            let pattern = Pattern::new(&rule);
            match Rule::all().any(|known| pattern.matches(known.id)) {
                true => Ok(pattern),
                false => Err(match Rule::find(&rule) {
                    Err(unknown) if !rule.contains('*') => self.fault(&unknown),
                    _ => self.fault(&format!("no rule is like '{rule}'")),
                }),
            }
        });
        Ok(Selector {
            rule: rule.transpose()?,
            path: path.as_deref().map(Pattern::new),
            deprecated: None,
            unstable: None,
            text: text.trim_end_matches(',').to_owned(),
        })
    }
}
