//! Reports of a comparison, a form a file: for a terminal, for programs, for a pull request, for a workflow.

mod github;
mod human;
mod json;
mod markdown;

pub use github::GithubPaths;
pub use human::Human;

use super::finding::{Comparison, Finding};
use super::level::Level;

impl Comparison {
    /// The findings that are not accepted, in runs of the same command or event.
    fn groups(&self) -> Vec<Vec<&Finding>> {
        let open: Vec<&Finding> = (self.findings.iter())
            .filter(|finding| !finding.is_accepted())
            .collect();
        let root = |finding: &&Finding| {
            let reach = finding.reaches.first();
            reach.map(|reach| (reach.kind, reach.name.clone()))
        };
        open.chunk_by(|a, b| root(a) == root(b))
            .map(<[&Finding]>::to_vec)
            .collect()
    }

    /// `2 breaking, 1 warning, 14 info`, and what is accepted.
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = Level::ALL.map(|level| (self.count(level), level.as_str()));
        let mut parts: Vec<String> = counts
            .into_iter()
            .chain([(self.accepted(), "accepted")])
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if parts.is_empty() {
            parts.push("nothing differs on the wire".to_owned());
        }
        parts.join(", ")
    }
}

impl Finding {
    /// Which other commands and events it reaches, in words: none, a few by name, more by number.
    fn also_reaches(&self) -> Option<String> {
        const NAMED: usize = 6;
        let others = self.reaches.get(1..).unwrap_or_default();
        let names = others
            .iter()
            .take(NAMED)
            .map(|reach| format!("'{}'", reach.name));
        let mut text = names.collect::<Vec<_>>().join(", ");
        match others.len() {
            0 => return None,
            count if count > NAMED => text.push_str(&format!(" and {} more", count - NAMED)),
            _ => {}
        }
        Some(format!("also reaches {text}"))
    }
}
