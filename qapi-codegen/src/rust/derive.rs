//! The traits of a struct that programs use: derived, or written out if a derive is not enough.

use super::object::Object;
use crate::code::template::code;
use crate::code::{Ident, List, quoted};
use crate::gate::Gate;

/// The number of members beyond which `PartialEq` is written out. The derive creates one expression
/// whose depth is the number of members. With 6,000 members it overflows the compiler's stack.
const DEEP: usize = 1000;

/// The number of members that one expression compares.
const COMPARED: usize = 16;

/// Returns the traits to derive.
pub(super) fn derives(object: &Object<'_, '_, '_>) -> List {
    let mut derives = List::default();
    for (trait_, derived) in [
        ("Debug", !has_secret(object)),
        ("Clone", true),
        ("PartialEq", !is_deep(object)),
        ("Default", object.shape.all_optional()),
    ] {
        if derived {
            derives.push(&[trait_]);
        }
    }
    derives
}

/// Writes the traits that are not derived; usually none.
pub(super) fn write(object: &Object<'_, '_, '_>) -> String {
    let mut out = String::new();
    if has_secret(object) {
        write_debug(object, &mut out);
    }
    if is_deep(object) {
        write_equality(object, &mut out);
    }
    out
}

/// Returns whether a member has a secret value.
fn has_secret(object: &Object<'_, '_, '_>) -> bool {
    object.shape.fields.iter().any(|field| field.sensitive)
}

fn is_deep(object: &Object<'_, '_, '_>) -> bool {
    object.shape.fields.len() > DEEP
}

/// Writes `Debug` without the secret values.
fn write_debug(object: &Object<'_, '_, '_>, out: &mut String) {
    let Object { ident, shape, .. } = object;
    let mut members = String::new();
    let mut push = |gate: &Gate, ident: &Ident, sensitive: bool, optional: bool| {
        let value = match (sensitive, optional) {
            (false, _) => format!("&self.{ident}"),
            (true, false) => "&rt::Secret".to_owned(),
            (true, true) => format!("&self.{ident}.as_ref().map(|_| rt::Secret)"),
        };
        code!(
            &mut members,
            "
            $gate
            out.field($name, $value);
            ",
            gate = gate.line(),
            name = quoted(ident.bare()),
            value,
        );
    };
    for field in &shape.fields {
        let gate = object.gate_of(field.member);
        push(&gate, &field.ident, field.sensitive, field.optional);
    }
    if let Some(tag) = &shape.tag {
        push(&object.gate_of(tag.member), &tag.ident, false, false);
    }
    if let Some(rest) = &shape.rest {
        push(&Gate::default(), rest, false, false);
    }
    code!(
        out,
        "
        $gate
        impl ::core::fmt::Debug for $ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut out = f.debug_struct($name);
                $members
                out.finish()
            }
        }
        ",
        gate = object.gate.line(),
        ident,
        name = quoted(ident.as_str()),
        members,
    );
}

/// Writes `PartialEq`, with a few members in each expression.
fn write_equality(object: &Object<'_, '_, '_>, out: &mut String) {
    let Object { ident, shape, .. } = object;
    let mut comparisons = String::new();
    let mut push = |gate: &Gate, unequal: &str| {
        code!(
            &mut comparisons,
            "
            $gate
            if $unequal {
                return false;
            }
            ",
            gate = gate.line(),
            unequal,
        );
    };
    let unequal = |ident: &Ident| format!("self.{ident} != other.{ident}");
    for fields in shape.fields.chunks(COMPARED) {
        let (open, gated): (Vec<_>, Vec<_>) = (fields.iter())
            .map(|field| (object.gate_of(field.member), unequal(&field.ident)))
            .partition(|(gate, _)| gate.is_open());
        let open: Vec<&str> = open.iter().map(|(_, unequal)| &**unequal).collect();
        if !open.is_empty() {
            push(&Gate::default(), &open.join(" || "));
        }
        gated.iter().for_each(|(gate, unequal)| push(gate, unequal));
    }
    let tag = shape.tag.as_ref().map(|tag| &tag.ident);
    let others = tag.into_iter().chain(&shape.rest);
    others.for_each(|ident| push(&Gate::default(), &unequal(ident)));
    code!(
        out,
        "
        $gate
        impl ::core::cmp::PartialEq for $ident {
            fn eq(&self, other: &Self) -> bool {
                $comparisons
                true
            }
        }
        ",
        gate = object.gate.line(),
        ident,
        comparisons,
    );
}
