//! What a project makes of findings: levels of its own, and what it accepts for a reason, perhaps for a time.
//!
//! `qapi-diff.toml`:
//!
//! ```toml
//! [[level]]                      # the last entry that matches counts
//! rule = "reply-value-added"     # `*` stands for any characters, here and in paths
//! path = "command query-*"       # a path that begins so, from a command or event down
//! deprecated = true              # only what was deprecated before
//! level = "info"
//!
//! [[accept]]
//! rule = "argument-removed"
//! path = "command migrate / argument blk"
//! reason = "nobody here uses it"
//! expires = 2027-06-30           # the last day; reported again behind it
//! ```
//!
//! An entry counts for each command that a finding reaches by itself: what is accepted for one command is still
//! reported for another.

mod date;
mod file;
mod pattern;

pub use date::Date;
use pattern::Pattern;

use super::finding::{Comparison, Finding, Reach};
use super::level::Level;

/// Levels and accepted findings of a project.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    levels: Vec<(Selector, Level)>,
    accepted: Vec<Accepted>,
}

/// Why a file is no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PolicyError(pub(super) String);

/// Which findings an entry is about.
#[derive(Debug, Clone)]
struct Selector {
    rule: Option<Pattern>,
    path: Option<Pattern>,
    deprecated: Option<bool>,
    unstable: Option<bool>,
    /// How the file shows it.
    text: String,
}

/// What is not to be reported.
#[derive(Debug, Clone)]
struct Accepted {
    selector: Selector,
    reason: String,
    expires: Option<Date>,
}

impl Selector {
    fn matches(&self, finding: &Finding, reach: &Reach) -> bool {
        let is = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
        is(self.deprecated, finding.deprecated)
            && is(self.unstable, reach.unstable)
            && (self.rule.as_ref()).is_none_or(|rule| rule.is_all_of(finding.rule.id))
            && (self.path.as_ref()).is_none_or(|path| path.is_path_to(&reach.path))
    }
}

impl Policy {
    /// Reads a policy from TOML, in the form of `qapi-diff.toml`.
    ///
    /// # Errors
    /// The text is no TOML, has what no policy has, or names a rule that there is not; the error shows where.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        file::read(text)
    }

    /// Sets levels and accepts. Says in the remarks which entries match nothing, and which no longer count.
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
