//! The entries of a policy: the findings that they select, and their effects.

use std::fmt;

use qapi_parser::names::Pattern;

use super::date::Date;
use super::pattern::leads_to;
use crate::diff::finding::{Comparison, Finding, Reach};
use crate::diff::level::Level;

/// The levels and accepted findings of a project.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub(super) levels: Vec<(Selector, Level)>,
    pub(super) accepted: Vec<Accepted>,
}

/// The error for a file that is not a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError(pub(super) String);

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PolicyError {}

/// The findings that an entry selects.
#[derive(Debug, Clone)]
pub(super) struct Selector {
    pub(super) rule: Option<Pattern>,
    pub(super) path: Option<Pattern>,
    pub(super) deprecated: Option<bool>,
    pub(super) unstable: Option<bool>,
    /// The selector, as written in the file.
    pub(super) text: String,
}

/// An entry that accepts findings.
#[derive(Debug, Clone)]
pub(super) struct Accepted {
    pub(super) selector: Selector,
    pub(super) reason: String,
    pub(super) expires: Option<Date>,
}

impl Selector {
    fn matches(&self, finding: &Finding, reach: &Reach) -> bool {
        let is = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
        is(self.deprecated, finding.deprecated)
            && is(self.unstable, reach.unstable)
            && (self.rule.as_ref()).is_none_or(|rule| rule.matches(finding.rule.id))
            && (self.path.as_ref()).is_none_or(|path| leads_to(path, &reach.path))
    }
}

impl Policy {
    /// Sets levels and accepts findings. Adds a remark for each entry that matches nothing or has
    /// expired.
    pub fn apply(&self, comparison: &mut Comparison, today: Date) {
        let mut met = vec![false; self.levels.len() + self.accepted.len()];
        let (levels, accepted) = met.split_at_mut(self.levels.len());
        for finding in &mut comparison.findings {
            let mut reaches = std::mem::take(&mut finding.reaches);
            for reach in &mut reaches {
                for ((selector, level), met) in self.levels.iter().zip(levels.iter_mut()) {
                    if selector.matches(finding, reach) {
                        *met = true;
                        reach.level = *level;
                    }
                }
                for (entry, met) in self.accepted.iter().zip(accepted.iter_mut()) {
                    if entry.selector.matches(finding, reach) {
                        *met = true;
                        if !entry.has_expired(today) {
                            reach.accepted.get_or_insert_with(|| entry.reason.clone());
                        }
                    }
                }
            }
            finding.reaches = reaches;
            finding.settle();
        }
        let selectors = self.levels.iter().map(|(selector, _)| selector);
        let selectors = selectors.chain(self.accepted.iter().map(|entry| &entry.selector));
        for (selector, met) in selectors.zip(&met) {
            if !met {
                comparison
                    .remarks
                    .push(format!("{}: no finding matches", selector.text));
            }
        }
        for entry in &self.accepted {
            if let Some(expires) = entry.expires.filter(|_| entry.has_expired(today)) {
                let text = &entry.selector.text;
                comparison
                    .remarks
                    .push(format!("{text}: expired on {expires}"));
            }
        }
    }
}
impl Accepted {
    fn has_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|expires| expires < today)
    }
}
