//! A server: the trait that it implements, and the table by which `qapi_wire::server` calls it.

use super::types::Types;
use crate::code::template::code;
use crate::code::{List, quoted};
use crate::gate::Gate;
use crate::plan::{CommandShape, Place, ServerShape};

/// Writes the trait, the table, and the code that calls the trait's methods by row.
pub(super) fn write(types: &Types<'_, '_>, server: &ServerShape, out: &mut String) {
    let commands: Vec<Row<'_, '_>> = (server.commands.iter())
        .filter_map(|id| types.plan.command(*id))
        .map(|shape| Row::new(types, shape))
        .collect();
    write_trait(types, server, &commands, out);
    write_table(types, server, &commands, out);
    write_calls(server, &commands, out);
}

/// A command in the table, with its `cfg`.
struct Row<'p, 'a> {
    shape: &'p CommandShape<'a>,
    gate: Gate,
    /// The path of the struct of its arguments.
    arguments: String,
    /// The reply of its method; `None` for the empty object.
    returns: Option<String>,
}

impl<'p, 'a> Row<'p, 'a> {
    fn new(types: &Types<'p, 'a>, shape: &'p CommandShape<'a>) -> Self {
        let definition = &shape.command.definition;
        let site = types.plan.site(definition, Place::Commands);
        Self {
            shape,
            gate: types.plan.gate(definition),
            arguments: types.path(site, &shape.ident),
            returns: shape.command.returns.map(|id| types.of(id)),
        }
    }

    fn name(&self) -> &'a str {
        &self.shape.command.definition.name
    }
}

/// Writes the trait: one method for each command.
fn write_trait(
    types: &Types<'_, '_>,
    server: &ServerShape,
    commands: &[Row<'_, '_>],
    out: &mut String,
) {
    let mut methods = String::new();
    for row in commands {
        let result = types.result(row.returns.as_deref().unwrap_or("()"), "rt::RemoteError");
        code!(
            &mut methods,
            "
            /// The command `$name`.
            $gate
            fn $method(&mut self, arguments: $arguments) -> $output;
            ",
            name = row.name(),
            gate = row.gate.line(),
            method = row.shape.method,
            arguments = row.arguments,
            output = if server.asynchronous {
                format!("impl ::core::future::Future<Output = {result}> + Send")
            } else {
                result
            },
        );
    }
    code!(
        out,
        "
        /// The commands of a server, a method for each. [`$table`] calls them.
        ///
        /// A method returns the reply, or the error that the peer is told. A handle that can be \
        cloned (`&T`, `Arc<T>`) can be the server, too.
        pub trait $name {
            $methods
        }
        ",
        table = server.table,
        name = server.name,
        methods,
    );
}

/// Writes the table of the commands.
fn write_table(
    types: &Types<'_, '_>,
    server: &ServerShape,
    commands: &[Row<'_, '_>],
    out: &mut String,
) {
    let mut rows = List::default();
    for row in commands {
        rows.push(&[&row.gate.inline(), &info(types, row)]);
    }
    code!(
        out,
        "
        /// The commands of [`$name`], for a `qapi_wire::server::Dispatcher`.
        #[derive(Debug, Clone, Copy)]
        pub enum $table {}
        impl rt::CommandTable for $table {
            const COMMANDS: &'static [rt::CommandInfo] = &[$rows];
        }
        ",
        name = server.name,
        table = server.table,
        rows,
    );
}

/// Returns the properties of a command that differ from the defaults.
fn info(types: &Types<'_, '_>, row: &Row<'_, '_>) -> String {
    let (plan, command) = (types.plan, row.shape.command);
    let usual = format!("rt::CommandInfo::new({})", quoted(row.name()));
    let mut members = List::default();
    for (member, value, default) in [
        ("success_response", command.success_response, true),
        ("allow_oob", command.allow_oob, false),
        ("allow_preconfig", command.allow_preconfig, false),
        ("coroutine", command.coroutine, false),
        ("typed", command.generate, true),
        ("delimited", plan.emission.is_delimited(row.shape.id), false),
    ] {
        if value != default {
            members.push(&[member, ": ", &value.to_string()]);
        }
    }
    let features = command.definition.features.iter();
    let features: List = features.map(|feature| quoted(&feature.name)).collect();
    if !features.is_empty() {
        members.push(&["features: &[", features.as_ref(), "]"]);
    }
    if let Some(since) = plan.since(&command.definition) {
        members.push(&["since: Some(", &quoted(since), ")"]);
    }
    if members.is_empty() {
        return usual;
    }
    let members = members.as_ref();
    format!("rt::CommandInfo {{ {members}, ..{usual} }}")
}

/// Writes the calls of the methods by row of the table.
fn write_calls(server: &ServerShape, commands: &[Row<'_, '_>], out: &mut String) {
    // A `cfg` changes the indices after it.
    let gated = commands.iter().any(|row| !row.gate.is_open());
    let mut arms = String::new();
    for (index, row) in commands.iter().enumerate() {
        let (arguments, method) = (&row.arguments, &row.shape.method);
        let empty = match row.returns {
            Some(_) => "",
            None => ".map(|()| rt::Empty {})",
        };
        let call = if server.asynchronous {
            format!(
                "call.run_async(async |arguments: {arguments}| server.{method}(arguments).await{empty}).await"
            )
        } else {
            format!("call.run(|arguments: {arguments}| server.{method}(arguments){empty})")
        };
        code!(
            &mut arms,
            "
            $gate
            $pattern => $call,
            ",
            gate = row.gate.line(),
            pattern = if gated {
                quoted(row.name())
            } else {
                index.to_string()
            },
            call,
        );
    }
    let (bound, table, run) = if server.asynchronous {
        ("Send", "AsyncCommands", "async fn run")
    } else {
        ("?Sized", "Commands", "fn run")
    };
    code!(
        out,
        "
        impl<S: $name + $bound> rt::$commands<S> for $table {
            $run(server: &mut S, index: usize, call: rt::Call<'_>) -> ::std::io::Result<rt::Outcome> {
                $unused
                match $subject {
                    $arms
                    _ => call.not_found(),
                }
            }
        }
        ",
        name = server.name,
        bound,
        commands = table,
        table = server.table,
        run,
        unused = if commands.is_empty() { "let _ = server;" } else { "" },
        subject = if gated { "call.command().name" } else { "index" },
        arms,
    );
}
