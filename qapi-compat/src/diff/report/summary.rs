//! Texts that several reports share: counts of findings, and lists of affected commands.

use crate::diff::finding::{Comparison, Finding, Subject};
use crate::diff::level::Level;

impl Comparison {
    /// Returns the findings that are not accepted, in runs of the same command or event.
    pub(super) fn groups(&self) -> Vec<Vec<&Finding>> {
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

    /// Returns a summary such as `2 breaking, 1 warning, 14 info`, and the number of accepted
    /// findings.
    #[must_use]
    pub fn summary(&self) -> String {
        let met = Level::ALL
            .into_iter()
            .filter(|level| self.count(*level) > 0);
        let mut parts: Vec<String> = met.map(|level| self.counted(level)).collect();
        let accepted = Some(self.accepted()).filter(|count| *count > 0);
        parts.extend(accepted.map(|count| format!("{count} accepted")));
        if parts.is_empty() {
            parts.push(match self.subject {
                Subject::Wire => "nothing differs on the wire".to_owned(),
                Subject::Source => "nothing differs in the generated code".to_owned(),
            });
        }
        parts.join(", ")
    }

    /// Returns a number and a level, such as `2 warnings`. The other levels have no plural.
    pub(super) fn counted(&self, level: Level) -> String {
        match (self.count(level), level) {
            (count, Level::Warning) if count != 1 => format!("{count} {level}s"),
            (count, _) => format!("{count} {level}"),
        }
    }
}

impl Finding {
    /// Returns a text that names the other affected commands and events, or the other affected
    /// parts of the code.
    pub(super) fn also_reaches(&self) -> Option<String> {
        let others = self.reaches.get(1..).unwrap_or_default();
        let others: Vec<String> = (others.iter())
            .map(|reach| format!("'{}'", reach.name))
            .collect();
        let also: Vec<String> = self.also.iter().map(|path| format!("`{path}`")).collect();
        match (listed(&others), listed(&also)) {
            (Some(others), _) => Some(format!("also reaches {others}")),
            (None, Some(also)) => Some(format!("also {also}")),
            (None, None) => None,
        }
    }
}

/// Returns a list in words: the first names, and the number of the others. Returns `None` for an
/// empty list.
fn listed(names: &[String]) -> Option<String> {
    const NAMED: usize = 6;
    let mut text = names.get(..NAMED).unwrap_or(names).join(", ");
    match names.len() {
        0 => return None,
        count if count > NAMED => text.push_str(&format!(" and {} more", count - NAMED)),
        _ => {}
    }
    Some(text)
}
