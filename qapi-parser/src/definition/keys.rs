//! The mandatory and optional keys of an object.

use std::fmt::Display;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic, list};
use crate::names::nearest;
use crate::source::Span;
use crate::syntax::Entry;

/// Checks the keys of an object that messages call `what`. Returns false if a mandatory one is
/// missing.
pub(super) fn check_keys(
    entries: &[Entry],
    span: Span,
    what: &dyn Display,
    required: &[&str],
    optional: &[&str],
    context: &mut Context<'_, '_>,
) -> bool {
    let mut missing: Vec<&str> = required
        .iter()
        .copied()
        .filter(|key| context.find(entries, key).is_none())
        .collect();
    let known = || required.iter().chain(optional).copied();
    let mut unknown = Vec::new();
    for entry in entries {
        let key = entry.key.raw(context.sources);
        if !known().any(|name| name == key) {
            unknown.push((key, entry.key.span));
        }
    }
    let complete = missing.is_empty();
    let absent: Vec<&str> = known()
        .filter(|key| !unknown.is_empty() && context.find(entries, key).is_none())
        .collect();
    for (key, at) in unknown {
        let help = match nearest(key, absent.iter().copied()) {
            Some(near) => {
                // A misspelt key is both unknown and missing: it is reported once.
                missing.retain(|key| *key != near);
                format!("did you mean '{near}'?")
            }
            None => {
                let mut names: Vec<&str> = known().collect();
                names.sort();
                let plural = if names.len() > 1 { "s" } else { "" };
                let are = if names.len() > 1 { "are" } else { "is" };
                format!("the key{plural} here {are} {}", list(&names, "and"))
            }
        };
        let message = format!("{what} has no key '{key}'");
        context.report(Diagnostic::new(Code::UnknownKey, at, message).help(help));
    }
    if !missing.is_empty() {
        let plural = if missing.len() > 1 { "s" } else { "" };
        let message = format!("{what} needs the key{plural} {}", list(&missing, "and"));
        context.report(Diagnostic::new(Code::MissingKey, span, message));
    }
    complete
}
