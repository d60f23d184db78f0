//! `struct` and `union` definitions.

use super::context::Context;
use super::enumeration::check_value;
use super::keys::check_keys;
use super::member::{branches, data, members, type_name, unless_empty};
use super::model::{Body, Branch, Data, OLDER_STRUCT};
use super::name::{Permit, check_lower};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::DefinitionKind;
use crate::source::Span;
use crate::syntax::{Entry, Expr};

/// Checks a `struct` named `name`.
pub(super) fn structure<'s>(
    name: &str,
    entries: &[Entry],
    context: &mut Context<'s, '_>,
) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    let kind = DefinitionKind::Struct.as_str();
    let key = context.find(entries, kind).map_or(OLDER_STRUCT, |_| kind);
    let optional = ["base", "if", "features"];
    let complete = check_keys(
        entries,
        span,
        &DefinitionKind::Struct.with_article(),
        &[key, "data"],
        &optional,
        context,
    );
    let base = match context.value(entries, "base") {
        None => None,
        Some(value) => {
            let base = type_name(value, &"'base'", context)?;
            unless_empty(base, &"'base'", context)
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
    let base = context.value(entries, "base");
    if context.auto() {
        match context.value(entries, "discriminator") {
            Some(Expr::Object(none, at)) if none.is_empty() => {
                return anonymous_union(entries, *at, context);
            }
            None if !matches!(base, Some(Expr::Object(..))) => {
                return simple_union(entries, context);
            }
            _ => {}
        }
    }
    let required = ["union", "base", "discriminator", "data"];
    let optional = ["if", "features"];
    let complete = check_keys(
        entries,
        span,
        &DefinitionKind::Union.with_article(),
        &required,
        &optional,
        context,
    );
    let base = data(base, &"'base'", Some(name), context);
    let listed = listed(entries, false, context);
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
        let message = "a union needs a base with its discriminator";
        context.complain(Code::BadBase, span, message);
        return None;
    }
    Some(Body::Union {
        base,
        discriminator,
        branches: listed?,
    })
}

/// Returns the branches in `data`. Reports `data` if it is not an object.
fn listed<'s>(
    entries: &[Entry],
    arrays: bool,
    context: &mut Context<'s, '_>,
) -> Option<Vec<Branch<'s>>> {
    match context.value(entries, "data")? {
        Expr::Object(entries, _) => branches(entries, arrays, context),
        other => {
            context.wrong_value(other, "'data' of a union", "an object");
            None
        }
    }
}

/// Checks a union whose discriminator is `{}`, which was an alternate until QEMU 2.3.
fn anonymous_union<'s>(
    entries: &[Entry],
    at: Span,
    context: &mut Context<'s, '_>,
) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    let required = ["union", "discriminator", "data"];
    if !check_keys(
        entries,
        span,
        &DefinitionKind::Union.with_article(),
        &required,
        &["if", "features"],
        context,
    ) {
        return None;
    }
    let message = "a union with an empty discriminator is an alternate";
    let help = "define it by 'alternate'; schemas do since QEMU 2.4";
    context.report(Diagnostic::new(Code::LegacyAnonymousUnion, at, message).help(help));
    let branches = listed(entries, true, context)?;
    if branches.is_empty() {
        context.complain(
            Code::EmptyAlternate,
            span,
            "an alternate needs at least one branch",
        );
        return None;
    }
    let permit = Permit::of_edition(context);
    for Branch { name, span, .. } in &branches {
        check_lower(name, *span, "a branch", permit, None, context);
    }
    Some(Body::Alternate { branches })
}

/// Checks a union without a discriminator, as in schemas until QEMU 6.1. The member `type` selects
/// the branch, and the member `data` is its value.
fn simple_union<'s>(entries: &[Entry], context: &mut Context<'s, '_>) -> Option<Body<'s>> {
    let site = context.site.clone()?;
    let optional = ["base", "if", "features"];
    let complete = check_keys(
        entries,
        site.span,
        &DefinitionKind::Union.with_article(),
        &["union", "data"],
        &optional,
        context,
    );
    let at = context
        .find(entries, DefinitionKind::Union.as_str())
        .map_or(site.span, |entry| entry.key.span);
    let message = format!("the union '{}' has no discriminator", site.name);
    let help = "give it a base with an enum member 'type', the discriminator 'type', \
                and branches that are structs with the one member 'data'; schemas do since QEMU 6.2";
    context.report(Diagnostic::new(Code::LegacySimpleUnion, at, message).help(help));
    let base = match context.value(entries, "base") {
        None => None,
        Some(base) => Some(type_name(base, &"'base'", context)?),
    };
    let branches = listed(entries, true, context);
    if !complete {
        return None;
    }
    let branches = branches?;
    if branches.is_empty() {
        context.complain(Code::NoBranches, site.span, "this union has no branches");
        return None;
    }
    let permit = Permit::members_of(&site.name, context);
    for Branch { name, span, .. } in &branches {
        check_value(name, *span, permit, &site.name, context);
    }
    Some(Body::SimpleUnion { base, branches })
}
