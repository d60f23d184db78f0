//! Commands: structs of their arguments that implement `qapi_wire::Command`.

use super::arguments;
use super::types::Types;
use crate::code::quoted;
use crate::code::template::code;
use crate::docs::Docs;
use crate::plan::CommandShape;

/// The struct of a command and what its name, flags and reply are.
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
}
