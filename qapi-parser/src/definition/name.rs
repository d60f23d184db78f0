//! The rules for names (qapi-code-gen, "Naming rules and reserved names").
//!
//! A name is an optional downstream prefix `__RFQDN_`, an optional `x-`, and a stem of letters,
//! digits, `-` and `_` that starts with a letter. The letters that a stem may contain depend on the
//! kind of item.
//!
//! Older names had fewer rules. QEMU 2.4 and 2.5 accepted any name of letters, digits, `_`, `-` and
//! `.` that starts with a letter or `_` (`check_name` in `scripts/qapi.py`). Earlier releases
//! checked none. Edition auto accepts the names of 2.4: no released schema needs more.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::schema::{DefinitionKind, Pragmas};
use crate::source::Span;

/// The characters that a name may contain in addition to those of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Permit {
    upper: bool,
    underscore: bool,
    /// `true` if it may start with a digit.
    digit: bool,
    /// `true` if it may be an older name.
    older: bool,
}

impl Permit {
    /// No exceptions in any edition: for features, which were added after the rules.
    pub(super) const NONE: Self = Self {
        upper: false,
        underscore: false,
        digit: false,
        older: false,
    };

    /// Returns the permits of the edition.
    pub(super) fn of_edition(context: &Context<'_, '_>) -> Self {
        Self {
            older: context.auto(),
            ..Self::NONE
        }
    }

    /// Returns the permits of the edition, and those that the pragma `member-name-exceptions` adds
    /// for members of the type `name`.
    pub(super) fn members_of(name: &str, context: &Context<'_, '_>) -> Self {
        let listed = Pragmas::is_listed(&context.pragmas.member_name_exceptions, name);
        Self {
            upper: listed,
            underscore: listed,
            ..Self::of_edition(context)
        }
    }

    /// Returns the same permits for a value, which unlike other names may start with a digit.
    pub(super) fn of_value(self) -> Self {
        Self {
            digit: true,
            ..self
        }
    }
}

/// Returns the part of a name after its downstream prefix.
fn behind_prefix(name: &str) -> Option<&str> {
    let (domain, rest) = name.strip_prefix("__")?.split_once('_')?;
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
    (!domain.is_empty() && domain.bytes().all(valid)).then_some(rest)
}

/// Returns the stem of a valid name, after its prefixes. With `digit` a name may start with a
/// digit.
fn stem(name: &str, digit: bool) -> Option<&str> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_stem = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_part)
    };
    if digit && name.starts_with(|first: char| first.is_ascii_digit()) {
        return name.bytes().all(is_part).then_some(name);
    }
    let rest = if name.starts_with("__") {
        behind_prefix(name)?
    } else {
        name
    };
    // `x-` is a prefix only if a stem follows it.
    let experimental = rest.strip_prefix("x-").or_else(|| rest.strip_prefix("X-"));
    experimental
        .into_iter()
        .chain([rest])
        .find(|text| is_stem(text))
}

/// Returns whether QEMU 2.4 accepted a name. With `digit` it may start with a digit.
fn is_older(name: &str, digit: bool) -> bool {
    let is_first = |first: char| {
        first.is_ascii_alphabetic() || first == '_' || digit && first.is_ascii_digit()
    };
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    name.starts_with(is_first) && name.bytes().all(is_part)
}

/// Returns whether a name starts with `_` as only older names do. No pragma permits that.
#[cfg(feature = "format")]
pub(crate) fn starts_as_older(name: &str) -> bool {
    name.starts_with('_') && stem(name, false).is_none()
}

/// Returns the diagnostic for a name without a stem.
fn without_stem(name: &str, span: Span, what: &str, permit: Permit) -> Diagnostic {
    if !permit.older || !is_older(name, permit.digit) {
        let message = format!("'{name}' is not a valid name for {what}");
        let help = "a name starts with a letter and goes on with letters, digits, '-' and '_'";
        return Diagnostic::new(Code::InvalidName, span, message).help(help);
    }
    if behind_prefix(name).unwrap_or(name).contains('.') {
        let message = format!("the name '{name}' of {what} holds '.'");
        let help = "since QEMU 2.6 only a downstream prefix, like '__org.example_', holds one";
        return Diagnostic::new(Code::LegacyNameDot, span, message).help(help);
    }
    let message = format!("the stem of the name '{name}' of {what} does not start with a letter");
    let help = "since QEMU 2.6 only a downstream prefix, like '__org.example_', starts with '_'";
    Diagnostic::new(Code::LegacyName, span, message).help(help)
}

/// Checks the rules that apply to all names. Returns the stem of a valid one.
fn check<'n>(
    name: &'n str,
    span: Span,
    what: &str,
    permit: Permit,
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
    let stem = stem(name, permit.digit);
    if stem.is_none() {
        let finding = without_stem(name, span, what, permit);
        let is_invalid = finding.code == Code::InvalidName;
        context.report(finding);
        if is_invalid {
            return None;
        }
    }
    if let [b'q', second, ..] = name.as_bytes()
        && !second.is_ascii_alphanumeric()
    {
        let message = format!("the name '{name}' of {what} is reserved");
        let help = "names that start with 'q_' or 'q-' belong to the code generators";
        context.report(Diagnostic::new(Code::ReservedName, span, message).help(help));
        return None;
    }
    stem
}

/// Checks a lower-case name, of a command, member, value, branch or feature. `pragma` holds a name,
/// and the pragma that would permit this one if it listed that name.
pub(super) fn check_lower(
    name: &str,
    span: Span,
    what: &str,
    permit: Permit,
    pragma: Option<(&str, &str)>,
    context: &mut Context<'_, '_>,
) {
    let Some(stem) = check(name, span, what, permit, context) else {
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

/// Checks the name of a member, without the `*`.
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

/// Checks the name of a definition.
pub(super) fn check_definition(
    kind: DefinitionKind,
    name: &str,
    span: Span,
    context: &mut Context<'_, '_>,
) {
    let permit = Permit::of_edition(context);
    let what = match kind {
        DefinitionKind::Command => {
            let permit = Permit {
                underscore: Pragmas::is_listed(&context.pragmas.command_name_exceptions, name),
                ..permit
            };
            let pragma = name.contains('_');
            let pragma = pragma.then_some((name, "command-name-exceptions"));
            return check_lower(name, span, "a command", permit, pragma, context);
        }
        DefinitionKind::Event => {
            let Some(stem) = check(name, span, "an event", permit, context) else {
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
    let Some(stem) = check(name, span, what, permit, context) else {
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
        for (name, expected) in [
            ("foo-bar_2", "foo-bar_2"),
            ("x-foo", "foo"),
            ("x-", "x-"),
            ("x-1", "x-1"),
            ("__org.qemu_x-foo", "foo"),
            ("__org.qemu_foo", "foo"),
        ] {
            assert_eq!(stem(name, false), Some(expected));
            assert_eq!(stem(name, true), Some(expected));
        }
        for wrong in [
            "",
            "-a",
            "_a",
            "__a",
            "___a",
            "__org.qemu_",
            "__org.qemu_1",
            "a.b",
            "1.b",
            "a b",
            "*a",
        ] {
            assert_eq!(stem(wrong, false), None, "{wrong}");
            assert_eq!(stem(wrong, true), None, "{wrong}");
        }
        assert_eq!(stem("1x-a", true), Some("1x-a"));
        assert_eq!(stem("1x-a", false), None);
    }

    #[test]
    fn older_names() {
        for name in [
            "a.b",
            "a.",
            "_",
            "_a",
            "__a",
            "__org.qemu_",
            "__org.qemu_a.b",
        ] {
            assert!(is_older(name, false), "{name}");
        }
        for wrong in ["", ".a", "-a", "1a", "a b", "a+b", "*a", "\u{e9}"] {
            assert!(!is_older(wrong, false), "{wrong}");
        }
        assert!(is_older("1.a", true));
        assert!(!is_older(".1", true));
    }

    #[test]
    fn suggestions() {
        assert_eq!(suggest_lower("fooBar_baz", "fooBar_baz"), "foo-bar-baz");
        assert_eq!(suggest_lower("x-FOO", "FOO"), "x-foo");
    }
}
