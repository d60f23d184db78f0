//! Which keys an object must and may have.

use super::context::Context;
use super::list;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;
use crate::syntax::Entry;

/// Checks the keys of an object that messages call `what`. False where a mandatory one is missing.
pub(super) fn check_keys(
    entries: &[Entry],
    span: Span,
    what: &str,
    required: &[&str],
    optional: &[&str],
    context: &mut Context<'_, '_>,
) -> bool {
    let missing: Vec<&str> = required
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
    for &(key, at) in &unknown {
        // A misspelt key is both unknown and missing: say it once.
        let help = match nearest(
            key,
            known().filter(|name| context.find(entries, name).is_none()),
        ) {
            Some(near) => format!("did you mean '{near}'?"),
            None => {
                let mut names: Vec<&str> = known().collect();
                names.sort_unstable();
                format!("the keys here are {}", list(&names, "and"))
            }
        };
        context.report(
            Diagnostic::new(Code::UnknownKey, at, format!("{what} has no key '{key}'")).help(help),
        );
    }
    if !missing.is_empty() {
        let plural = if missing.len() > 1 { "s" } else { "" };
        let message = format!("{what} lacks the key{plural} {}", list(&missing, "and"));
        let mut diagnostic = Diagnostic::new(Code::MissingKey, span, message);
        for (key, at) in unknown {
            diagnostic = diagnostic.also(Some(at), format!("'{key}' is not known here"));
        }
        context.report(diagnostic);
    }
    missing.is_empty()
}
