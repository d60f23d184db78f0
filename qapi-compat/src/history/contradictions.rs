//! Checks the versions that docs state with "since" against the releases.

use std::fmt;

use super::model::{History, Timeline};
use super::version::Version;

/// A version in the docs that the schemas contradict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The kind and name of the definition, and of its part.
    pub subject: String,
    /// The version that the docs state.
    pub since: Version,
    /// The label of the first release that contains it.
    pub came: String,
    /// The label of the last release that lacks it; `None` if the first release contains it.
    pub lacking: Option<String>,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} says since {}, ", self.subject, self.since)?;
        match &self.lacking {
            Some(lacking) => write!(f, "but {lacking} lacks it and {} has it", self.came),
            None => write!(f, "but {} has it already", self.came),
        }
    }
}

impl History {
    /// Compares the versions that docs state with "since" with the releases. Labels that are not
    /// versions are ignored.
    ///
    /// Types are not part of messages: a type that is newer than stated may have had another name,
    /// or been written inline. So only types that are older than stated are contradictions. Parts
    /// of a type are checked only if the type is older than they are.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let versions: Vec<Option<Version>> = self
            .releases
            .iter()
            .map(|label| label.parse().ok())
            .collect();
        let mut found = Vec::new();
        for entry in &self.entries {
            let is_type = entry.kind.is_type();
            let subject = format!("{} {}", entry.kind, entry.name);
            let about = |timeline: &Timeline, subject: String, only_older: bool| {
                let (since, came) = (timeline.since?, timeline.came()?);
                let version = versions.get(came).copied().flatten()?;
                let before = came.checked_sub(1);
                let lacking = before.and_then(|at| versions.get(at).copied().flatten());
                let too_early = lacking.is_some_and(|lacking| since <= lacking) && !only_older;
                if since <= version && !too_early {
                    return None;
                }
                let label = |at: usize| self.releases.get(at).cloned();
                Some(Contradiction {
                    subject,
                    since,
                    came: label(came)?,
                    lacking: before.and_then(label).filter(|_| too_early),
                })
            };
            found.extend(about(&entry.timeline, subject.clone(), is_type));
            for item in &entry.items {
                let with_its_type = is_type && item.timeline.came() == entry.timeline.came();
                let part = format!("{subject}, {} {}", item.kind, item.name);
                found.extend(about(&item.timeline, part, with_its_type));
            }
        }
        found
    }
}
