//! The `if` of a definition, member, branch, value or feature.

use std::fmt::Display;

use super::context::Context;
use super::keys::check_keys;
use super::older_condition;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Condition;
use crate::source::Span;
use crate::syntax::{Entry, Expr};

/// Checks the condition among the keys of an item that messages call `what`. Returns `None` if it
/// is absent or malformed.
pub(super) fn condition(
    entries: &[Entry],
    what: &dyn Display,
    context: &mut Context<'_, '_>,
) -> Option<Condition> {
    tree(context.value(entries, "if")?, what, context)
}

/// The recursion is bounded, as expressions nest no deeper than the grammar allows.
fn tree(expr: &Expr, what: &dyn Display, context: &mut Context<'_, '_>) -> Option<Condition> {
    let (entries, span) = match expr {
        Expr::Str(name) => {
            let text = name.raw(context.sources);
            if is_identifier(text) {
                return Some(Condition::Config(text.into()));
            }
            if let Some(condition) = older(text, name.span, what, context) {
                return Some(condition);
            }
            let message = format!("the condition '{text}' of {what} is no configuration name");
            let help = "a name is in upper case, as 'CONFIG_LINUX'; combine names by 'all', 'any' and 'not'";
            context.report(Diagnostic::new(Code::BadCondition, name.span, message).help(help));
            return None;
        }
        Expr::Object(entries, span) => (entries, *span),
        Expr::Array(values, span) if context.auto() && !values.is_empty() => {
            let all: Vec<Option<Condition>> = values
                .iter()
                .map(|value| tree(value, what, context))
                .collect();
            let condition = older_condition::all(all.into_iter().collect::<Option<_>>()?)?;
            report_older(&condition, *span, what, context);
            return Some(condition);
        }
        other => {
            let message = format!(
                "the condition of {what} must be a string or an object, not {}",
                other.what()
            );
            context.complain(Code::BadCondition, other.span(), message);
            return None;
        }
    };
    check_keys(
        entries,
        span,
        &format!("the condition of {what}"),
        &[],
        &["all", "any", "not"],
        context,
    );
    let [entry] = entries.as_slice() else {
        let message = format!(
            "the condition of {what} must have one key, not {}",
            entries.len()
        );
        let help = "use one of 'all', 'any' and 'not', and nest objects for more";
        context.report(Diagnostic::new(Code::BadCondition, span, message).help(help));
        return None;
    };
    match entry.key.raw(context.sources) {
        "not" => Some(Condition::Not(Box::new(tree(&entry.value, what, context)?))),
        "all" => operands("all", &entry.value, what, context).map(Condition::All),
        "any" => operands("any", &entry.value, what, context).map(Condition::Any),
        _ => None,
    }
}

/// Returns the condition that a string of older releases means.
fn older(
    text: &str,
    span: Span,
    what: &dyn Display,
    context: &mut Context<'_, '_>,
) -> Option<Condition> {
    let condition = context
        .auto()
        .then(|| older_condition::parse(text))
        .flatten()?;
    report_older(&condition, span, what, context);
    Some(condition)
}

fn report_older(
    condition: &Condition,
    span: Span,
    what: &dyn Display,
    context: &mut Context<'_, '_>,
) {
    let message = format!("the condition of {what} is in the form of the C preprocessor");
    let help = format!(
        "write {}; schemas do since QEMU 6.2",
        older_condition::modern(condition)
    );
    context.report(Diagnostic::new(Code::LegacyCondition, span, message).help(help));
}

fn operands(
    word: &str,
    value: &Expr,
    what: &dyn Display,
    context: &mut Context<'_, '_>,
) -> Option<Vec<Condition>> {
    let Expr::Array(values, span) = value else {
        let message = format!(
            "'{word}' in the condition of {what} must be an array, not {}",
            value.what()
        );
        context.complain(Code::BadCondition, value.span(), message);
        return None;
    };
    if values.is_empty() {
        let message = format!("'{word}' in the condition of {what} has no operand");
        context.complain(Code::BadCondition, *span, message);
        return None;
    }
    // Every operand is checked, so that each error is reported.
    let operands: Vec<Option<Condition>> = values
        .iter()
        .map(|value| tree(value, what, context))
        .collect();
    operands.into_iter().collect()
}

pub(crate) fn is_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
