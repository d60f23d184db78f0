//! `enum` definitions.

use super::condition::condition;
use super::context::Context;
use super::feature::features;
use super::keys::check_keys;
use super::model::Body;
use super::name::{Permit, check_lower};
use crate::diagnostic::Code;
use crate::schema::{DefinitionKind, EnumValue};
use crate::source::Span;
use crate::syntax::{Entry, Expr};

/// Checks an `enum` named `name`.
pub(super) fn enumeration<'s>(
    name: &str,
    entries: &[Entry],
    context: &mut Context<'s, '_>,
) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    let optional = ["if", "features", "prefix"];
    let complete = check_keys(
        entries,
        span,
        &DefinitionKind::Enum.with_article(),
        &["enum", "data"],
        &optional,
        context,
    );
    let prefix = match context.value(entries, "prefix") {
        None => None,
        Some(Expr::Str(prefix)) => Some(prefix.value(context.sources).into()),
        Some(other) => {
            context.wrong_value(other, "'prefix'", "a string");
            None
        }
    };
    if !complete {
        return None;
    }
    let Expr::Array(values, _) = context.value(entries, "data")? else {
        let data = context.value(entries, "data")?;
        context.wrong_value(data, "'data' of an enum", "an array");
        return None;
    };
    let permit = Permit::members_of(name, context);
    let values: Vec<Option<EnumValue>> = values
        .iter()
        .map(|value| enum_value(value, name, permit, context))
        .collect();
    Some(Body::Enum {
        values: values.into_iter().collect::<Option<_>>()?,
        prefix,
    })
}

fn enum_value(
    expr: &Expr,
    owner: &str,
    permit: Permit,
    context: &mut Context<'_, '_>,
) -> Option<EnumValue> {
    let mut of_condition = None;
    let mut of_features = Vec::new();
    let name = match expr {
        Expr::Object(entries, span) => {
            let complete = check_keys(
                entries,
                *span,
                &"a value",
                &["name"],
                &["if", "features"],
                context,
            );
            of_condition = condition(entries, &"a value", context);
            of_features = features(entries, context);
            if !complete {
                return None;
            }
            context.value(entries, "name")?
        }
        other => other,
    };
    let Expr::Str(name) = name else {
        context.wrong_value(name, "a value of an enum", "a string");
        return None;
    };
    let text = name.raw(context.sources);
    if text.is_empty() {
        context.complain(
            Code::InvalidName,
            name.span,
            "a value of an enum must not be empty",
        );
        return None;
    }
    check_value(text, name.span, permit, owner, context);
    Some(EnumValue {
        name: text.into(),
        span: Some(name.span),
        condition: of_condition,
        features: of_features,
        doc: None,
    })
}

/// Checks the name of a value. `owner` is the enum, or the union whose branches imply it.
pub(super) fn check_value(
    name: &str,
    span: Span,
    permit: Permit,
    owner: &str,
    context: &mut Context<'_, '_>,
) {
    let pragma = Some((owner, "member-name-exceptions"));
    check_lower(name, span, "a value", permit.of_value(), pragma, context);
}
