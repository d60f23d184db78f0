//! Examples that execute a command or receive an event.

mod scope;
mod value;

use std::fmt::Write as _;

pub(super) use self::scope::Scope;
use crate::plan::{CommandShape, EventShape, Plan};

/// Returns an example that executes a command. Returns `None` if the configuration allows no way to
/// create it that can be shown.
pub(super) fn of_command(plan: &Plan<'_>, shape: &CommandShape<'_>) -> Option<String> {
    let mut scope = Scope::new(plan);
    let value = scope.command(shape)?;
    let reply = match shape.command.returns {
        Some(_) if shape.command.success_response => "let reply = ",
        _ => "",
    };
    let mut statements = String::new();
    for variable in &scope.variables {
        let _ = writeln!(
            statements,
            "// `{}` is a `{}`.",
            variable.name, variable.shown
        );
    }
    if value == format!("{}::new()", shape.ident) {
        let _ = writeln!(statements, "{reply}client.execute(&{value})?;");
    } else {
        let _ = writeln!(
            statements,
            "let command = {value};\n{reply}client.execute(&command)?;"
        );
    }
    Some(block(&scope, &Function::of_client(&statements)))
}

/// Returns an example that receives an event.
pub(super) fn of_event(plan: &Plan<'_>, shape: &EventShape<'_>) -> String {
    let mut scope = Scope::new(plan);
    let (events, variant) = (scope.events(), &shape.ident);
    scope.tested &= plan.gate(&shape.event.definition).is_open();
    let statements = format!(
        "if let {events}::{variant}(event) = message.event {{\n    println!(\"{{event:?}}\");\n}}\n"
    );
    block(
        &scope,
        &Function {
            parameter: &format!("message: qapi_wire::message::EventMessage<{events}>"),
            error: None,
            statements: &statements,
        },
    )
}

/// The hidden function around an example.
pub(super) struct Function<'f> {
    /// The imports and variables that the statements use.
    pub(super) parameter: &'f str,
    /// The possible error of the statements.
    pub(super) error: Option<&'f str>,
    /// Lines, each with its line end.
    pub(super) statements: &'f str,
}

impl<'f> Function<'f> {
    /// Creates a function that executes commands.
    pub(super) fn of_client(statements: &'f str) -> Self {
        Self {
            parameter: CLIENT,
            error: Some("C::Error"),
            statements,
        }
    }
}

/// The parameter of an example that executes commands.
const CLIENT: &str = "client: &mut C";

/// Returns the fenced block of an example: a doctest, if it can be compiled.
pub(super) fn block(scope: &Scope<'_, '_>, function: &Function<'_>) -> String {
    let Function {
        parameter,
        error,
        statements,
    } = function;
    let mut block = if scope.tested {
        "```no_run\n".to_owned()
    } else {
        "```ignore\n".to_owned()
    };
    for path in &scope.wire {
        let _ = writeln!(block, "use qapi_wire::{path};");
    }
    if !scope.tested {
        let gap = if scope.wire.is_empty() { "" } else { "\n" };
        return block + gap + statements + "```";
    }
    for (path, _) in &scope.imports {
        let _ = writeln!(block, "use {path};");
    }
    let generic = match *parameter {
        CLIENT => "<C: qapi_wire::client::Execute>",
        _ => "",
    };
    let _ = write!(block, "# fn run{generic}({parameter}");
    for variable in &scope.variables {
        // Lines of more than 255 bytes would be expensive.
        let _ = write!(block, ",\n# {}: {}", variable.name, variable.ty);
    }
    let end = match error {
        Some(error) => {
            // A schema may define `Result`, and the example may import it.
            let _ = write!(block, ") -> std::result::Result<(), {error}> {{");
            "# Ok(()) }"
        }
        None => {
            block.push_str(") {");
            "# }"
        }
    };
    let _ = write!(block, "\n\n{statements}{end}\n```");
    block
}
