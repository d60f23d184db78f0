//! Commands and events that were added or removed.

use crate::diff::change::{Owner, Spot, has};
use crate::diff::rule::{Direction, Mirror, Rule, family};
use crate::diff::walk::{Root, Walk};

family! {
    COMMAND_REMOVED = "command-removed", Breaking, Either,
        Mirror::None("a command has no direction; events have rules of their own"),
        "a command was removed",
        "A client that sends it gets the error `CommandNotFound`. Upstream deprecates a command for two releases before \
         it is removed; whether that was so is said with the finding.";
    COMMAND_ADDED = "command-added", Info, Either,
        Mirror::None("a command has no direction; events have rules of their own"),
        "a command was added",
        "No older client knows it, so none can be hurt.";
    EVENT_REMOVED = "event-removed", Breaking, Either,
        Mirror::None("events are received only"),
        "an event was removed",
        "A client that waits for it waits for ever: nothing tells it that the event will not come.";
    EVENT_ADDED = "event-added", Info, Either,
        Mirror::None("events are received only"),
        "an event was added",
        "The protocol demands of clients that they ignore events which they do not know.";
}

/// Reports a command or event that one schema lacks.
pub(super) fn one_sided<'s>(walk: &mut Walk<'s>, node: usize, root: Root<'s>) {
    match root {
        Root::Command(old, new) => note(
            walk,
            node,
            old.map(|old| Owner::command(&old.definition)),
            new.map(|new| Owner::command(&new.definition)),
            (&COMMAND_REMOVED, &COMMAND_ADDED),
        ),
        Root::Event(old, new) => note(
            walk,
            node,
            old.map(|old| Owner::event(&old.definition)),
            new.map(|new| Owner::event(&new.definition)),
            (&EVENT_REMOVED, &EVENT_ADDED),
        ),
    }
}

fn note<'s>(
    walk: &mut Walk<'s>,
    node: usize,
    old: Option<Owner<'s>>,
    new: Option<Owner<'s>>,
    (removed, added): (&'static Rule, &'static Rule),
) {
    let spot = |owner: Option<Owner<'s>>| owner.map_or(Spot::NOWHERE, Spot::whole);
    let site = Walk::site(node, Direction::Either, spot(old), spot(new));
    if let Some(old) = old {
        let deprecated = has(&old.definition.features, "deprecated");
        let message = format!("{} '{}' was removed", old.kind, old.name());
        walk.push_gone(removed, site, message, deprecated);
    } else if let Some(new) = new {
        let message = format!("{} '{}' was added", new.kind, new.name());
        walk.push(added, site, message);
    }
}
