//! A client: traits with one method for each command, for anything that executes commands.

use qapi_parser::schema::Feature;

use super::head::Head;
use super::types::Types;
use crate::code::Ident;
use crate::code::template::code;
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{Arguments, Attributes, CommandShape, Field, ObjectShape, Place};

/// Writes the trait of blocking executors, and that of asynchronous ones.
pub(super) fn write(types: &Types<'_, '_>, out: &mut String) {
    let methods: Vec<Method<'_>> = (types.plan.commands())
        .map(|shape| Method::new(types, shape))
        .collect();
    write_blocking(types, &methods, out);
    write_async(types, &methods, out);
}

/// The parts of a command that both traits share.
struct Method<'p> {
    ident: &'p Ident,
    doc: String,
    features: &'p [Feature],
    gate: Gate,
    /// The parameter, if the command has arguments.
    parameter: String,
    /// The command, created from the parameter.
    command: String,
    /// The type of the reply.
    reply: String,
}

impl<'p> Method<'p> {
    fn new<'a>(types: &Types<'p, 'a>, shape: &'p CommandShape<'a>) -> Self {
        let (plan, command) = (types.plan, shape.command);
        let definition = &command.definition;
        let path = types.path(plan.site(definition, Place::Commands), &shape.ident);
        let docs = Docs::of_arguments(plan, types.site, &path, &shape.arguments);
        let mut doc = docs.definition(definition, "command");
        let gate = plan.gate(definition);
        let link = match gate.is_open() {
            true => format!("[`{}`]({path})", shape.ident),
            // An item with a `cfg` cannot be linked to.
            false => format!("`{}`", shape.ident),
        };
        doc.push_str(&arguments(types, &docs, &shape.arguments, &link));
        if !command.success_response {
            doc.push_str("\n\n# Reply\n\nNone if the command succeeds.");
        }
        let (parameter, command_of) = match takes_none(&shape.arguments) {
            true => (String::new(), format!("{path}::default()")),
            false => (
                format!(", command: impl Into<{path}>"),
                "command.into()".to_owned(),
            ),
        };
        Self {
            ident: &shape.method,
            doc,
            features: &definition.features,
            gate,
            parameter,
            command: command_of,
            reply: (command.returns).map_or_else(|| "()".to_owned(), |id| types.of(id)),
        }
    }

    /// Returns the docs and attributes.
    fn head(&self, types: &Types<'_, '_>) -> String {
        let head = Head {
            doc: self.doc.clone(),
            features: self.features,
            gate: &self.gate,
            attributes: Attributes::NONE,
        };
        head.lines(types.plan)
    }
}

/// Returns whether a command has no arguments at all.
fn takes_none(arguments: &Arguments<'_>) -> bool {
    match arguments {
        Arguments::Members(object) => object.fields.is_empty() && object.rest.is_none(),
        Arguments::Named(_) => false,
    }
}

/// Returns the docs of the arguments: the struct that contains them, and a line for each.
fn arguments(
    types: &Types<'_, '_>,
    docs: &Docs<'_, '_>,
    arguments: &Arguments<'_>,
    link: &str,
) -> String {
    let object = match arguments {
        _ if takes_none(arguments) => return String::new(),
        Arguments::Members(object) => object,
        Arguments::Named(id) => {
            let path = types.of(*id);
            let name = path.rsplit("::").next().unwrap_or_default();
            return format!("\n\n# Arguments\n\n{link}, or the `{name}` in it.");
        }
    };
    let mut out = format!("\n\n# Arguments\n\nThose of {link}");
    let lines = lines(types, docs, object);
    out.push_str(if lines.is_empty() { "." } else { ":\n" });
    out + &lines
}

/// Returns a line for each argument, mandatory ones first.
fn lines(types: &Types<'_, '_>, docs: &Docs<'_, '_>, object: &ObjectShape<'_>) -> String {
    let mut out = String::new();
    if !types.plan.config.docs {
        return out;
    }
    let of = |optional: bool| (object.fields.iter()).filter(move |it| it.optional == optional);
    for field in of(false).chain(of(true)) {
        let Field {
            member, optional, ..
        } = field;
        out.push_str(&format!("\n* `{}`", member.name));
        if *optional {
            out.push_str(" (optional)");
        }
        let text = member.doc.and_then(|at| types.plan.schema.section(at));
        if text.is_some_and(|section| !section.text.trim().is_empty()) {
            let doc = docs.part("argument", &member.name, member.doc, &[], None);
            let first = doc.split("\n\n").next().unwrap_or_default();
            // A block of code does not fit on a line.
            if !first.starts_with("```") {
                // The text of a list item is indented.
                out.push_str(": ");
                out.push_str(&first.replace('\n', "\n  "));
            }
        }
    }
    if object.rest.is_some() {
        out.push_str("\n* any others, which the schema does not list");
    }
    out
}

fn write_blocking(types: &Types<'_, '_>, methods: &[Method<'_>], out: &mut String) {
    let mut written = String::new();
    for method in methods {
        code!(
            &mut written,
            "
            $head
            fn $ident(&mut self$parameter) -> $result {
                rt::execute(self, &$command)
            }
            ",
            head = method.head(types),
            ident = method.ident,
            parameter = method.parameter,
            result = types.result(&method.reply, "Self::Error"),
            command = method.command,
        );
    }
    code!(
        out,
        "
        /// The commands as methods of everything that executes commands and blocks.
        ///
        /// A method takes the struct of its command, or anything that converts into it, such as the \
        only mandatory argument.
        pub trait Commands: rt::Execute {
            $methods
        }
        impl<E: rt::Execute + ?Sized> Commands for E {}
        ",
        methods = written,
    );
}

fn write_async(types: &Types<'_, '_>, methods: &[Method<'_>], out: &mut String) {
    let mut written = String::new();
    for method in methods {
        code!(
            &mut written,
            "
            $head
            fn $ident(&mut self$parameter) -> rt::Execution<'_, $reply, Self::Error> {
                rt::execute_async(self, $command)
            }
            ",
            head = method.head(types),
            ident = method.ident,
            parameter = method.parameter,
            reply = method.reply,
            command = method.command,
        );
    }
    code!(
        out,
        "
        /// The commands as methods of everything that executes commands without blocking. Dropping a \
        future cancels the request.
        ///
        /// A method takes the struct of its command, or anything that converts into it, such as the \
        only mandatory argument.
        pub trait AsyncCommands: rt::ExecuteAsync + Send {
            $methods
        }
        impl<E: rt::ExecuteAsync + Send + ?Sized> AsyncCommands for E {}
        ",
        methods = written,
    );
}
