//! Members of objects: arguments, members of replies and of events' data.

use qapi_parser::schema::{DefinitionKind, Feature};

use super::{conditions, features, types};
use crate::diff::change::{Owner, Site, Spot, has, is_unstable};
use crate::diff::path::Step;
use crate::diff::rule::{Mirror, family};
use crate::diff::view::Field;
use crate::diff::walk::Walk;

family! {
    ARGUMENT_ADDED_MANDATORY = "argument-added-mandatory", Breaking, Sent,
        Mirror::Rule("reply-member-added"),
        "a mandatory argument was added",
        "No older client sends it, so the command fails for all of them.";
    ARGUMENT_ADDED_OPTIONAL = "argument-added-optional", Info, Sent,
        Mirror::Rule("reply-member-added"),
        "an optional argument was added",
        "Older clients leave it out, and get what they got before.";
    REPLY_MEMBER_ADDED = "reply-member-added", Info, Received,
        Mirror::Rule("argument-added-optional"),
        "a member was added to a reply or to the data of an event",
        "The protocol demands of clients that they ignore members which they do not know. Whether it is optional makes \
         no difference to them.";
    ARGUMENT_LISTED_MANDATORY = "argument-listed-mandatory", Warning, Sent,
        Mirror::None("the schema always lists all members of replies"),
        "a mandatory argument was added to a command that took arguments which the schema did not list",
        "The flag `'gen': false` said that the command takes its arguments as they come. The argument may have been \
         there before, and mandatory, without being listed; the schema cannot tell.";
    ARGUMENT_REMOVED = "argument-removed", Breaking, Sent,
        Mirror::Rule("reply-member-removed"),
        "an argument was removed",
        "A client that sends it gets an error: arguments that the schema does not list are refused. This holds for \
         members of arguments as well, at any depth.";
    REPLY_MEMBER_REMOVED = "reply-member-removed", Breaking, Received,
        Mirror::Rule("argument-removed"),
        "a member was removed from a reply or from the data of an event",
        "A client that reads it does not find it. That it was optional is no comfort to a client that used what it \
         said: it will never be there again.";
    ARGUMENT_BECAME_MANDATORY = "argument-became-mandatory", Breaking, Sent,
        Mirror::Rule("reply-member-became-mandatory"),
        "an optional argument became mandatory",
        "A client that leaves it out gets an error.";
    ARGUMENT_BECAME_OPTIONAL = "argument-became-optional", Info, Sent,
        Mirror::Rule("reply-member-became-optional"),
        "a mandatory argument became optional",
        "Older clients go on sending it.";
    REPLY_MEMBER_BECAME_MANDATORY = "reply-member-became-mandatory", Info, Received,
        Mirror::Rule("argument-became-mandatory"),
        "an optional member of a reply or of the data of an event became mandatory",
        "A client that copes with its absence copes with its presence.";
    REPLY_MEMBER_BECAME_OPTIONAL = "reply-member-became-optional", Breaking, Received,
        Mirror::Rule("argument-became-optional"),
        "a mandatory member of a reply or of the data of an event became optional",
        "A client that counts on it fails where it is absent. How often that is the schema does not say.";
}

/// Returns the place of a member.
pub(super) fn spot<'s>(field: Field<'s>) -> Spot<'s> {
    Spot::part(field.owner, Some(field.member.span))
}

/// Returns `argument 'x' of 'command'` or `member 'x' of 'Type'`.
pub(super) fn noun(field: Field<'_>) -> String {
    let Owner { kind, definition } = field.owner;
    let what = if kind == DefinitionKind::Command {
        "argument"
    } else {
        "member"
    };
    format!("{what} '{}' of '{}'", field.member.name, definition.name)
}

/// Returns the site of a member of the old schema, the new one, or both. `site` is that of the
/// object.
pub(super) fn site_of<'s>(
    site: &Site<'s>,
    old: Option<Field<'s>>,
    new: Option<Field<'s>>,
) -> Site<'s> {
    let Some(member) = old.or(new).map(|field| field.member) else {
        return site.clone();
    };
    let mut at = site.step(Step::Member(&member.name));
    // If one schema lacks the member, the place is that of the object.
    at.old = old.map_or(
        Spot {
            exact: false,
            ..site.old
        },
        spot,
    );
    at.new = new.map_or(
        Spot {
            exact: false,
            ..site.new
        },
        spot,
    );
    at.unstable |= is_unstable(&member.name, &member.features);
    at
}

/// Reports an added member.
pub(super) fn added<'s>(walk: &mut Walk<'s>, site: &Site<'s>, new: Field<'s>) {
    let at = site_of(site, None, Some(new));
    let sent = match (new.member.optional, site.unchecked) {
        (true, _) => &ARGUMENT_ADDED_OPTIONAL,
        (false, true) => &ARGUMENT_LISTED_MANDATORY,
        (false, false) => &ARGUMENT_ADDED_MANDATORY,
    };
    let rule = site.direction.pick(sent, &REPLY_MEMBER_ADDED);
    let how = if new.member.optional {
        "optional"
    } else {
        "mandatory"
    };
    walk.push(rule, at, format!("{} was added, {how}", noun(new)));
}

/// Reports a removed member.
pub(super) fn removed<'s>(walk: &mut Walk<'s>, site: &Site<'s>, old: Field<'s>) {
    let at = site_of(site, Some(old), None);
    let rule = site
        .direction
        .pick(&ARGUMENT_REMOVED, &REPLY_MEMBER_REMOVED);
    let deprecated = has(&old.member.features, "deprecated");
    walk.push_gone(rule, at, format!("{} was removed", noun(old)), deprecated);
}

/// Compares a member of both schemas, without its type.
pub(super) fn compare_itself<'s>(
    walk: &mut Walk<'s>,
    at: &Site<'s>,
    old: Field<'s>,
    new: Field<'s>,
) {
    let rule = match (old.member.optional, new.member.optional) {
        (true, false) => Some((
            at.direction
                .pick(&ARGUMENT_BECAME_MANDATORY, &REPLY_MEMBER_BECAME_MANDATORY),
            "mandatory",
        )),
        (false, true) => Some((
            at.direction
                .pick(&ARGUMENT_BECAME_OPTIONAL, &REPLY_MEMBER_BECAME_OPTIONAL),
            "optional",
        )),
        _ => None,
    };
    if let Some((rule, how)) = rule {
        walk.push(rule, at.clone(), format!("{} became {how}", noun(new)));
    }
    let lists: [&[Feature]; 2] = [&old.member.features, &new.member.features];
    features::compare(walk, at, lists[0], lists[1]);
    conditions::compare(walk, at, &old.member.condition, &new.member.condition);
}

/// Compares a member of both schemas, and its type.
pub(super) fn compare<'s>(walk: &mut Walk<'s>, site: &Site<'s>, old: Field<'s>, new: Field<'s>) {
    let at = site_of(site, Some(old), Some(new));
    compare_itself(walk, &at, old, new);
    types::compare(walk, at, old.member.ty, new.member.ty, &noun(new));
}
