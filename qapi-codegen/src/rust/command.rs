//! Commands: structs of their arguments that implement `qapi_wire::Command`.

use super::arguments;
use super::types::Types;
use crate::code::lines;
use crate::plan::CommandShape;

/// The struct of a command and what its name, flags and reply are.
pub(super) fn write(types: &Types<'_, '_>, shape: &CommandShape<'_>, out: &mut String) {
    let CommandShape { command, ident, .. } = shape;
    let definition = &command.definition;
    arguments::write(types, definition, "command", ident, &shape.arguments, out);
    let (name, gate) = (&*definition.name, types.plan.gate(definition));
    let reply = (command.returns).map_or_else(|| "rt::Empty".to_owned(), |id| types.of(id));
    lines!(
        out,
        "{gate}impl rt::Command for {ident} {{",
        "    const NAME: &'static str = {name:?};",
    );
    if !command.success_response {
        lines!(out, "    const SUCCESS_RESPONSE: bool = false;");
    }
    if command.allow_oob {
        lines!(out, "    const ALLOW_OOB: bool = true;");
    }
    if command.allow_preconfig {
        lines!(out, "    const ALLOW_PRECONFIG: bool = true;");
    }
    lines!(out, "    type Reply = {reply};", "}}");
}
