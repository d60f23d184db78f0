//! Conditions: the builds in which something is available.
//!
//! Conditions of types are not compared. Everything that uses a conditional type has the same
//! condition.

use qapi_parser::schema::Condition;

use crate::diff::change::Site;
use crate::diff::rule::{Mirror, family};
use crate::diff::walk::Walk;

family! {
    CONDITION_ADDED = "condition-added", Warning, Either,
        Mirror::None("what a build lacks is missing in both directions"),
        "something that every build had depends on the build's configuration now",
        "A client that meets a build without it fails as if it had been removed. Often it did not work there before.";
    CONDITION_CHANGED = "condition-changed", Warning, Either,
        Mirror::None("what a build lacks is missing in both directions"),
        "something depends on the build's configuration in another way",
        "Builds that had it may lack it. Names of the configuration say little to clients; often the builds are the same.";
    CONDITION_REMOVED = "condition-removed", Info, Either,
        Mirror::None("what a build has is there in both directions"),
        "something that depended on the build's configuration is in every build now",
        "Where it was, it still is.";
}

/// Compares the conditions of an element of both schemas.
pub(super) fn compare<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &Option<Condition>,
    new: &Option<Condition>,
) {
    let what = || site.subject();
    match (old, new) {
        (None, Some(new)) => {
            let message = format!("{} is there only if {new}", what());
            walk.push(&CONDITION_ADDED, site.clone(), message);
        }
        (Some(old), None) => {
            let message = format!("{} is always there, not only if {old}", what());
            walk.push(&CONDITION_REMOVED, site.clone(), message);
        }
        (Some(old), Some(new)) if old != new && normal(old) != normal(new) => {
            let message = format!("{} is there if {new}, not if {old}", what());
            walk.push(&CONDITION_CHANGED, site.clone(), message);
        }
        _ => {}
    }
}

/// Returns a text that is equal for conditions that differ only in order, repetition and grouping.
/// The parser limits the nesting of conditions.
fn normal(condition: &Condition) -> String {
    let list = |word: &str, list: &[Condition]| {
        let mut parts: Vec<String> = list.iter().map(normal).collect();
        parts.sort_unstable();
        parts.dedup();
        match &parts[..] {
            [one] => one.clone(),
            _ => format!("{word}({})", parts.join(",")),
        }
    };
    match condition {
        Condition::Config(name) => name.to_string(),
        Condition::All(all) => list("all", all),
        Condition::Any(any) => list("any", any),
        Condition::Not(inner) => format!("not({})", normal(inner)),
    }
}
