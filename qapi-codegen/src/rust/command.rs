//! Commands: structs of their arguments that implement `qapi_wire::Command`.

use super::arguments;
use super::types::Types;
use crate::code::quoted;
use crate::code::template::code;
use crate::docs::Docs;
use crate::plan::{Arguments, CommandShape, Field};

/// Writes the struct of a command with its name, flags and reply.
pub(super) fn write(types: &Types<'_, '_>, shape: &CommandShape<'_>, out: &mut String) {
    let CommandShape { command, ident, .. } = shape;
    let definition = &command.definition;
    let doc = |docs: &Docs<'_, '_>| docs.command(shape);
    arguments::write(types, definition, doc, ident, &shape.arguments, out);
    let mut flags = String::new();
    for (is, flag) in [
        (!command.success_response, "SUCCESS_RESPONSE: bool = false"),
        (command.allow_oob, "ALLOW_OOB: bool = true"),
        (command.allow_preconfig, "ALLOW_PRECONFIG: bool = true"),
    ] {
        if is {
            code!(&mut flags, "const $flag;", flag);
        }
    }
    code!(
        out,
        "
        $gate
        impl rt::Command for $ident {
            const NAME: &'static str = $name;
            $flags
            type Reply = $reply;
        }
        ",
        gate = types.plan.gate(definition).line(),
        ident,
        name = quoted(&definition.name),
        flags,
        reply = (command.returns).map_or_else(|| "rt::Empty".to_owned(), |id| types.of(id)),
    );
    write_from(types, shape, out);
}

/// Writes the conversion from the only mandatory argument. A client's method takes it instead of
/// the command.
fn write_from(types: &Types<'_, '_>, shape: &CommandShape<'_>, out: &mut String) {
    let Arguments::Members(object) = &shape.arguments else {
        return;
    };
    let mut mandatory = object.fields.iter().filter(|field| !field.optional);
    let (Some(only), None) = (mandatory.next(), mandatory.next()) else {
        return;
    };
    if !types.plan.config.constructors || !is_open(types, only) {
        return;
    }
    let (parameter, _) = types.parameter(None, only, "value");
    // An `impl Into<T>` parameter becomes a bound of the implementation.
    let (generics, source) = match parameter.strip_prefix("impl ") {
        Some(bound) => {
            let name = if shape.ident.as_str() == "T" {
                "U"
            } else {
                "T"
            };
            (format!("<{name}: {bound}>"), name)
        }
        None => (String::new(), &*parameter),
    };
    code!(
        out,
        "
        $gate
        impl$generics From<$source> for $ident {
            fn from(value: $source) -> Self {
                Self::new(value)
            }
        }
        ",
        gate = types.plan.gate(&shape.command.definition).line(),
        generics,
        source,
        ident = shape.ident,
    );
}

fn is_open(types: &Types<'_, '_>, field: &Field<'_>) -> bool {
    let member = field.member;
    let gate = (types.plan.presence).gate(member.condition.as_ref(), &member.features);
    gate.is_open()
}
