//! The structs of objects and of commands' arguments. `wire` reads and writes them.

use qapi_parser::schema::Member;

use super::constructors;
use super::derive;
use super::head::{Head, non_exhaustive};
use super::object::Object;

use super::wire;
use crate::code::Ident;
use crate::code::template::code;
use crate::docs::deprecation;
use crate::plan::{Attributes, Field};

/// Writes the struct with its constructor, its setters and its decoding, after `head`.
pub(super) fn write(object: &Object<'_, '_, '_>, head: &Head<'_>, out: &mut String) {
    let plan = object.types.plan;
    code!(
        out,
        "
        $head
        #[derive($derives)]
        $non_exhaustive
        pub struct $ident {
            $members
        }
        $written
        $methods
        ",
        head = head.lines(plan),
        derives = derive::derives(object),
        non_exhaustive = non_exhaustive(plan.config),
        ident = object.ident,
        members = members(object),
        written = derive::write(object),
        methods = methods(object),
    );
    wire::write(object, out);
}

fn members(object: &Object<'_, '_, '_>) -> String {
    let mut out = String::new();
    for field in &object.shape.fields {
        let (member, ty) = (field.member, object.type_of(field));
        // The docs of a conditional member contain its condition, which is enough.
        let is_left_out = field.optional && !member.optional && member.condition.is_none();
        let note = is_left_out.then_some("Some peers leave it out.");
        let attributes = &field.attributes;
        write_member(
            object,
            member,
            attributes,
            &field.ident,
            &ty,
            note,
            &mut out,
        );
    }
    if let Some(tag) = &object.shape.tag {
        let branches = tag.branches.as_str();
        write_member(
            object,
            tag.member,
            &tag.attributes,
            &tag.ident,
            branches,
            None,
            &mut out,
        );
    }
    if let Some(rest) = &object.shape.rest {
        code!(
            &mut out,
            "
            /// Arguments that the schema does not list, which this command takes as well.
            pub $rest: rt::Map,
            ",
            rest,
        );
    }
    out
}

fn write_member(
    object: &Object<'_, '_, '_>,
    member: &Member,
    attributes: &Attributes,
    ident: &Ident,
    ty: &str,
    note: Option<&str>,
    out: &mut String,
) {
    let mut doc = object.docs.member("member", member);
    if let Some(note) = note.filter(|_| object.types.plan.config.docs) {
        doc.push_str("\n\n");
        doc.push_str(note);
    }
    let head = Head {
        doc,
        features: &member.features,
        gate: &object.gate_of(member),
        attributes,
    };
    code!(
        out,
        "
        $head
        pub $ident: $ty,
        ",
        head = head.lines(object.types.plan),
        ident,
        ty,
    );
}

/// Returns `new`, the constructors of a union's branches, and a setter for each member.
fn methods(object: &Object<'_, '_, '_>) -> String {
    let config = object.types.plan.config;
    let mut methods = String::new();
    if config.constructors {
        constructors::write(object, &mut methods);
    }
    if config.setters {
        for field in &object.shape.fields {
            write_setter(object, field, &mut methods);
        }
        if let Some(rest) = &object.shape.rest {
            write_rest_setter(rest, &mut methods);
        }
    }
    let mut out = String::new();
    if !methods.is_empty() {
        code!(
            &mut out,
            "
            $gate
            impl $ident {
                $methods
            }
            ",
            gate = object.gate.line(),
            ident = object.ident,
            methods,
        );
    }
    out
}

fn write_setter(object: &Object<'_, '_, '_>, field: &Field<'_>, out: &mut String) {
    let features = &field.member.features;
    let (ty, value) = object.types.parameter(object.id, field, "value");
    code!(
        out,
        "
        /// Sets `$bare`.
        $gate
        $deprecated
        #[must_use]
        #[inline]
        pub fn with_$bare(mut self, value: $ty) -> Self {
            self.$ident = $value;
            self
        }
        ",
        bare = field.ident.bare(),
        gate = object.gate_of(field.member).line(),
        deprecated = deprecation(object.types.plan, features),
        ty,
        ident = field.ident,
        value = if field.optional {
            format!("Some({value})")
        } else {
            value
        },
    );
}

/// Writes the setter of arguments that the schema does not list.
fn write_rest_setter(rest: &Ident, out: &mut String) {
    code!(
        out,
        "
        /// Adds an argument that the schema does not list.
        #[must_use]
        pub fn with(mut self, name: &str, value: impl Into<rt::Value>) -> Self {
            self.$rest.insert(name.to_owned(), value.into());
            self
        }
        ",
        rest,
    );
}
