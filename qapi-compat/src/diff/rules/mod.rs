//! The rules, one family in each file: their data, and the comparisons that apply them.
//!
//! A family compares one pair of elements and pushes changes. It does not follow types, but passes
//! pairs of them to [`Walk::link`]. `gather` finds the affected commands and merges duplicates.

mod alternates;
mod commands;
mod conditions;
mod enums;
mod features;
mod flags;
mod members;
mod names;
mod objects;
pub(in crate::diff) mod source;
mod table;
mod types;
mod unions;

use qapi_parser::schema::{Definition, Origin, Schema, TypeId, TypeKind};

pub(crate) use names::TYPE_RENAMED;
pub use table::UnknownRule;

use super::change::{Owner, Site, Spot};
use super::path::Step;
use super::rule::{Direction, Rule};
use super::walk::{Root, Walk};

/// Returns whether a rule is about features. Their elements exist both before and after the change.
pub(crate) fn is_about_features(rule: &Rule) -> bool {
    features::RULES.iter().any(|known| known.id == rule.id)
}

/// Compares a command or event, and links the types of its data.
pub(super) fn compare_root<'s>(walk: &mut Walk<'s>, node: usize, root: Root<'s>) {
    match root {
        Root::Command(Some(old), Some(new)) => {
            let spots = (
                Spot::whole(Owner::command(&old.definition)),
                Spot::whole(Owner::command(&new.definition)),
            );
            let site = Walk::site(node, Direction::Either, spots.0, spots.1);
            flags::compare(walk, &site, old, new);
            definition(walk, &site, &old.definition, &new.definition);

            let mut sent = site.step(Step::Arguments);
            sent.direction = Direction::Sent;
            let empty = (walk.old.empty_object(), walk.new.empty_object());
            walk.link(
                &sent,
                old.arguments.unwrap_or(empty.0),
                new.arguments.unwrap_or(empty.1),
            );
            let mut received = site.step(Step::Reply);
            received.direction = Direction::Received;
            let replies = (
                old.returns.unwrap_or(empty.0),
                new.returns.unwrap_or(empty.1),
            );
            types::compare(walk, received, replies.0, replies.1, "the reply");
        }
        Root::Event(Some(old), Some(new)) => {
            let spots = (
                Spot::whole(Owner::event(&old.definition)),
                Spot::whole(Owner::event(&new.definition)),
            );
            let site = Walk::site(node, Direction::Either, spots.0, spots.1);
            definition(walk, &site, &old.definition, &new.definition);

            let mut received = site.step(Step::Data);
            received.direction = Direction::Received;
            let empty = (walk.old.empty_object(), walk.new.empty_object());
            walk.link(
                &received,
                old.arguments.unwrap_or(empty.0),
                new.arguments.unwrap_or(empty.1),
            );
        }
        one_sided => commands::one_sided(walk, node, one_sided),
    }
}

/// Compares the common parts of commands and events.
fn definition<'s>(walk: &mut Walk<'s>, site: &Site<'s>, old: &'s Definition, new: &'s Definition) {
    features::compare(walk, site, &old.features, &new.features);
    conditions::compare(walk, site, &old.condition, &new.condition);
}

/// Compares a pair of types of the same kind.
pub(super) fn compare_types<'s>(
    walk: &mut Walk<'s>,
    node: usize,
    old: TypeId,
    new: TypeId,
    direction: Direction,
) {
    let (before, after) = (walk.old, walk.new);
    let spots = (Spot::of_type(before, old), Spot::of_type(after, new));
    let mut site = Walk::site(node, direction, spots.0, spots.1);
    site.unchecked = is_unchecked(before, old);
    let definitions = (&before[old].definition, &after[new].definition);
    names::compare(walk, &site, definitions.0, definitions.1);
    features::compare(
        walk,
        &site,
        &definitions.0.features,
        &definitions.1.features,
    );
    match (&before[old].kind, &after[new].kind) {
        (TypeKind::Object(_), TypeKind::Object(_)) => objects::compare(walk, &site, old, new),
        (TypeKind::Enum(old), TypeKind::Enum(new)) => enums::compare(walk, &site, old, new),
        (TypeKind::Alternate(old), TypeKind::Alternate(new)) => {
            alternates::compare(walk, &site, old, new);
        }
        // `types::compare` links no other pairs.
        _ => {}
    }
}

/// Returns whether a type is the arguments of a command with `'gen': false`, which decodes them by
/// hand.
fn is_unchecked(schema: &Schema, id: TypeId) -> bool {
    match &schema[id].kind {
        TypeKind::Object(object) => match object.origin {
            Origin::CommandArguments(command) => !schema[command].generate,
            _ => false,
        },
        _ => false,
    }
}
