//! Unions: their branches, their discriminator, and structs that become unions.

use qapi_parser::schema::{Branch, Branches, EnumValue, Schema, TypeKind};

use super::{conditions, features, members, names};
use crate::diff::change::{Site, Spot, has, is_unstable};
use crate::diff::path::Step;
use crate::diff::rule::{Mirror, family};
use crate::diff::view::Field;
use crate::diff::walk::Walk;

family! {
    ARGUMENT_BRANCH_REMOVED = "argument-branch-removed", Breaking, Sent,
        Mirror::Rule("reply-branch-removed"),
        "a branch was removed from a union that is sent",
        "A client that sends the discriminator's value gets an error.";
    ARGUMENT_BRANCH_ADDED = "argument-branch-added", Info, Sent,
        Mirror::Rule("reply-branch-added"),
        "a branch was added to a union that is sent",
        "Older clients send the other ones as before.";
    REPLY_BRANCH_REMOVED = "reply-branch-removed", Info, Received,
        Mirror::Rule("argument-branch-removed"),
        "a branch was removed from a union that is received",
        "A client that knows the branch does not meet it any more.";
    REPLY_BRANCH_ADDED = "reply-branch-added", Warning, Received,
        Mirror::Rule("argument-branch-added"),
        "a branch was added to a union that is received",
        "A client that takes the list of branches for complete fails when it meets the new one. Clients should expect \
         values that they do not know; not all of them do.";
    ARGUMENT_DISCRIMINATOR_CHANGED = "argument-discriminator-changed", Breaking, Sent,
        Mirror::Rule("reply-discriminator-changed"),
        "another member selects the branch of a union that is sent",
        "What an older client sends selects nothing, or something else.";
    REPLY_DISCRIMINATOR_CHANGED = "reply-discriminator-changed", Breaking, Received,
        Mirror::Rule("argument-discriminator-changed"),
        "another member selects the branch of a union that is received",
        "A client looks for the branch in a member that does not tell it any more.";
    ARGUMENT_BECAME_UNION = "argument-became-union", Warning, Sent,
        Mirror::Rule("reply-became-union"),
        "a struct that is sent became a union",
        "Which members may be sent depends on the discriminator now. What this makes impossible is reported by itself; \
         this says why.";
    REPLY_BECAME_UNION = "reply-became-union", Info, Received,
        Mirror::Rule("argument-became-union"),
        "a struct that is received became a union",
        "Members that depend on the discriminator come on top; those that were always there and are not any more are \
         reported by themselves.";
    ARGUMENT_NO_LONGER_UNION = "argument-no-longer-union", Info, Sent,
        Mirror::Rule("reply-no-longer-union"),
        "a union that is sent became a struct",
        "The discriminator selects nothing any more. Members that it allowed and that are refused now are reported by \
         themselves.";
    REPLY_NO_LONGER_UNION = "reply-no-longer-union", Warning, Received,
        Mirror::Rule("argument-no-longer-union"),
        "a union that is received became a struct",
        "A client that chooses by the discriminator may not find what it chooses by; members that are gone are reported \
         by themselves.";
    ARGUMENT_MOVED_TO_BRANCH = "argument-moved-to-branch", Breaking, Sent,
        Mirror::Rule("reply-member-moved-to-branch"),
        "an argument is accepted in some branches of a union only",
        "A client that sends it with another value of the discriminator gets an error.";
    REPLY_MEMBER_MOVED_TO_BRANCH = "reply-member-moved-to-branch", Breaking, Received,
        Mirror::Rule("argument-moved-to-branch"),
        "a member is received in some branches of a union only",
        "A client that counts on it fails where another branch comes.";
    ARGUMENT_MOVED_FROM_BRANCH = "argument-moved-from-branch", Info, Sent,
        Mirror::Rule("reply-member-moved-from-branch"),
        "an argument that only some branches of a union had is accepted with all",
        "Clients that sent it go on doing so. If it is mandatory, that is reported by itself.";
    REPLY_MEMBER_MOVED_FROM_BRANCH = "reply-member-moved-from-branch", Info, Received,
        Mirror::Rule("argument-moved-from-branch"),
        "a member that only some branches of a union had is received with all",
        "Clients ignore members that they do not expect.";
}

/// Returns the value of the discriminator that selects a branch.
fn value<'s>(schema: &'s Schema, branches: &Branches, branch: &Branch) -> Option<&'s EnumValue> {
    match &schema[branches.tag].kind {
        TypeKind::Enum(tag) => tag.values.get(branch.value),
        _ => None,
    }
}

/// Returns the place of a branch, or else of the union that lacks it. The place of an unlisted
/// branch is that of its value.
fn spot<'s>(
    schema: &'s Schema,
    union: Spot<'s>,
    branches: &'s Branches,
    branch: Option<&'s Branch>,
) -> Spot<'s> {
    let listed = branch.and_then(|branch| {
        let value = || value(schema, branches, branch).and_then(|value| value.span);
        branch.span.or_else(value)
    });
    match (union.owner, listed) {
        (Some(owner), Some(span)) => Spot::part(owner, Some(span)),
        _ => Spot {
            exact: branch.is_some(),
            ..union
        },
    }
}

/// Returns the site of a branch of the old schema, the new one, or both; `site` is the union's.
pub(super) fn branch_site<'s>(
    walk: &Walk<'s>,
    site: &Site<'s>,
    old: (&'s Branches, Option<&'s Branch>),
    new: (&'s Branches, Option<&'s Branch>),
) -> Site<'s> {
    let Some(branch) = old.1.or(new.1) else {
        return site.clone();
    };
    let mut at = site.step(Step::When(&new.0.discriminator, &branch.name));
    at.old = spot(walk.old, site.old, old.0, old.1);
    at.new = spot(walk.new, site.new, new.0, new.1);
    let value = match old.1 {
        Some(branch) => value(walk.old, old.0, branch),
        None => value(walk.new, new.0, branch),
    };
    at.unstable |= value.is_some_and(|value| is_unstable(&value.name, &value.features));
    at
}

/// Compares the enums of two discriminators, except for their values, which are the branches.
pub(super) fn compare_tags<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &'s Branches,
    new: &'s Branches,
) {
    let mut at = site.step(Step::Member(&new.discriminator));
    at.old = Spot::of_type(walk.old, old.tag);
    at.new = Spot::of_type(walk.new, new.tag);
    let definitions = (&walk.old[old.tag].definition, &walk.new[new.tag].definition);
    names::compare(walk, &at, definitions.0, definitions.1);
    features::compare(walk, &at, &definitions.0.features, &definitions.1.features);
}

/// Compares a branch of both unions, without its members.
pub(super) fn compare_branch<'s>(
    walk: &mut Walk<'s>,
    at: &Site<'s>,
    old: (&'s Branches, &'s Branch),
    new: (&'s Branches, &'s Branch),
) {
    conditions::compare(walk, at, &old.1.condition, &new.1.condition);
    let values = (value(walk.old, old.0, old.1), value(walk.new, new.0, new.1));
    if let (Some(old), Some(new)) = values {
        features::compare(walk, at, &old.features, &new.features);
    }
}

fn union_name(spot: &Spot<'_>) -> String {
    spot.owner
        .map_or_else(String::new, |owner| format!("'{}'", owner.name()))
}

/// Reports a removed branch.
pub(super) fn branch_removed<'s>(
    walk: &mut Walk<'s>,
    at: Site<'s>,
    branches: &'s Branches,
    branch: &'s Branch,
) {
    let rule = at
        .direction
        .pick(&ARGUMENT_BRANCH_REMOVED, &REPLY_BRANCH_REMOVED);
    let deprecated =
        value(walk.old, branches, branch).is_some_and(|value| has(&value.features, "deprecated"));
    let message = format!(
        "branch '{}' of {} was removed",
        branch.name,
        union_name(&at.old)
    );
    walk.push_gone(rule, at, message, deprecated);
}

/// Reports an added branch.
pub(super) fn branch_added<'s>(walk: &mut Walk<'s>, at: Site<'s>, branch: &Branch) {
    let rule = at
        .direction
        .pick(&ARGUMENT_BRANCH_ADDED, &REPLY_BRANCH_ADDED);
    let message = format!(
        "branch '{}' of {} was added",
        branch.name,
        union_name(&at.new)
    );
    walk.push(rule, at, message);
}

/// Reports that another member is the discriminator.
pub(super) fn discriminator_changed<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &Branches,
    new: &Branches,
) {
    let rules = (
        &ARGUMENT_DISCRIMINATOR_CHANGED,
        &REPLY_DISCRIMINATOR_CHANGED,
    );
    let rule = site.direction.pick(rules.0, rules.1);
    let message = format!(
        "the branch of {} is selected by '{}', not by '{}'",
        union_name(&site.new),
        new.discriminator,
        old.discriminator
    );
    walk.push(rule, site.clone(), message);
}

/// Reports that a struct became a union.
pub(super) fn became_union<'s>(walk: &mut Walk<'s>, site: &Site<'s>, new: &Branches) {
    let rule = site
        .direction
        .pick(&ARGUMENT_BECAME_UNION, &REPLY_BECAME_UNION);
    let message = format!(
        "{} became a union: '{}' selects one of {} branches",
        union_name(&site.new),
        new.discriminator,
        new.list.len()
    );
    walk.push(rule, site.clone(), message);
}

/// Reports that a union became a struct.
pub(super) fn no_longer_union<'s>(walk: &mut Walk<'s>, site: &Site<'s>, old: &Branches) {
    let rule = site
        .direction
        .pick(&ARGUMENT_NO_LONGER_UNION, &REPLY_NO_LONGER_UNION);
    let message = format!(
        "{} became a struct: '{}' selected one of {} branches",
        union_name(&site.new),
        old.discriminator,
        old.list.len()
    );
    walk.push(rule, site.clone(), message);
}

/// Reports a member that moved to branches. If all `count` branches contain it, nothing changed.
pub(super) fn moved_to_branches<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: Field<'s>,
    new: &[Field<'s>],
    count: usize,
) {
    let at = members::site_of(site, Some(old), new.first().copied());
    let rule = site
        .direction
        .pick(&ARGUMENT_MOVED_TO_BRANCH, &REPLY_MEMBER_MOVED_TO_BRANCH);
    if new.len() < count {
        let noun = members::noun(old);
        let message = format!("{noun} is in {} of {count} branches only", new.len());
        walk.push(rule, at, message);
    }
}

/// Reports a member that moved from branches. If all `count` branches contained it, nothing
/// changed.
pub(super) fn moved_from_branches<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &[Field<'s>],
    new: Field<'s>,
    count: usize,
) {
    if old.len() == count {
        return;
    }
    let at = members::site_of(site, old.first().copied(), Some(new));
    let rules = (&ARGUMENT_MOVED_FROM_BRANCH, &REPLY_MEMBER_MOVED_FROM_BRANCH);
    let noun = members::noun(new);
    let message = format!(
        "{noun} is there with all branches, not with {} only",
        old.len()
    );
    walk.push(site.direction.pick(rules.0, rules.1), at, message);
    if !new.member.optional {
        members::added(walk, site, new);
    }
}
