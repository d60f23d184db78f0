//! Members, branches, and the types they refer to.

use std::fmt::{self, Display};

use super::condition::condition;
use super::context::Context;
use super::feature::features;
use super::keys::check_keys;
use super::model::{Branch, Data, Member, MemberType, TypeRef};
use super::name::{Permit, check_member};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::nearest;
use crate::syntax::{Entry, Expr};

/// A member or branch, as messages name it.
#[derive(Debug, Clone, Copy)]
struct Named<'n>(&'static str, &'n str);

impl Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} '{}'", self.0, self.1)
    }
}

/// Checks the name of a type, or an array of one. `what` is the place in messages.
pub(super) fn type_or_array<'s>(
    value: &Expr,
    what: &dyn Display,
    context: &mut Context<'s, '_>,
) -> Option<TypeRef<'s>> {
    match value {
        Expr::Array(elements, span) => match elements.as_slice() {
            [Expr::Str(name)] => Some(TypeRef {
                name: name.raw(context.sources),
                array: true,
                span: name.span,
            }),
            _ => {
                let message = format!("an array type of {what} must hold one type name");
                let help = "write ['TYPE']; there are no arrays of arrays";
                context.report(Diagnostic::new(Code::WrongValue, *span, message).help(help));
                None
            }
        },
        Expr::Str(name) => Some(TypeRef {
            name: name.raw(context.sources),
            array: false,
            span: name.span,
        }),
        other => {
            let message = format!(
                "{what} must be a type name or an array, not {}",
                other.what()
            );
            context.complain(Code::WrongValue, other.span(), message);
            None
        }
    }
}

/// Checks the name of a type.
pub(super) fn type_name<'s>(
    value: &Expr,
    what: &dyn Display,
    context: &mut Context<'s, '_>,
) -> Option<TypeRef<'s>> {
    match value {
        Expr::Str(name) => Some(TypeRef {
            name: name.raw(context.sources),
            array: false,
            span: name.span,
        }),
        other => {
            let message = format!("{what} must be a type name, not {}", other.what());
            context.complain(Code::WrongValue, other.span(), message);
            None
        }
    }
}

/// Checks a type that may be omitted by an empty name, as in QEMU's front end. Warns about that.
pub(super) fn unless_empty<'s>(
    ty: TypeRef<'s>,
    what: &dyn Display,
    context: &mut Context<'s, '_>,
) -> Option<TypeRef<'s>> {
    if ty.name.is_empty() && !ty.array {
        let message = format!("the empty type name of {what} counts as none");
        context.report(
            Diagnostic::new(Code::EmptyTypeName, ty.span, message).help("leave the key out"),
        );
        return None;
    }
    Some(ty)
}

/// Checks inline members, or the name of a type with members. Returns `None` after an error.
pub(super) fn data<'s>(
    value: Option<&Expr>,
    what: &dyn Display,
    owner: Option<&str>,
    context: &mut Context<'s, '_>,
) -> Option<Data<'s>> {
    match value {
        None => Some(Data::None),
        Some(Expr::Object(entries, _)) => members(entries, owner, context).map(Data::Inline),
        Some(named @ Expr::Str(_)) => {
            let ty = type_name(named, what, context)?;
            Some(unless_empty(ty, what, context).map_or(Data::None, Data::Named))
        }
        Some(other) => {
            let message = format!(
                "{what} must be an object or a type name, not {}",
                other.what()
            );
            context.complain(Code::WrongValue, other.span(), message);
            None
        }
    }
}

/// Checks the members in an object. `owner` is the type whose exceptions to the naming rules apply.
pub(super) fn members<'s>(
    entries: &[Entry],
    owner: Option<&str>,
    context: &mut Context<'s, '_>,
) -> Option<Vec<Member<'s>>> {
    let permit = match owner {
        Some(owner) => Permit::members_of(owner, context),
        None => Permit::of_edition(context),
    };
    let mut members = Vec::with_capacity(entries.len());
    for entry in entries {
        members.extend(member(entry, permit, owner, context));
    }
    // All are checked, even after an error.
    (members.len() == entries.len()).then_some(members)
}

fn member<'s>(
    entry: &Entry,
    permit: Permit,
    owner: Option<&str>,
    context: &mut Context<'s, '_>,
) -> Option<Member<'s>> {
    let key = entry.key.raw(context.sources);
    let (name, optional) = key
        .strip_prefix('*')
        .map_or((key, false), |name| (name, true));
    let what = &Named("member", name);
    check_member(name, entry.key.span, "a member", permit, owner, context);
    let mut of_condition = None;
    let mut of_features = Vec::new();
    let ty = match &entry.value {
        Expr::Object(entries, span) if is_inline(entries, context) => {
            let message = format!("the type of {what} is written inline");
            let help = "define a struct and name it; schemas do since QEMU 2.4";
            context.report(Diagnostic::new(Code::LegacyInlineType, *span, message).help(help));
            let ty = MemberType::Inline(members(entries, owner, context)?);
            let (condition, features) = (None, Vec::new());
            return Some(Member {
                name,
                span: entry.key.span,
                ty,
                optional,
                condition,
                features,
            });
        }
        Expr::Object(entries, span) => {
            let complete = check_keys(
                entries,
                *span,
                what,
                &["type"],
                &["if", "features"],
                context,
            );
            of_condition = condition(entries, what, context);
            of_features = features(entries, context);
            if !complete {
                return None;
            }
            context.value(entries, "type")?
        }
        other => other,
    };
    let ty = MemberType::Named(type_or_array(ty, what, context)?);
    Some(Member {
        name,
        span: entry.key.span,
        ty,
        optional,
        condition: of_condition,
        features: of_features,
    })
}

/// Returns whether an object used as a type contains members, as it could until QEMU 2.3. No key is
/// then one of a type reference, even misspelt.
fn is_inline(entries: &[Entry], context: &Context<'_, '_>) -> bool {
    const KEYS: [&str; 3] = ["type", "if", "features"];
    let key = |entry: &Entry| entry.key.raw(context.sources);
    let names_type = |entry: &Entry| key(entry) == KEYS[0];
    context.auto()
        && !entries.is_empty()
        && !entries.iter().all(names_type)
        && !entries.iter().any(|entry| {
            !names_type(entry)
                && (KEYS.contains(&key(entry)) || nearest(key(entry), KEYS).is_some())
        })
}

/// Checks the branches of a union or alternate. If `arrays` is false, their types must be names.
pub(super) fn branches<'s>(
    entries: &[Entry],
    arrays: bool,
    context: &mut Context<'s, '_>,
) -> Option<Vec<Branch<'s>>> {
    let branches: Vec<Option<Branch<'s>>> = entries
        .iter()
        .map(|entry| branch(entry, arrays, context))
        .collect();
    branches.into_iter().collect()
}

fn branch<'s>(entry: &Entry, arrays: bool, context: &mut Context<'s, '_>) -> Option<Branch<'s>> {
    let name = entry.key.raw(context.sources);
    let what = &Named("branch", name);
    let mut of_condition = None;
    let ty = match &entry.value {
        Expr::Object(entries, span) => {
            let complete = check_keys(entries, *span, what, &["type"], &["if"], context);
            of_condition = condition(entries, what, context);
            if !complete {
                return None;
            }
            context.value(entries, "type")?
        }
        other => other,
    };
    let ty = if arrays {
        type_or_array(ty, what, context)
    } else {
        type_name(ty, what, context)
    }?;
    Some(Branch {
        name,
        span: entry.key.span,
        ty,
        condition: of_condition,
    })
}
