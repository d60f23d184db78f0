//! `alternate` definitions.

use super::context::Context;
use super::keys::check_keys;
use super::member::branches;
use super::model::Body;
use super::name::{Permit, check_lower};
use crate::diagnostic::Code;
use crate::schema::DefinitionKind;
use crate::syntax::{Entry, Expr};

/// Checks an `alternate`.
pub(super) fn alternate<'s>(entries: &[Entry], context: &mut Context<'s, '_>) -> Option<Body<'s>> {
    let span = context.site.as_ref()?.span;
    if !check_keys(
        entries,
        span,
        &DefinitionKind::Alternate.with_article(),
        &["alternate", "data"],
        &["if", "features"],
        context,
    ) {
        return None;
    }
    let (entries, span) = match context.value(entries, "data")? {
        Expr::Object(entries, span) => (entries, *span),
        other => {
            context.wrong_value(other, "'data' of an alternate", "an object");
            return None;
        }
    };
    if entries.is_empty() {
        context.complain(
            Code::EmptyAlternate,
            span,
            "an alternate needs at least one branch",
        );
        return None;
    }
    let permit = Permit::of_edition(context);
    for entry in entries {
        let name = entry.key.raw(context.sources);
        check_lower(name, entry.key.span, "a branch", permit, None, context);
    }
    Some(Body::Alternate {
        branches: branches(entries, true, context)?,
    })
}
