//! Types of members, elements and replies: their possible values before and after.

use std::ops::RangeInclusive;

use qapi_parser::schema::{Alternate, Branch, Builtin, JsonKind, Schema, TypeId, TypeKind};

use crate::diff::change::Site;
use crate::diff::path::Step;
use crate::diff::rule::{Direction, Mirror, Rule, family};
use crate::diff::walk::Walk;

family! {
    ARGUMENT_TYPE_CHANGED = "argument-type-changed", Breaking, Sent,
        Mirror::Rule("reply-type-changed"),
        "an argument has another type",
        "No value that was possible before is accepted now.";
    REPLY_TYPE_CHANGED = "reply-type-changed", Breaking, Received,
        Mirror::Rule("argument-type-changed"),
        "a reply, or a member of it, has another type",
        "No value that comes now was possible before, so no client expects it.";
    ARGUMENT_TYPE_WIDENED = "argument-type-widened", Info, Sent,
        Mirror::Rule("reply-type-widened"),
        "an argument takes more than before",
        "Every value that was possible before still is.";
    ARGUMENT_TYPE_NARROWED = "argument-type-narrowed", Breaking, Sent,
        Mirror::Rule("reply-type-narrowed"),
        "an argument takes less than before",
        "A client that sends what is not possible any more gets an error. A string that became an enum is such a case, \
         and a number that became an integer.";
    REPLY_TYPE_WIDENED = "reply-type-widened", Breaking, Received,
        Mirror::Rule("argument-type-widened"),
        "a reply, or a member of it, may be more than before",
        "A client may get a value that was not possible before, and of a kind that it cannot decode.";
    REPLY_TYPE_NARROWED = "reply-type-narrowed", Info, Received,
        Mirror::Rule("argument-type-narrowed"),
        "a reply, or a member of it, may be less than before",
        "A client that copes with every value of before copes with those that are left.";
    ARGUMENT_RANGE_WIDENED = "argument-range-widened", Info, Sent,
        Mirror::Rule("reply-range-widened"),
        "an argument takes integers of a larger range",
        "Every integer that was possible before still is.";
    ARGUMENT_RANGE_NARROWED = "argument-range-narrowed", Warning, Sent,
        Mirror::Rule("reply-range-narrowed"),
        "an argument takes integers of a smaller range",
        "An integer that is out of the new range is refused. Upstream makes this change mostly to say what always held, \
         such as that a size is not negative.";
    REPLY_RANGE_WIDENED = "reply-range-widened", Warning, Received,
        Mirror::Rule("argument-range-widened"),
        "a reply, or a member of it, has integers of a larger range",
        "A client whose variable has the old range may not be able to hold the value.";
    REPLY_RANGE_NARROWED = "reply-range-narrowed", Info, Received,
        Mirror::Rule("argument-range-narrowed"),
        "a reply, or a member of it, has integers of a smaller range",
        "A variable of the old range holds every value.";
    ARGUMENT_ARRAY_CHANGED = "argument-array-changed", Breaking, Sent,
        Mirror::Rule("reply-array-changed"),
        "an argument that was one value is an array, or the reverse",
        "The one is never accepted for the other, even if the array has one element.";
    REPLY_ARRAY_CHANGED = "reply-array-changed", Breaking, Received,
        Mirror::Rule("argument-array-changed"),
        "a reply, or a member of it, that was one value is an array, or the reverse",
        "A client that decodes the one does not understand the other.";
}

/// The relation between the values of two types.
enum Relation {
    Same,
    Wider,
    Narrower,
    WiderRange,
    NarrowerRange,
    ArrayOrNot,
    Other,
}

/// Compares the types of an element of both schemas; `noun` names it. Links pairs of the same kind.
pub(super) fn compare<'s>(
    walk: &mut Walk<'s>,
    mut site: Site<'s>,
    mut old: TypeId,
    mut new: TypeId,
    noun: &str,
) {
    let (before, after) = (walk.old, walk.new);
    let types = (old, new);
    // Neither arrays nor alternates nest: at most three iterations.
    let relation = loop {
        match (&before[old].kind, &after[new].kind) {
            (TypeKind::Array(was), TypeKind::Array(is)) => {
                site.steps.push(Step::Elements);
                (old, new) = (was.element, is.element);
            }
            (TypeKind::Object(_), TypeKind::Object(_))
            | (TypeKind::Enum(_), TypeKind::Enum(_))
            | (TypeKind::Alternate(_), TypeKind::Alternate(_)) => {
                return walk.link(&site, old, new);
            }
            (TypeKind::Alternate(was), kind) => {
                let kind = kind.json_kind();
                let Some(branch) = branch_for(before, was, kind) else {
                    break Relation::Other;
                };
                note(walk, &site, types, noun, &Relation::Narrower);
                site.steps.push(Step::Alternative(kind));
                old = branch.ty;
            }
            (kind, TypeKind::Alternate(is)) => {
                let kind = kind.json_kind();
                let Some(branch) = branch_for(after, is, kind) else {
                    break Relation::Other;
                };
                note(walk, &site, types, noun, &Relation::Wider);
                site.steps.push(Step::Alternative(kind));
                new = branch.ty;
            }
            (old, new) => break relation(old, new, site.direction),
        }
    };
    note(walk, &site, types, noun, &relation);
}

/// Returns the branch of an alternate that accepts values of a kind.
pub(super) fn branch_for<'s>(
    schema: &Schema,
    alternate: &'s Alternate,
    kind: JsonKind,
) -> Option<&'s Branch> {
    let number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    let mut branches = alternate.branches.iter();
    branches.find(|branch| {
        let own = schema[branch.ty].kind.json_kind();
        own == kind || (number(own) && number(kind))
    })
}

/// Returns the relation between two types whose pair is not linked.
fn relation(old: &TypeKind, new: &TypeKind, direction: Direction) -> Relation {
    use JsonKind::{Integer, Number};
    match (old, new) {
        (TypeKind::Builtin(old), TypeKind::Builtin(new)) if old == new => Relation::Same,
        (_, TypeKind::Builtin(Builtin::Any)) => Relation::Wider,
        (TypeKind::Builtin(Builtin::Any), _) => Relation::Narrower,
        (TypeKind::Array(_), _) | (_, TypeKind::Array(_)) => Relation::ArrayOrNot,
        (TypeKind::Enum(_), TypeKind::Builtin(Builtin::Str)) => Relation::Wider,
        (TypeKind::Builtin(Builtin::Str), TypeKind::Enum(_)) => Relation::Narrower,
        (TypeKind::Builtin(old), TypeKind::Builtin(new)) => {
            match (old.json_kind(), new.json_kind()) {
                (Integer, Number) => Relation::Wider,
                (Number, Integer) => Relation::Narrower,
                (Integer, Integer) => ranges(*old, *new, direction),
                _ => Relation::Other,
            }
        }
        _ => Relation::Other,
    }
}

/// Returns the relation between the ranges of two integers. If neither contains the other, the
/// result depends on the direction: it is about removed values for sent data, and about added
/// values for received data.
fn ranges(old: Builtin, new: Builtin, direction: Direction) -> Relation {
    let (Some(old), Some(new)) = (old.range(), new.range()) else {
        return Relation::Other;
    };
    let holds = |outer: &RangeInclusive<i128>, inner: &RangeInclusive<i128>| {
        outer.contains(inner.start()) && outer.contains(inner.end())
    };
    let (holds, held) = (holds(&new, &old), holds(&old, &new));
    match (holds, held) {
        (true, true) => Relation::Same,
        (true, false) => Relation::WiderRange,
        (false, true) => Relation::NarrowerRange,
        (false, false) if direction == Direction::Received => Relation::WiderRange,
        (false, false) => Relation::NarrowerRange,
    }
}

fn note<'s>(
    walk: &mut Walk<'s>,
    site: &Site<'s>,
    (old, new): (TypeId, TypeId),
    noun: &str,
    relation: &Relation,
) {
    let rules: (&'static Rule, &'static Rule) = match relation {
        Relation::Same => return,
        Relation::Wider => (&ARGUMENT_TYPE_WIDENED, &REPLY_TYPE_WIDENED),
        Relation::Narrower => (&ARGUMENT_TYPE_NARROWED, &REPLY_TYPE_NARROWED),
        Relation::WiderRange => (&ARGUMENT_RANGE_WIDENED, &REPLY_RANGE_WIDENED),
        Relation::NarrowerRange => (&ARGUMENT_RANGE_NARROWED, &REPLY_RANGE_NARROWED),
        Relation::ArrayOrNot => (&ARGUMENT_ARRAY_CHANGED, &REPLY_ARRAY_CHANGED),
        Relation::Other => (&ARGUMENT_TYPE_CHANGED, &REPLY_TYPE_CHANGED),
    };
    let rule = site.direction.pick(rules.0, rules.1);
    let message = format!(
        "{noun} is {}, it was {}",
        describe(walk.new, new),
        describe(walk.old, old)
    );
    walk.push(rule, site.clone(), message);
}

/// Returns a description of a type.
fn describe(schema: &Schema, id: TypeId) -> String {
    let ty = &schema[id];
    let named = |article: &str, kind: &str| match ty.definition.name_span {
        Some(_) => format!("{article} {kind} '{}'", ty.name()),
        None => format!("{article} {kind}"),
    };
    match &ty.kind {
        TypeKind::Builtin(builtin) => format!("'{}'", builtin.name()),
        TypeKind::Array(array) => format!("an array of '{}'", schema[array.element].name()),
        TypeKind::Enum(_) => named("the", "enum"),
        TypeKind::Alternate(_) => named("the", "alternate"),
        TypeKind::Object(object) => match object.branches {
            Some(_) => named("the", "union"),
            None => match ty.definition.name_span {
                Some(_) => format!("the struct '{}'", ty.name()),
                None => "an object".to_owned(),
            },
        },
    }
}
