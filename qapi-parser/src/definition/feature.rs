//! The `features` of definitions, members and enum values.

use super::condition::condition;
use super::context::Context;
use super::keys::check_keys;
use super::name::{Permit, check_lower};
use crate::schema::Feature;
use crate::syntax::{Entry, Expr};

/// Returns the features among the keys of an item, without malformed ones.
pub(super) fn features(entries: &[Entry], context: &mut Context<'_, '_>) -> Vec<Feature> {
    let values = match context.value(entries, "features") {
        None => return Vec::new(),
        Some(Expr::Array(values, _)) => values,
        Some(other) => {
            context.wrong_value(other, "'features'", "an array");
            return Vec::new();
        }
    };
    values
        .iter()
        .filter_map(|value| feature(value, context))
        .collect()
}

fn feature(value: &Expr, context: &mut Context<'_, '_>) -> Option<Feature> {
    let mut of_condition = None;
    let name = match value {
        Expr::Object(entries, span) => {
            if !check_keys(entries, *span, &"a feature", &["name"], &["if"], context) {
                return None;
            }
            of_condition = condition(entries, &"a feature", context);
            context.value(entries, "name")?
        }
        other => other,
    };
    let Expr::Str(name) = name else {
        context.wrong_value(name, "the name of a feature", "a string");
        return None;
    };
    let text = name.raw(context.sources);
    check_lower(text, name.span, "a feature", Permit::NONE, None, context);
    Some(Feature {
        name: text.into(),
        span: name.span,
        condition: of_condition,
        doc: None,
    })
}
