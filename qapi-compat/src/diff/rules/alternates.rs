//! Alternates: the kinds of JSON value that they accept. The names of their branches are not part
//! of messages.

use qapi_parser::schema::{Alternate, Branch, JsonKind};

use super::{conditions, types};
use crate::diff::change::{Site, Spot};
use crate::diff::path::Step;
use crate::diff::rule::{Mirror, family};
use crate::diff::walk::Walk;

family! {
    ARGUMENT_ALTERNATIVE_REMOVED = "argument-alternative-removed", Breaking, Sent,
        Mirror::Rule("reply-alternative-removed"),
        "an alternate that is sent takes one kind of value less",
        "A client that sends a value of this kind gets an error.";
    ARGUMENT_ALTERNATIVE_ADDED = "argument-alternative-added", Info, Sent,
        Mirror::Rule("reply-alternative-added"),
        "an alternate that is sent takes one more kind of value",
        "Older clients send the other kinds as before.";
    REPLY_ALTERNATIVE_REMOVED = "reply-alternative-removed", Info, Received,
        Mirror::Rule("argument-alternative-removed"),
        "an alternate that is received has one kind of value less",
        "A client that copes with it does not meet it any more.";
    REPLY_ALTERNATIVE_ADDED = "reply-alternative-added", Breaking, Received,
        Mirror::Rule("argument-alternative-added"),
        "an alternate that is received has one more kind of value",
        "A client tells the branches by the kind of the value, and has none for the new kind. No convention makes clients \
         expect that, as it does for values of enums.";
}

/// Compares two alternates.
pub(super) fn compare<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &'s Alternate,
    new: &'s Alternate,
) {
    for before in &old.branches {
        let kind = walk.old[before.ty].kind.json_kind();
        let after = types::branch_for(walk.new, new, kind);
        let at = branch_site(site, kind, Some(before), after);
        if let Some(after) = after {
            conditions::compare(walk, &at, &before.condition, &after.condition);
            let noun = format!("the {kind} of {}", name(&site.new));
            types::compare(walk, at, before.ty, after.ty, &noun);
            continue;
        }
        let rules = (&ARGUMENT_ALTERNATIVE_REMOVED, &REPLY_ALTERNATIVE_REMOVED);
        let rule = at.direction.pick(rules.0, rules.1);
        let message = format!(
            "{} is never {} any more",
            name(&site.new),
            kind.with_article()
        );
        walk.push_gone(rule, at, message, false);
    }
    for after in &new.branches {
        let kind = walk.new[after.ty].kind.json_kind();
        if types::branch_for(walk.old, old, kind).is_some() {
            continue;
        }
        let at = branch_site(site, kind, None, Some(after));
        let rules = (&ARGUMENT_ALTERNATIVE_ADDED, &REPLY_ALTERNATIVE_ADDED);
        let rule = at.direction.pick(rules.0, rules.1);
        let message = format!("{} may be {} now", name(&site.new), kind.with_article());
        walk.push(rule, at, message);
    }
}

fn branch_site<'s>(
    site: &Site<'s>,
    kind: JsonKind,
    old: Option<&'s Branch>,
    new: Option<&'s Branch>,
) -> Site<'s> {
    let spot = |whole: Spot<'s>, branch: Option<&Branch>| match (whole.owner, branch) {
        (Some(owner), Some(branch)) => Spot::part(owner, branch.span),
        _ => Spot {
            exact: false,
            ..whole
        },
    };
    let mut at = site.step(Step::Alternative(kind));
    at.old = spot(site.old, old);
    at.new = spot(site.new, new);
    at
}

fn name(spot: &Spot<'_>) -> String {
    spot.owner
        .map_or_else(String::new, |owner| format!("'{}'", owner.name()))
}
