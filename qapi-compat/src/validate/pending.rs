//! Which request a reply answers.

use qapi_parser::schema::{CommandId, Schema};

use super::json::Json;

/// Requests without a reply, oldest first.
#[derive(Debug, Default)]
pub(super) struct Pending(Vec<Request>);

#[derive(Debug)]
struct Request {
    id: Option<Json>,
    command: CommandId,
}

impl Pending {
    pub(super) fn push(&mut self, id: Option<&Json>, command: CommandId) {
        self.0.push(Request {
            id: id.cloned(),
            command,
        });
    }

    /// The command that a reply answers: the oldest request of the same id, be it none. Commands that
    /// answer errors only are passed over by a reply that is none.
    pub(super) fn take(
        &mut self,
        id: Option<&Json>,
        is_error: bool,
        schema: &Schema,
    ) -> Option<CommandId> {
        let answers = |request: &Request| {
            request.id.as_ref() == id && (is_error || schema[request.command].success_response)
        };
        let at = self.0.iter().position(answers)?;
        Some(self.0.remove(at).command)
    }
}
