//! The pairing of replies with requests.
//!
//! A reply has the `id` of its request. Requests without an `id` are answered in their order. Input
//! that the server cannot read is answered with an error without an `id` (QEMU Machine Protocol
//! Specification, "Commands Responses").

use std::collections::{HashMap, VecDeque};

use qapi_parser::schema::CommandId;

use super::json::Value;
use super::limits::PENDING_BYTES;

/// An input from a client.
#[derive(Debug, Clone, Copy)]
pub(super) enum Request {
    Command(CommandId),
    /// A command that is answered only on failure.
    Silent(CommandId),
    /// A command that the schema does not define.
    Unknown,
    /// An invalid request, whose only answer is an error.
    Invalid,
}

impl Request {
    pub(super) fn command(self) -> Option<CommandId> {
        match self {
            Self::Command(command) | Self::Silent(command) => Some(command),
            Self::Unknown | Self::Invalid => None,
        }
    }
}

/// Requests without a reply.
#[derive(Debug, Default)]
pub(super) struct Pending {
    by_id: HashMap<String, Queue>,
    without_id: Queue,
    bytes: usize,
}

/// Requests of one id, or of none, the oldest first.
#[derive(Debug, Default)]
struct Queue {
    due: VecDeque<Request>,
    /// Commands that are answered only on failure. Most of them succeed, so they get an error only
    /// if no other request waits.
    silent: VecDeque<Request>,
}

impl Pending {
    pub(super) fn push(&mut self, id: Option<&Value>, request: Request) {
        let id = id.map(Value::canonical);
        let bytes = cost(id.as_deref());
        if self.bytes + bytes > PENDING_BYTES {
            return;
        }
        self.bytes += bytes;
        let queue = match id {
            Some(id) => self.by_id.entry(id).or_default(),
            None => &mut self.without_id,
        };
        match request {
            Request::Silent(_) => queue.silent.push_back(request),
            _ => queue.due.push_back(request),
        }
    }

    /// Removes and returns the request of a reply.
    pub(super) fn take(&mut self, id: Option<&Value>, is_error: bool) -> Option<Request> {
        let id = id.map(Value::canonical);
        let queue = match &id {
            Some(id) => self.by_id.get_mut(id)?,
            None => &mut self.without_id,
        };
        let before = queue.len();
        let request = queue.take(is_error);
        let bytes = (before - queue.len()) * cost(id.as_deref());
        self.bytes = self.bytes.saturating_sub(bytes);
        if let Some(id) = id.filter(|_| queue.len() == 0) {
            self.by_id.remove(&id);
        }
        request
    }
}

impl Queue {
    fn len(&self) -> usize {
        self.due.len() + self.silent.len()
    }

    fn take(&mut self, is_error: bool) -> Option<Request> {
        if is_error {
            return (self.due.pop_front()).or_else(|| self.silent.pop_front());
        }
        loop {
            match self.due.pop_front() {
                // The error for it is missing in the recording.
                Some(Request::Invalid) => {}
                request => return request,
            }
        }
    }
}

/// Returns the approximate size of a request in bytes.
fn cost(id: Option<&str>) -> usize {
    const ENTRY: usize = 16;
    const QUEUE: usize = 256;
    id.map_or(ENTRY, |id| QUEUE + id.len())
}

#[cfg(test)]
mod tests {
    use super::super::finding::Position;
    use super::super::json::Json;
    use super::*;

    /// An id of one mebibyte.
    fn id(number: usize) -> Value {
        Value {
            position: Position { line: 1, column: 1 },
            json: Json::String(format!("{number:08}").repeat(1 << 17)),
        }
    }

    #[test]
    fn what_waits_is_bounded() {
        let mut pending = Pending::default();
        let fits = PENDING_BYTES / cost(Some(&id(0).canonical()));
        for number in 0..=fits {
            pending.push(Some(&id(number)), Request::Unknown);
        }
        assert!(pending.take(Some(&id(fits)), false).is_none());
        for number in 0..fits {
            assert!(pending.take(Some(&id(number)), false).is_some());
        }
        assert_eq!((pending.bytes, pending.by_id.len()), (0, 0));
    }
}
