//! Features of commands, events, members, values and types, among them `deprecated` and `unstable`.

use qapi_parser::schema::Feature;

use super::conditions;
use crate::diff::change::{Site, Spot};
use crate::diff::path::Step;
use crate::diff::rule::{Mirror, Rule, family};
use crate::diff::walk::{Walk, match_up};

family! {
    DEPRECATED_ADDED = "deprecated-added", Warning, Either,
        Mirror::None("a feature says the same of what is sent and of what is received"),
        "something is deprecated now",
        "It works as before, but will go. Upstream keeps what is deprecated for two releases at least.";
    DEPRECATED_REMOVED = "deprecated-removed", Info, Either,
        Mirror::None("a feature says the same of what is sent and of what is received"),
        "something is no longer deprecated",
        "It stays.";
    UNSTABLE_ADDED = "unstable-added", Warning, Either,
        Mirror::None("a feature says the same of what is sent and of what is received"),
        "something that was stable is unstable now",
        "It works as before, but may change or go in any release, without notice.";
    UNSTABLE_REMOVED = "unstable-removed", Info, Either,
        Mirror::None("a feature says the same of what is sent and of what is received"),
        "something that was unstable is stable now",
        "It stays as it is.";
    FEATURE_REMOVED = "feature-removed", Warning, Either,
        Mirror::None("a feature says the same of what is sent and of what is received"),
        "a feature was removed",
        "A client that looks for it in the introspection takes what it stood for as missing.";
    FEATURE_ADDED = "feature-added", Info, Either,
        Mirror::None("a feature says the same of what is sent and of what is received"),
        "a feature was added",
        "It tells clients that something is possible which was not before.";
}

/// Compares the features of an element of both schemas.
pub(super) fn compare<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &'s [Feature],
    new: &'s [Feature],
) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    let named = |feature: &'s Feature| (&*feature.name, feature);
    for (old, new) in match_up(old.iter().map(named), new.iter().map(named)) {
        let Some(feature) = old.or(new) else { continue };
        let mut at = site.step(Step::Feature(&feature.name));
        at.old = spot(site.old, old);
        at.new = spot(site.new, new);
        let what = site.subject();
        match (old, new) {
            (Some(old), Some(new)) => {
                conditions::compare(walk, &at, &old.condition, &new.condition);
            }
            (Some(old), None) => {
                let (rule, _) = rules(&old.name);
                let message = match &*old.name {
                    "deprecated" => format!("{what} is no longer deprecated"),
                    "unstable" => format!("{what} is stable now"),
                    name => format!("{what} lost the feature '{name}'"),
                };
                walk.push_gone(rule, at, message, false);
            }
            (None, _) => {
                let (_, rule) = rules(&feature.name);
                let message = match &*feature.name {
                    "deprecated" => format!("{what} is deprecated now"),
                    "unstable" => format!("{what} is unstable now"),
                    name => format!("{what} got the feature '{name}'"),
                };
                walk.push(rule, at, message);
            }
        }
    }
}

/// Returns the rules for a removed feature and for an added one.
fn rules(name: &str) -> (&'static Rule, &'static Rule) {
    match name {
        "deprecated" => (&DEPRECATED_REMOVED, &DEPRECATED_ADDED),
        "unstable" => (&UNSTABLE_REMOVED, &UNSTABLE_ADDED),
        _ => (&FEATURE_REMOVED, &FEATURE_ADDED),
    }
}

/// Returns the place of a feature, or else of the element that lacks it.
fn spot<'s>(whole: Spot<'s>, feature: Option<&Feature>) -> Spot<'s> {
    match (whole.owner, feature) {
        (Some(owner), Some(feature)) => Spot::part(owner, Some(feature.span)),
        _ => Spot {
            exact: false,
            ..whole
        },
    }
}
