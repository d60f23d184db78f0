//! Flags of commands that affect clients. `boxed` and `coroutine` concern QEMU's C code only.

use qapi_parser::schema::Command;

use crate::diff::change::Site;
use crate::diff::rule::{Mirror, Rule, family};
use crate::diff::walk::Walk;

family! {
    OOB_REMOVED = "oob-removed", Breaking, Either,
        Mirror::None("a flag of a command has no direction"),
        "a command may no longer be run out of band",
        "A client that sends it by `exec-oob` gets an error.";
    OOB_ADDED = "oob-added", Info, Either,
        Mirror::None("a flag of a command has no direction"),
        "a command may be run out of band",
        "How it is sent otherwise stays as it was.";
    PRECONFIG_REMOVED = "preconfig-removed", Breaking, Either,
        Mirror::None("a flag of a command has no direction"),
        "a command may no longer be run before the machine is built",
        "A client that sends it in the state `preconfig` gets an error.";
    PRECONFIG_ADDED = "preconfig-added", Info, Either,
        Mirror::None("a flag of a command has no direction"),
        "a command may be run before the machine is built",
        "Nothing that worked is refused now.";
    RESPONSE_REMOVED = "response-removed", Breaking, Either,
        Mirror::None("a flag of a command has no direction"),
        "a command that was answered is answered only if it fails",
        "A client that waits for the answer waits for ever.";
    RESPONSE_ADDED = "response-added", Breaking, Either,
        Mirror::None("a flag of a command has no direction"),
        "a command that was not answered when it succeeded is answered now",
        "A client that does not wait takes the answer for that of its next command.";
    ARGUMENTS_CHECKED = "arguments-checked", Warning, Either,
        Mirror::None("what the server checks is about arguments only, and changes no reply"),
        "only the arguments that the schema lists are accepted now",
        "The flag `'gen': false` said that the command takes its arguments as they come. Those that the schema does not \
         list were possible then, and are refused now.";
    ARGUMENTS_UNCHECKED = "arguments-unchecked", Info, Either,
        Mirror::None("what the server checks is about arguments only, and changes no reply"),
        "arguments beyond those that the schema lists may be accepted now",
        "The flag `'gen': false` says that the command takes its arguments as they come. What the schema lists is taken \
         as before.";
}

/// Compares the flags of a command.
pub(super) fn compare<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    old: &'s Command,
    new: &'s Command,
) {
    type Flag = (
        fn(&Command) -> bool,
        &'static Rule,
        &'static Rule,
        [&'static str; 2],
    );
    let flags: [Flag; 4] = [
        (
            |command| command.allow_oob,
            &OOB_REMOVED,
            &OOB_ADDED,
            [
                "may no longer be run out of band",
                "may be run out of band now",
            ],
        ),
        (
            |command| command.allow_preconfig,
            &PRECONFIG_REMOVED,
            &PRECONFIG_ADDED,
            [
                "may no longer be run before the machine is built",
                "may be run before the machine is built now",
            ],
        ),
        (
            |command| command.success_response,
            &RESPONSE_REMOVED,
            &RESPONSE_ADDED,
            [
                "is answered only if it fails now",
                "is answered when it succeeds now",
            ],
        ),
        (
            |command| command.generate,
            &ARGUMENTS_UNCHECKED,
            &ARGUMENTS_CHECKED,
            [
                "may take arguments that the schema does not list now",
                "takes no arguments but those that the schema lists now",
            ],
        ),
    ];
    let name = &new.definition.name;
    for (flag, went, came, [lost, gained]) in flags {
        match (flag(old), flag(new)) {
            (true, false) => walk.push(went, site.clone(), format!("command '{name}' {lost}")),
            (false, true) => walk.push(came, site.clone(), format!("command '{name}' {gained}")),
            _ => {}
        }
    }
}
