//! `command` and `event` definitions.

use super::context::Context;
use super::keys::check_keys;
use super::member::{data, type_name, type_or_array, unless_empty};
use super::model::{Body, Data, Flags};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::DefinitionKind;
use crate::syntax::{Entry, Expr};

/// Checks a `command`.
pub(super) fn command<'s>(entries: &[Entry], context: &mut Context<'s, '_>) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    let optional = [
        "data",
        "returns",
        "boxed",
        "if",
        "features",
        "gen",
        "success-response",
        "allow-oob",
        "allow-preconfig",
        "coroutine",
    ];
    check_keys(
        entries,
        span,
        &DefinitionKind::Command.with_article(),
        &["command"],
        &optional,
        context,
    );
    let flags = Flags {
        no_gen: flag(entries, "gen", false, context),
        no_success_response: flag(entries, "success-response", false, context),
        boxed: flag(entries, "boxed", true, context),
        allow_oob: flag(entries, "allow-oob", true, context),
        allow_preconfig: flag(entries, "allow-preconfig", true, context),
        coroutine: flag(entries, "coroutine", true, context),
    };
    if let (Some(oob), Some(coroutine)) = (
        context.find(entries, "allow-oob"),
        context.find(entries, "coroutine"),
    ) {
        let message = "a command cannot be both 'allow-oob' and 'coroutine'";
        let diagnostic = Diagnostic::new(Code::FlagConflict, coroutine.key.span, message)
            .also(Some(oob.key.span), "this one excludes it");
        context.report(diagnostic);
    }
    let arguments = arguments(entries, flags.boxed, context);
    let returns = match context.value(entries, "returns") {
        None => None,
        Some(value) => {
            let returns = type_or_array(value, &"'returns'", context)?;
            unless_empty(returns, &"'returns'", context)
        }
    };
    Some(Body::Command {
        data: arguments?,
        returns,
        flags,
    })
}

/// Checks an `event`.
pub(super) fn event<'s>(entries: &[Entry], context: &mut Context<'s, '_>) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    check_keys(
        entries,
        span,
        &DefinitionKind::Event.with_article(),
        &["event"],
        &["data", "boxed", "if", "features"],
        context,
    );
    let boxed = flag(entries, "boxed", true, context);
    Some(Body::Event {
        data: arguments(entries, boxed, context)?,
        boxed,
    })
}

/// Returns whether a flag is set. Only the value `only` can set it.
fn flag(entries: &[Entry], name: &str, only: bool, context: &mut Context<'_, '_>) -> bool {
    match context.value(entries, name) {
        None => false,
        Some(Expr::Bool(value, _)) if *value == only => true,
        Some(Expr::Str(no)) if context.auto() && !only && no.raw(context.sources) == "no" => {
            let message = format!("the flag '{name}' is a string");
            let help = "write false; schemas do since QEMU 2.4";
            context.report(Diagnostic::new(Code::LegacyFlagString, no.span, message).help(help));
            true
        }
        Some(other) => {
            let message = format!("the flag '{name}' can only be {only}");
            let help = format!("leave it out for {}", !only);
            context.report(Diagnostic::new(Code::BadFlag, other.span(), message).help(help));
            false
        }
    }
}

/// Checks the `data` of a command or event. Boxed arguments need a named type.
fn arguments<'s>(
    entries: &[Entry],
    boxed: bool,
    context: &mut Context<'s, '_>,
) -> Option<Data<'s>> {
    let value = context.value(entries, "data");
    if !boxed {
        return data(value, &"'data'", None, context);
    }
    let Some(value) = value else {
        let span = context.find(entries, "boxed")?.key.span;
        let message = "'boxed' needs 'data' that names the type of the arguments";
        let help = "leave 'boxed' out, or add 'data'";
        context.report(Diagnostic::new(Code::BoxedWithoutData, span, message).help(help));
        return Some(Data::None);
    };
    let ty = type_name(value, &"'data' of what is boxed", context)?;
    Some(unless_empty(ty, &"'data'", context).map_or(Data::None, Data::Named))
}
