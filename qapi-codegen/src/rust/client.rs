//! A client: traits with one method a command, for whatever executes commands.

use qapi_parser::schema::Feature;

use super::head::Head;
use super::types::Types;
use crate::code::template::code;
use crate::code::{Ident, List};
use crate::docs::Docs;
use crate::gate::Gate;
use crate::plan::{Arguments, CommandShape, Field, ObjectShape, Place};

/// The trait of those that block, and the one of those that do not.
pub(super) fn write(types: &Types<'_, '_>, out: &mut String) {
    write_blocking(types, out);
    write_async(types, out);
}

/// Returns a method for each command; `executor` is the trait that the methods are based on.
fn methods<'p>(types: &Types<'p, '_>, executor: &str) -> Vec<Method<'p>> {
    (types.plan.commands())
        .map(|shape| Method::new(types, shape, executor))
        .collect()
}

/// What both traits have of a command.
struct Method<'p> {
    ident: &'p Ident,
    doc: String,
    features: &'p [Feature],
    gate: Gate,
    parameters: String,
    /// The command, made of the parameters: what is executed is a reference to it.
    command: String,
    /// What it returns; nothing where that is the empty object.
    returns: Option<String>,
}

impl<'p> Method<'p> {
    /// `executor` is the trait that the methods stand on.
    fn new<'a>(types: &Types<'p, 'a>, shape: &'p CommandShape<'a>, executor: &str) -> Self {
        let (plan, command) = (types.plan, shape.command);
        let definition = &command.definition;
        let path = types.path(plan.site(definition, Place::Commands), &shape.ident);
        let docs = Docs::of_arguments(plan, types.site, &path, &shape.arguments);
        let mut doc = docs.definition(definition, "command");
        let (parameters, command_of) = match &shape.arguments {
            Arguments::Named(id) => {
                let parameter = format!(", arguments: {}", types.of(*id));
                (parameter, format!("{path}(arguments)"))
            }
            Arguments::Members(object) => match mandatory(types, object) {
                Some((parameters, values)) => {
                    let link = match plan.gate(definition).is_open() {
                        true => format!("[`{}`]({path})", shape.ident),
                        // What a `cfg` may leave out cannot be linked to.
                        false => format!("`{}`", shape.ident),
                    };
                    doc.push_str(&arguments(types, &docs, object));
                    doc.push_str(&optional_arguments(object, &link, executor));
                    (parameters, format!("{path}::new({})", values.as_ref()))
                }
                None => (format!(", arguments: {path}"), "arguments".to_owned()),
            },
        };
        Self {
            ident: &shape.method,
            doc,
            features: &definition.features,
            gate: plan.gate(definition),
            parameters,
            command: command_of,
            returns: command.returns.map(|id| types.of(id)),
        }
    }

    /// The docs and attributes.
    fn head(&self, types: &Types<'_, '_>) -> String {
        let head = Head {
            doc: self.doc.clone(),
            features: self.features,
            gate: &self.gate,
            attributes: "",
        };
        head.lines(types.plan)
    }

    /// The type of the result.
    fn result(&self, types: &Types<'_, '_>) -> String {
        types.result(self.returns.as_deref().unwrap_or("()"), "Self::Error")
    }

    /// What makes the result of that of `execute`.
    fn mapped(&self) -> &'static str {
        match self.returns {
            Some(_) => "",
            None => ".map(|rt::Empty {}| ())",
        }
    }
}

/// The mandatory arguments as parameters, and as `new` takes them; `None` where they cannot be told apart from the
/// optional ones: `new` is not there, or a `cfg` takes an argument away, which may not stand in a call.
fn mandatory(types: &Types<'_, '_>, object: &ObjectShape<'_>) -> Option<(String, List)> {
    let fields = object.fields.iter().filter(|field| !field.optional);
    let fields: Vec<&Field<'_>> = fields.collect();
    let presence = &types.plan.presence;
    let is_open = |field: &&Field<'_>| {
        let member = field.member;
        (presence.gate(member.condition.as_ref(), &member.features)).is_open()
    };
    if !types.plan.config.constructors || !fields.iter().all(is_open) {
        return None;
    }
    let mut parameters = String::new();
    for field in &fields {
        let ident = &field.ident;
        let (ty, _) = types.parameter(None, field, ident.as_str());
        parameters.push_str(&format!(", {ident}: {ty}"));
    }
    Some((
        parameters,
        fields.iter().map(|field| &field.ident).collect(),
    ))
}

/// What the schema says of the arguments that are parameters.
fn arguments(types: &Types<'_, '_>, docs: &Docs<'_, '_>, object: &ObjectShape<'_>) -> String {
    let fields = object.fields.iter().filter(|field| !field.optional);
    let fields: Vec<&Field<'_>> = fields.collect();
    if fields.is_empty() || !types.plan.config.docs {
        return String::new();
    }
    let mut out = "\n\n# Arguments\n".to_owned();
    for Field { member, ident, .. } in fields {
        let text = docs.member("argument", member);
        // What belongs to an item of a list is indented.
        let text = text.replace('\n', "\n  ");
        out.push_str(&format!("\n* `{}`: {text}", ident.bare()));
    }
    out
}

/// Says how the other arguments are given. They are no parameters, so that another one in the next release breaks nobody.
fn optional_arguments(object: &ObjectShape<'_>, link: &str, executor: &str) -> String {
    let optional = object.fields.iter().filter(|field| field.optional);
    let names = optional.map(|field| format!("`{}`", field.member.name));
    let rest = (object.rest.iter()).map(|_| "any that the schema does not list".to_owned());
    let names: List = names.chain(rest).collect();
    if names.is_empty() {
        return String::new();
    }
    let names = names.as_ref();
    format!(
        "\n\n# Optional arguments\n\n{names}: set in a {link} that \
         [`execute`](rt::{executor}::execute) takes."
    )
}

fn write_blocking(types: &Types<'_, '_>, out: &mut String) {
    let mut written = String::new();
    for method in methods(types, "Execute") {
        code!(
            &mut written,
            "
            $head
            fn $ident(&mut self$parameters) -> $result {
                rt::Execute::execute(self, &$command)$mapped
            }
            ",
            head = method.head(types),
            ident = method.ident,
            parameters = method.parameters,
            result = method.result(types),
            command = method.command,
            mapped = method.mapped(),
        );
    }
    code!(
        out,
        "
        /// The commands as methods of everything that executes commands and blocks. Their parameters are the \
        mandatory arguments.
        pub trait Commands: rt::Execute {
            $methods
        }
        impl<E: rt::Execute + ?Sized> Commands for E {}
        ",
        methods = written,
    );
}

fn write_async(types: &Types<'_, '_>, out: &mut String) {
    let mut written = String::new();
    for method in methods(types, "ExecuteAsync") {
        code!(
            &mut written,
            "
            $head
            fn $ident(&mut self$parameters) -> impl ::core::future::Future<Output = $result> + Send {
                let command = $command;
                async move { rt::ExecuteAsync::execute(self, &command).await$mapped }
            }
            ",
            head = method.head(types),
            ident = method.ident,
            parameters = method.parameters,
            result = method.result(types),
            command = method.command,
            mapped = method.mapped(),
        );
    }
    code!(
        out,
        "
        /// The commands as methods of everything that executes commands without blocking. Their parameters are the \
        mandatory arguments. Dropping a future cancels the request.
        pub trait AsyncCommands: rt::ExecuteAsync + Send {
            $methods
        }
        impl<E: rt::ExecuteAsync + Send + ?Sized> AsyncCommands for E {}
        ",
        methods = written,
    );
}
