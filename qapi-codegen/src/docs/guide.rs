//! The guide to the generated code, on one page, with examples of the schema.

use std::fmt::Write as _;

use qapi_parser::schema::{Definition, TypeId};

use super::example::{self, Function, Scope, block};
use crate::code::Ident;
use crate::config::Emit;
use crate::plan::{
    Arguments, CommandShape, EnumShape, EventShape, Place, Plan, Shape, Site, Tag, Variant,
};

/// Returns the text of the guide, which is the doc of a module at the root.
pub(crate) fn guide(plan: &Plan<'_>) -> String {
    // Lines are short: one of more than 255 bytes would double the table of all lines in a crate's
    // metadata.
    let guide = Guide { plan };
    let mut sections = vec![guide.introduction()];
    sections.extend(guide.connecting());
    sections.extend(guide.executing());
    sections.extend(guide.events());
    sections.extend(guide.unions());
    sections.extend(guide.unknown());
    sections.join("\n\n")
}

struct Guide<'p, 'a> {
    plan: &'p Plan<'a>,
}

impl<'p, 'a> Guide<'p, 'a> {
    fn introduction(&self) -> String {
        let mut text = "How to use the code that is generated from the schema.\n\n".to_owned();
        if self.plan.modules.is_flat() {
            text.push_str("The module around this one has the types.");
            if self.plan.commands().next().is_some() {
                text.push_str("\nCommands are in [`commands`]: each is a struct of its arguments.");
            }
        } else {
            text.push_str("The module around this one has a module for each file of the schema.");
        }
        if self.plan.events().next().is_some() {
            text.push_str("\nEvents are in [`events`]: each is a struct of its data.");
        }
        text
    }

    fn connecting(&self) -> Option<String> {
        self.plan.commands().next()?;
        let session = match self.plan.events().next() {
            Some(_) => "`MachineSession`, for peers that answer by id and report events",
            None => "`AgentSession`, for peers that answer in turn",
        };
        let by_hand = self.by_hand().unwrap_or_default();
        Some(format!(
            "# Connecting\n\n\
             Generated code does no I/O. The module `qapi_wire::client` has the client's side of a connection:\n\
             {session}.\n\
             A program passes it the bytes that arrive, and sends the bytes that it returns.{by_hand}"
        ))
    }

    fn by_hand(&self) -> Option<String> {
        let shape = self.query()?;
        let mut scope = Scope::new(self.plan);
        let (name, value) = (&shape.ident, scope.command(shape)?);
        let statements = format!(
            "let request = serde_json::to_string(&Request::new(&{value}))?;\n\
             // Send the request and a line feed, and receive a line.\n\
             let reply = decode_response::<{name}>(line, Mode::Lenient)?.result?;\n"
        );
        scope.import_wire(&["Mode", "message::{Request, decode_response}"]);
        let block = block(
            &scope,
            &Function {
                parameter: "line: &[u8]",
                error: Some("std::boxed::Box<dyn std::error::Error>"),
                statements: &statements,
            },
        );
        Some(format!(
            "\n\nBy hand, a request and its reply are lines of JSON:\n\n{block}"
        ))
    }

    fn executing(&self) -> Option<String> {
        let mut text = "# Executing commands\n\n\
             A client implements `qapi_wire::client::Execute`, or `ExecuteAsync`, and executes any command."
            .to_owned();
        let mut shown = 0;
        for shape in [self.query(), self.command_with_arguments()] {
            let block = shape.and_then(|shape| example::of_command(self.plan, shape));
            if let Some(block) = block {
                let _ = write!(text, "\n\n{block}");
                shown += 1;
            }
        }
        text.push_str(&self.methods().unwrap_or_default());
        (shown > 0).then_some(text)
    }

    /// Returns the section about the methods of generated clients.
    fn methods(&self) -> Option<String> {
        if !self.plan.config.emit.contains(&Emit::Client) {
            return None;
        }
        let (query, other) = (self.query()?, self.command_with_arguments()?);
        let mut scope = Scope::new(self.plan);
        let (module, place) = (None, Place::Client);
        scope.import(Site { module, place }, &Ident("Commands".to_owned()));
        let value = scope.command(other)?;
        let statements = format!(
            "let reply = client.{}()?;\nclient.{}({value})?;\n",
            query.method, other.method
        );
        let block = block(&scope, &Function::of_client(&statements));
        Some(format!(
            "\n\nThe traits [`Commands`](client::Commands) and [`AsyncCommands`](client::AsyncCommands) give it a\n\
             method for each command. A method takes the command, or the only mandatory argument.\n\n{block}"
        ))
    }

    fn events(&self) -> Option<String> {
        let is_open = |shape: &&EventShape<'_>| self.is_plain(&shape.event.definition);
        let shape = self.plan.events().find(is_open)?;
        let mut scope = Scope::new(self.plan);
        let (events, event) = (scope.events(), &shape.ident);
        let mut statements = format!(
            "let message: EventMessage<{events}> = decode(line, Mode::Lenient)?;\n\
             match message.event {{\n    {events}::{event}(event) => println!(\"{{event:?}}\"),\n"
        );
        if let Some(unknown) = &self.plan.all_events.unknown {
            let _ = writeln!(
                statements,
                "    {events}::{unknown}(event) => println!(\"{{}}\", event.tag),"
            );
        }
        statements.push_str("    _ => {}\n}\n");
        scope.import_wire(&["message::EventMessage", "{Mode, decode}"]);
        let block = block(
            &scope,
            &Function {
                parameter: "line: &[u8]",
                error: Some("qapi_wire::DecodeError"),
                statements: &statements,
            },
        );
        Some(format!(
            "# Receiving events\n\n\
             The enum of all events is [`{events}`](events::{events}).\n\n{block}"
        ))
    }

    fn unions(&self) -> Option<String> {
        let block = self
            .plan
            .types()
            .find_map(|(id, ident, shape)| match shape {
                Shape::Object(object) => self.matched(id, ident, object.tag.as_ref()?),
                _ => None,
            })?;
        Some(format!(
            "# Unions\n\n\
             A union is a struct of the members that all branches share. In the place of the discriminator\n\
             it has an enum with a variant for each branch.\n\n{block}"
        ))
    }

    fn matched(&self, id: TypeId, ident: &Ident, tag: &Tag<'_>) -> Option<String> {
        let definition = &self.plan.schema[id].definition;
        let is_plain = |it: &&Variant<'_>| it.payload.is_some() && it.gate.is_open();
        let variant = tag.variants.iter().find(is_plain)?;
        if !self.is_plain(definition) {
            return None;
        }
        let mut scope = Scope::new(self.plan);
        scope.import_type(definition, ident)?;
        scope.import_type(definition, &tag.branches)?;
        let statements = format!(
            "match &value.{field} {{\n    {branches}::{variant}(branch) => println!(\"{{branch:?}}\"),\n    _ => {{}}\n}}\n",
            field = tag.ident,
            branches = tag.branches,
            variant = variant.ident,
        );
        Some(block(
            &scope,
            &Function {
                parameter: &format!("value: &{ident}"),
                error: None,
                statements: &statements,
            },
        ))
    }

    fn unknown(&self) -> Option<String> {
        let plan = self.plan;
        let block = plan.types().find_map(|(id, ident, shape)| match shape {
            Shape::Enum(shape) => self.open_enum(&plan.schema[id].definition, ident, shape),
            _ => None,
        })?;
        Some(format!(
            "# Values of a newer schema\n\n\
             Lenient decoding skips members that the schema does not list. Values, branches and events that\n\
             it does not list are kept in a variant `Unknown`. A later schema may list them: to recognise a\n\
             value by its text compare `Enum::as_str`, rather than match the text in `Unknown`.\n\n{block}"
        ))
    }

    fn open_enum(
        &self,
        definition: &Definition,
        ident: &Ident,
        shape: &EnumShape<'_>,
    ) -> Option<String> {
        let unknown = shape.unknown.as_ref()?;
        let first = shape.values.first()?;
        if !self.is_plain(definition)
            || first.value.condition.is_some()
            || !first.value.features.is_empty()
        {
            return None;
        }
        let mut scope = Scope::new(self.plan);
        scope.import_type(definition, ident)?;
        let statements = format!(
            "match value {{\n    {ident}::{value} => println!({name:?}),\n    \
             {ident}::{unknown}(name) => println!(\"{{name}} is new\"),\n    _ => {{}}\n}}\n",
            value = first.ident,
            name = first.value.name,
        );
        Some(block(
            &scope,
            &Function {
                parameter: &format!("value: &{ident}"),
                error: None,
                statements: &statements,
            },
        ))
    }

    /// Returns a command that needs no argument and has a reply.
    fn query(&self) -> Option<&'p CommandShape<'a>> {
        self.plan.commands().find(|shape| match &shape.arguments {
            Arguments::Members(object) => {
                // These names are those of `qapi_wire` in an example.
                let is_clear = !["Mode", "Request"].contains(&shape.ident.as_str());
                is_clear
                    && object.all_optional()
                    && object.rest.is_none()
                    && shape.command.returns.is_some()
                    && shape.command.success_response
                    && self.is_plain(&shape.command.definition)
            }
            Arguments::Named(_) => false,
        })
    }

    /// Returns a command with mandatory arguments, with several if possible.
    fn command_with_arguments(&self) -> Option<&'p CommandShape<'a>> {
        let mandatory = |shape: &CommandShape<'_>| match &shape.arguments {
            Arguments::Members(object) => object.fields.iter().filter(|it| !it.optional).count(),
            Arguments::Named(_) => 0,
        };
        let mut commands = self
            .plan
            .commands()
            .filter(|shape| mandatory(shape) > 0 && self.is_plain(&shape.command.definition));
        let first = commands.next()?;
        Some(
            (std::iter::once(first).chain(commands))
                .find(|shape| mandatory(shape) > 1)
                .unwrap_or(first),
        )
    }

    /// Returns whether a definition exists everywhere, and may be recommended.
    fn is_plain(&self, definition: &Definition) -> bool {
        definition.condition.is_none() && definition.features.is_empty()
    }
}
