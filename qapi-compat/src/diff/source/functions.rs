//! Compares functions: methods of types, of servers' traits, and of clients.

use super::change::{Role, Site, last};
use super::comparer::Comparer;
use super::surface::{Form, Function, Item, Parameter, Signature};
use crate::diff::rules::source::{
    METHOD_ADDED, METHOD_REMOVED, REQUIRED_METHOD_ADDED, RETURN_TYPE_CHANGED, SIGNATURE_CHANGED,
};

/// The code that a signature binds: callers or implementers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    /// Only callers.
    Anyone,
    /// Callers and implementers.
    Implementer,
}

/// Compares the functions of an item.
pub(super) fn compare<'s>(
    comparer: &mut Comparer<'s>,
    site: Site<'s>,
    path: &str,
    old: &'s Item,
    new: &'s Item,
) {
    for (name, function) in &old.functions {
        let role = role(name, function);
        let subject = format!("{path}::{name}");
        let Some(after) = new.functions.get(name) else {
            let message = format!("`{subject}` was removed");
            comparer.push(&METHOD_REMOVED, site, role, message);
            continue;
        };
        let code = format!("`{subject}`");
        comparer.head(site, role.clone(), &code, &function.head, &after.head);
        let caller = match function.required || after.required {
            true => Caller::Implementer,
            false => Caller::Anyone,
        };
        signatures(
            comparer,
            site,
            role,
            caller,
            &subject,
            (&function.signature, &after.signature),
        );
    }
    let added = new.functions.iter();
    for (name, function) in added.filter(|(name, _)| !old.functions.contains_key(*name)) {
        new_function(comparer, site, path, name, function, new);
    }
}

fn new_function<'s>(
    comparer: &mut Comparer<'s>,
    site: Site<'s>,
    path: &str,
    name: &str,
    function: &Function,
    item: &Item,
) {
    let role = role(name, function);
    if item.form == Form::Trait && function.required {
        let message = format!("`{path}::{name}` was added, without a default");
        if let Some(change) = comparer.push(&REQUIRED_METHOD_ADDED, site, role, message) {
            change.help =
                Some("implement it, or choose the commands by `server.commands`".to_owned());
        }
    } else {
        comparer.push(
            &METHOD_ADDED,
            site,
            role,
            format!("`{path}::{name}` was added"),
        );
    }
}

fn role(name: &str, function: &Function) -> Role {
    let Signature {
        receiver, result, ..
    } = &function.signature;
    match receiver.is_empty() && result == "Self" {
        true => Role::Constructor(name.to_owned()),
        false => Role::Function(name.to_owned()),
    }
}

/// Compares two signatures of a function.
pub(super) fn signatures<'s>(
    comparer: &mut Comparer<'s>,
    site: Site<'s>,
    role: Role,
    caller: Caller,
    subject: &str,
    (old, new): (&Signature, &Signature),
) {
    let renamed = |text: &str| comparer.renames.renamed(text);
    let accepts = |old: &Parameter, new: &Parameter| {
        let was = renamed(&old.ty);
        was == new.ty || (caller == Caller::Anyone && is_wider(&new.ty, &was))
    };
    let mut news = Vec::new();
    for (was, is) in old.parameters.iter().zip(&new.parameters) {
        if !accepts(was, is) || was.cfg != is.cfg {
            news.push(match was.name == is.name {
                true => format!("`{}` is `{}` now, was `{}`", was.name, is.ty, was.ty),
                false => format!(
                    "`{}: {}` is in the place of `{}: {}`",
                    is.name, is.ty, was.name, was.ty
                ),
            });
        }
    }
    let rest = new
        .parameters
        .get(old.parameters.len()..)
        .unwrap_or_default();
    news.extend(
        rest.iter()
            .map(|it| format!("takes `{}: {}`", it.name, it.ty)),
    );
    let rest = old
        .parameters
        .get(new.parameters.len()..)
        .unwrap_or_default();
    news.extend(
        rest.iter()
            .map(|it| format!("no longer takes `{}`", it.name)),
    );
    if old.receiver != new.receiver
        && !(caller == Caller::Anyone && is_weaker(&new.receiver, &old.receiver))
    {
        let receiver = |text: &str| {
            if text.is_empty() {
                "no `self`".to_owned()
            } else {
                format!("`{text}`")
            }
        };
        news.push(format!(
            "takes {} now, took {}",
            receiver(&new.receiver),
            receiver(&old.receiver)
        ));
    }
    if renamed(&old.qualifiers) != new.qualifiers {
        news.push(format!(
            "is `{}` now, was `{}`",
            new.qualifiers, old.qualifiers
        ));
    }
    let result = (renamed(&old.result) != new.result).then(|| {
        format!(
            "`{subject}` gives `{}` now, gave `{}`",
            new.result, old.result
        )
    });
    if !news.is_empty() {
        let message = format!("`{subject}`: {}", news.join(", "));
        comparer.push(&SIGNATURE_CHANGED, site, role.clone(), message);
    }
    if let Some(message) = result {
        comparer.push(&RETURN_TYPE_CHANGED, site, role, message);
    }
}

/// Returns whether a receiver accepts every call that another receiver accepts.
fn is_weaker(receiver: &str, other: &str) -> bool {
    matches!((receiver, other), ("&self", "&mut self"))
}

/// Returns whether a parameter accepts everything that converts to a type.
fn is_wider(parameter: &str, ty: &str) -> bool {
    let bound = parameter
        .strip_prefix("impl ")
        .and_then(|bound| bound.split_once('<'));
    bound.is_some_and(|(name, argument)| {
        matches!(last(name), "Into" | "IntoMember") && argument.strip_suffix('>') == Some(ty)
    })
}
