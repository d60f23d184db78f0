//! `struct` and `union` definitions.

use super::context::Context;
use super::keys::check_keys;
use super::member::{branches, data, members, type_name, unless_empty};
use super::{Body, Data, Kind};
use crate::diagnostic::Code;
use crate::syntax::{Entry, Expr};

/// Checks a `struct` named `name`.
pub(super) fn structure<'s>(
    name: &str,
    entries: &[Entry],
    context: &mut Context<'s, '_>,
) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    let complete = check_keys(
        entries,
        span,
        Kind::Struct.key(),
        &["struct", "data"],
        &["base", "if", "features"],
        context,
    );
    let base = match context.value(entries, "base") {
        None => None,
        Some(value) => {
            let base = type_name(value, "'base'", context)?;
            unless_empty(base, "'base'", context)
        }
    };
    if !complete {
        return None;
    }
    match context.value(entries, "data")? {
        Expr::Object(entries, _) => Some(Body::Struct {
            base,
            members: members(entries, Some(name), context)?,
        }),
        other => {
            context.wrong_value(other, "'data' of a struct", "an object");
            None
        }
    }
}

/// Checks a `union` named `name`.
pub(super) fn union<'s>(
    name: &str,
    entries: &[Entry],
    context: &mut Context<'s, '_>,
) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    let required = ["union", "base", "discriminator", "data"];
    let complete = check_keys(
        entries,
        span,
        Kind::Union.key(),
        &required,
        &["if", "features"],
        context,
    );
    let base = data(
        context.value(entries, "base"),
        "'base'",
        Some(name),
        context,
    );
    let listed = match context.value(entries, "data") {
        Some(Expr::Object(entries, _)) => branches(entries, false, context),
        Some(other) => {
            context.wrong_value(other, "'data' of a union", "an object");
            None
        }
        None => None,
    };
    if !complete {
        return None;
    }
    let discriminator = match context.value(entries, "discriminator")? {
        Expr::Str(name) => (name.raw(context.sources), name.span),
        other => {
            context.wrong_value(other, "'discriminator'", "a string");
            return None;
        }
    };
    let base = base?;
    if let Data::None = base {
        context.complain(
            Code::BadBase,
            span,
            "a union needs a base with its discriminator",
        );
        return None;
    }
    Some(Body::Union {
        base,
        discriminator,
        branches: listed?,
    })
}
