//! The functions that create a struct: `new`, and one for each branch of a union.
//!
//! None has two parameters that could be confused. The macro `qapi_wire::new` creates an object
//! with several mandatory members, and names them.

use qapi_parser::schema::TypeId;

use super::object::{Object, literal, push_initialised};
use super::types::Types;
use crate::code::template::code;
use crate::code::{Ident, List, doc};
use crate::docs::deprecation;
use crate::names::free_name;
use crate::plan::{Field, Tag};

/// The number of members that the macro takes. The recursion limit of the compiler bounds it.
const NAMED: usize = 95;

/// Writes the constructors of a struct, inside its `impl`.
pub(super) fn write(object: &Object<'_, '_, '_>, out: &mut String) {
    let shape = object.shape;
    let mandatory = || shape.fields.iter().filter(|field| !field.optional);
    // The macro does not support a `cfg` of a member.
    let gated = (shape.fields.iter()).any(|field| !object.gate_of(field.member).is_open());
    let needs_new = gated || shape.fields.len() > NAMED;
    if needs_new || mandatory().count() + usize::from(shape.tag.is_some()) <= 1 {
        write_new(object, out);
    }
    let names = object.types.plan.branch_constructors(shape);
    if let Some(tag) = &shape.tag {
        write_branches(object, tag, &names, mandatory().next(), out);
    }
}

/// Writes `new` with the mandatory members as parameters.
fn write_new(object: &Object<'_, '_, '_>, out: &mut String) {
    let (types, shape) = (object.types, object.shape);
    let (mut parameters, mut values) = (List::default(), List::default());
    let mut names = Vec::new();
    for field in &shape.fields {
        let (ident, gate) = (&field.ident, &object.gate_of(field.member).inline());
        if field.optional {
            values.push(&[gate, ident.as_str(), ": None"]);
        } else {
            let (ty, value) = types.parameter(object.id, field, ident.as_str());
            parameters.push(&[gate, ident.as_str(), ": ", &ty]);
            push_initialised(&mut values, gate, ident, &value);
            names.push(ident);
        }
    }
    if let Some(tag) = &shape.tag {
        parameters.push(&[tag.ident.as_str(), ": ", tag.branches.as_str()]);
        values.push(&[tag.ident.as_str()]);
        names.push(&tag.ident);
    }
    if let Some(rest) = &shape.rest {
        values.push(&[rest.as_str(), ": rt::Map::new()"]);
    }
    code!(
        out,
        "
        $doc
        #[must_use]
        pub fn new($parameters) -> Self {
            $value
        }
        ",
        doc = doc(&new_doc(&names)),
        parameters,
        value = literal("Self", &values),
    );
}

/// Returns the docs of `new`, which list its parameters. Names are not links: a `cfg` may remove
/// their fields.
fn new_doc(names: &[&Ident]) -> String {
    match names {
        [] => "Creates a value without members.".to_owned(),
        [only] => format!(
            "Creates a value from its mandatory member, `{}`.",
            only.bare()
        ),
        several => {
            let mut text = "Creates a value from its mandatory members:\n".to_owned();
            for name in several {
                text.push_str(&format!("\n* `{}`", name.bare()));
            }
            text
        }
    }
}

/// Writes a function for each branch of a union, with the branch's object and the mandatory common
/// member as parameters.
fn write_branches(
    object: &Object<'_, '_, '_>,
    tag: &Tag<'_>,
    names: &[Ident],
    mandatory: Option<&Field<'_>>,
    out: &mut String,
) {
    let types = object.types;
    for (variant, name) in tag.variants.iter().zip(names) {
        let mut parameters = List::default();
        let mut values = List::default();
        for field in &object.shape.fields {
            let ident = field.ident.as_str();
            if field.optional {
                values.push(&[ident, ": None"]);
            } else {
                let (ty, value) = types.parameter(object.id, field, ident);
                parameters.push(&[ident, ": ", &ty]);
                push_initialised(&mut values, "", &field.ident, &value);
            }
        }
        let parameter = free_name(&["branch"], |name| {
            mandatory.is_some_and(|field| field.ident.as_str() == name)
        });
        let mut branch = format!("{}::{}", tag.branches, variant.ident);
        if let Some(payload) = variant.payload {
            let (ty, value) = payload_parameter(types, payload, parameter.as_str());
            parameters.push(&[parameter.as_str(), ": ", &ty]);
            branch = format!("{branch}({value})");
        }
        push_initialised(&mut values, "", &tag.ident, &branch);
        code!(
            out,
            "
            /// Creates the branch `$tag`.
            $gate
            $deprecated
            #[must_use]
            #[inline]
            pub fn $name($parameters) -> Self {
                $value
            }
            ",
            tag = variant.name,
            gate = variant.gate.line(),
            deprecated = deprecation(types.plan, variant.features),
            name,
            parameters,
            value = if mandatory.is_none() {
                format!("Self::new({branch})")
            } else {
                literal("Self", &values)
            },
        );
    }
}

/// Returns the type of a parameter for a branch, and the expression that creates the branch's
/// object from it. If the object only wraps a value, as in older schemas, the parameter is the
/// value.
fn payload_parameter(types: &Types<'_, '_>, payload: TypeId, name: &str) -> (String, String) {
    let path = types.of(payload);
    if let Some(data) = types.plan.wrapped(payload) {
        let (ty, value) = types.parameter(Some(payload), data, name);
        let mut values = List::default();
        push_initialised(&mut values, "", &data.ident, &value);
        return (ty, literal(&path, &values));
    }
    (path, name.to_owned())
}
