//! The rules for names (qapi-code-gen, "Naming rules and reserved names").
//!
//! A name is an optional downstream prefix `__RFQDN_`, an optional `x-`, and a stem of letters, digits,
//! `-` and `_` that starts with a letter. Which letters a stem may hold depends on what it names.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::schema::{DefinitionKind, Pragmas};
use crate::source::Span;

/// What a member's name may hold beyond the rules: that of a type in `member-name-exceptions`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Permit {
    upper: bool,
    underscore: bool,
}

impl Permit {
    /// What the pragmas permit to the members of the type `name`.
    pub(super) fn members_of(name: &str, context: &Context<'_, '_>) -> Self {
        let listed = Pragmas::is_listed(&context.pragmas.member_name_exceptions, name);
        Self {
            upper: listed,
            underscore: listed,
        }
    }
}

/// The stem of a valid name: what stands behind its prefixes.
fn stem(name: &str) -> Option<&str> {
    let is_stem = |text: &str| {
        let mut bytes = text.bytes();
        bytes
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let rest = match name.strip_prefix("__") {
        Some(downstream) => {
            let (domain, rest) = downstream.split_once('_')?;
            let valid = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
            if domain.is_empty() || !domain.bytes().all(valid) {
                return None;
            }
            rest
        }
        None => name,
    };
    // `x-` is a prefix only where a stem is left behind it.
    let experimental = rest.strip_prefix("x-").or_else(|| rest.strip_prefix("X-"));
    experimental
        .into_iter()
        .chain([rest])
        .find(|text| is_stem(text))
}

/// Checks what all names have in common; gives the stem of a valid one.
fn check<'n>(
    name: &'n str,
    span: Span,
    what: &str,
    context: &mut Context<'_, '_>,
) -> Option<&'n str> {
    if name.len() > limits::NAME_BYTES {
        let message = format!(
            "the name of {what} is longer than {} bytes",
            limits::NAME_BYTES
        );
        context.complain(Code::TooLarge, span, message);
        return None;
    }
    let Some(stem) = stem(name) else {
        let help = "a name starts with a letter and goes on with letters, digits, '-' and '_'";
        let message = format!("'{name}' is not a valid name for {what}");
        context.report(Diagnostic::new(Code::InvalidName, span, message).help(help));
        return None;
    };
    if let [b'q', second, ..] = name.as_bytes()
        && !second.is_ascii_alphanumeric()
    {
        let message = format!("the name '{name}' of {what} is reserved");
        let help = "names that start with 'q_' or 'q-' belong to the code generators";
        context.report(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return None;
    }
    Some(stem)
}

/// Checks a name in lower case: of a command, member, value, branch or feature. `pragma` is a name, and
/// the pragma that would allow this one if it had that.
pub(super) fn check_lower(
    name: &str,
    span: Span,
    what: &str,
    permit: Permit,
    pragma: Option<(&str, &str)>,
    context: &mut Context<'_, '_>,
) {
    let Some(stem) = check(name, span, what, context) else {
        return;
    };
    let upper = !permit.upper && stem.bytes().any(|byte| byte.is_ascii_uppercase());
    let underscore = !permit.underscore && stem.contains('_');
    let found = match (upper, underscore) {
        (true, true) => "upper case and '_'",
        (true, false) => "upper case",
        (false, true) => "'_'",
        (false, false) => return,
    };
    let mut help = format!("write '{}'", suggest_lower(name, stem));
    if let Some((owner, pragma)) = pragma {
        help.push_str(&format!(", or add '{owner}' to the pragma '{pragma}'"));
    }
    let message = format!("the name '{name}' of {what} holds {found}");
    context.report(Diagnostic::new(Code::LegacyName, span, message).help(help));
}

fn suggest_lower(name: &str, stem: &str) -> String {
    let prefix = name.strip_suffix(stem).unwrap_or("");
    let mut lower = String::new();
    let mut behind_lower = false;
    for character in stem.chars() {
        if character.is_ascii_uppercase() && behind_lower {
            lower.push('-');
        }
        behind_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
        lower.push(if character == '_' {
            '-'
        } else {
            character.to_ascii_lowercase()
        });
    }
    format!("{prefix}{lower}")
}

/// Checks the name of a member, `*` taken off.
pub(super) fn check_member(
    name: &str,
    span: Span,
    what: &str,
    permit: Permit,
    owner: Option<&str>,
    context: &mut Context<'_, '_>,
) {
    let pragma = owner.map(|owner| (owner, "member-name-exceptions"));
    check_lower(name, span, what, permit, pragma, context);
    let has = |rest: &str| !rest.starts_with(|first: char| first.is_ascii_alphanumeric());
    let behind_has = name.strip_prefix("has").filter(|rest| !rest.is_empty());
    if name == "u" || behind_has.is_some_and(has) {
        let message = format!("the name '{name}' of {what} is reserved");
        let help =
            "members called 'u', or starting with 'has-' or 'has_', belong to the code generators";
        context.report(Diagnostic::new(Code::ReservedName, span, message).help(help));
    }
}

/// Checks the name that a definition gives.
pub(super) fn check_definition(
    kind: DefinitionKind,
    name: &str,
    span: Span,
    context: &mut Context<'_, '_>,
) {
    let what = match kind {
        DefinitionKind::Command => {
            let permit = Permit {
                upper: false,
                underscore: Pragmas::is_listed(&context.pragmas.command_name_exceptions, name),
            };
            let pragma = name.contains('_');
            let pragma = pragma.then_some((name, "command-name-exceptions"));
            return check_lower(name, span, "a command", permit, pragma, context);
        }
        DefinitionKind::Event => {
            let Some(stem) = check(name, span, "an event", context) else {
                return;
            };
            if stem
                .bytes()
                .any(|byte| byte.is_ascii_lowercase() || byte == b'-')
            {
                let message = format!("the name '{name}' of an event holds lower case or '-'");
                let upper = stem.to_ascii_uppercase().replace('-', "_");
                let prefix = name.strip_suffix(stem).unwrap_or("");
                let help = format!("write '{prefix}{upper}'");
                context.report(Diagnostic::new(Code::LegacyName, span, message).help(help));
            }
            return;
        }
        DefinitionKind::Enum
        | DefinitionKind::Struct
        | DefinitionKind::Union
        | DefinitionKind::Alternate => kind.with_article(),
    };
    let Some(stem) = check(name, span, what, context) else {
        return;
    };
    let camel = stem.starts_with(|first: char| first.is_ascii_uppercase())
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && stem.bytes().any(|byte| byte.is_ascii_lowercase());
    if !camel {
        let message = format!("the name '{name}' of {what} is not in CamelCase");
        let help = "a type's name starts with a capital, holds a small letter, and no '-' or '_'";
        context.report(Diagnostic::new(Code::LegacyName, span, message).help(help));
    }
    if name.ends_with("List") {
        let message = format!("the name '{name}' of {what} ends in 'List'");
        let help = "such names belong to the arrays that the schema implies";
        context.report(Diagnostic::new(Code::ReservedName, span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        assert_eq!(stem("foo-bar_2"), Some("foo-bar_2"));
        assert_eq!(stem("x-foo"), Some("foo"));
        assert_eq!(stem("x-"), Some("x-"));
        assert_eq!(stem("x-1"), Some("x-1"));
        assert_eq!(stem("__org.qemu_x-foo"), Some("foo"));
        assert_eq!(stem("__org.qemu_foo"), Some("foo"));
        for wrong in [
            "",
            "1a",
            "-a",
            "_a",
            "__a",
            "___a",
            "__org.qemu_",
            "a.b",
            "a b",
            "*a",
        ] {
            assert_eq!(stem(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn suggestions() {
        assert_eq!(suggest_lower("fooBar_baz", "fooBar_baz"), "foo-bar-baz");
        assert_eq!(suggest_lower("x-FOO", "FOO"), "x-foo");
    }
}
