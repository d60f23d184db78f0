//! Values of enums.

use qapi_parser::schema::{Enum, EnumValue};

use super::{conditions, features};
use crate::diff::change::{Site, Spot, has, is_unstable};
use crate::diff::path::Step;
use crate::diff::rule::{Mirror, family};
use crate::diff::walk::{Walk, match_up};

family! {
    ARGUMENT_VALUE_REMOVED = "argument-value-removed", Breaking, Sent,
        Mirror::Rule("reply-value-removed"),
        "a value was removed from an enum that is sent",
        "A client that sends it gets an error.";
    ARGUMENT_VALUE_ADDED = "argument-value-added", Info, Sent,
        Mirror::Rule("reply-value-added"),
        "a value was added to an enum that is sent",
        "Older clients send the other ones as before.";
    REPLY_VALUE_REMOVED = "reply-value-removed", Info, Received,
        Mirror::Rule("argument-value-removed"),
        "a value was removed from an enum that is received",
        "A client that knows the value does not meet it any more.";
    REPLY_VALUE_ADDED = "reply-value-added", Warning, Received,
        Mirror::Rule("argument-value-added"),
        "a value was added to an enum that is received",
        "A client that takes the list of values for complete fails when it meets the new one. Clients should expect \
         values that they do not know; not all of them do.";
}

/// Compares two enums.
pub(super) fn compare<'s>(walk: &mut Walk<'s>, site: &Site<'s>, old: &'s Enum, new: &'s Enum) {
    let named = |value: &'s EnumValue| (&*value.name, value);
    for (old, new) in match_up(old.values.iter().map(named), new.values.iter().map(named)) {
        let Some(value) = old.or(new) else { continue };
        let mut at = site.step(Step::Value(&value.name));
        at.old = spot(site.old, old);
        at.new = spot(site.new, new);
        at.unstable |= is_unstable(&value.name, &value.features);
        match (old, new) {
            (Some(old), Some(new)) => {
                features::compare(walk, &at, &old.features, &new.features);
                conditions::compare(walk, &at, &old.condition, &new.condition);
            }
            (Some(old), None) => {
                let rule = at
                    .direction
                    .pick(&ARGUMENT_VALUE_REMOVED, &REPLY_VALUE_REMOVED);
                let message = format!("value '{}' of {} was removed", old.name, name(&at.old));
                walk.push_gone(rule, at, message, has(&old.features, "deprecated"));
            }
            (None, _) => {
                let rule = at.direction.pick(&ARGUMENT_VALUE_ADDED, &REPLY_VALUE_ADDED);
                let message = format!("value '{}' of {} was added", value.name, name(&at.new));
                walk.push(rule, at, message);
            }
        }
    }
}

/// Returns the place of a value, or else of the enum that lacks it.
fn spot<'s>(whole: Spot<'s>, value: Option<&'s EnumValue>) -> Spot<'s> {
    match (whole.owner, value) {
        (Some(owner), Some(value)) => Spot::part(owner, value.span),
        _ => Spot {
            exact: false,
            ..whole
        },
    }
}

fn name(spot: &Spot<'_>) -> String {
    spot.owner
        .map_or_else(String::new, |owner| format!("'{}'", owner.name()))
}
