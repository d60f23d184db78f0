//! The pages of commands and events: the reply of a command, and an example in Rust.

use qapi_parser::schema::{Builtin, Definition, TypeId, TypeKind};

use super::{Docs, MARKDOWN, example, linked};
use crate::builtin::rust_name;
use crate::plan::{CommandShape, EventShape};
use qapi_markup::BlockKind;

impl Docs<'_, '_> {
    /// Returns the doc of the struct of a command's arguments.
    pub(crate) fn command(&self, shape: &CommandShape<'_>) -> String {
        let command = shape.command;
        let reply = match command.returns {
            _ if !command.success_response => {
                "Nothing: the peer replies only if the command fails".to_owned()
            }
            Some(id) => self.reply(id),
            None => "[`Empty`](rt::Empty)".to_owned(),
        };
        let mut page = self.page(&command.definition, "command", Some(&reply));
        if self.plan.config.docs
            && let Some(block) = example::of_command(self.plan, shape)
        {
            page.push_str("\n\n# Examples\n\n");
            page.push_str(&block);
        }
        page
    }

    /// Returns the doc of the struct of an event's data.
    pub(crate) fn event(&self, shape: &EventShape<'_>) -> String {
        let mut page = self.definition(&shape.event.definition, "event");
        if self.plan.config.docs {
            page.push_str("\n\n# Examples\n\n");
            page.push_str(&example::of_event(self.plan, shape));
        }
        page
    }

    /// Returns the doc of an event as a variant of the enum of all.
    pub(crate) fn event_variant(&self, definition: &Definition) -> String {
        let doc = definition.doc.map(|id| &self.plan.schema[id]);
        let sentence = doc.filter(|_| self.plan.config.docs);
        (sentence.and_then(|doc| self.sentence(doc.body())))
            .unwrap_or_else(|| format!("The event `{}`.", definition.name))
    }

    /// Returns the section about the reply of a command: its type, if any, and the schema's text.
    pub(super) fn returns(&self, reply: Option<&str>, text: &str) -> String {
        let blocks = self.section(text);
        let text = MARKDOWN.blocks(&blocks);
        let is_sentence = matches!(
            blocks.first().map(|it| &it.kind),
            Some(BlockKind::Paragraph(_))
        );
        match reply {
            None => format!("# Returns\n\n{text}"),
            Some(reply) if text.is_empty() => format!("# Returns\n\n{reply}."),
            Some(reply) if is_sentence => format!("# Returns\n\n{reply}: {text}"),
            Some(reply) => format!("# Returns\n\n{reply}:\n\n{text}"),
        }
    }

    /// Returns the Rust type of a reply, with links.
    fn reply(&self, id: TypeId) -> String {
        match &self.plan.schema[id].kind {
            TypeKind::Builtin(builtin) => Self::builtin(*builtin, false),
            // An array's element is never an array.
            TypeKind::Array(array) => match &self.plan.schema[array.element].kind {
                TypeKind::Builtin(builtin) => Self::builtin(*builtin, true),
                _ => {
                    let shown = format!("Vec<{}>", self.plan.rust_name(array.element));
                    linked(&shown, self.type_path(array.element).as_deref())
                }
            },
            _ => self.type_link(id),
        }
    }

    fn builtin(builtin: Builtin, is_array: bool) -> String {
        let name = rust_name(builtin);
        let path = match builtin {
            Builtin::Any => Some("rt::Value"),
            Builtin::Null => Some("rt::Null"),
            _ => None,
        };
        if is_array {
            linked(&format!("Vec<{name}>"), path)
        } else {
            linked(name, path)
        }
    }
}
