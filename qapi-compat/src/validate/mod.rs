//! Checks recorded messages against a schema: requests, replies and events, one JSON object a line.
//!
//! [`Validator::line`] takes the lines in the order in which they passed the wire, both directions in one
//! stream or one alone. What kind of message a line is, its members tell (QEMU Machine Protocol
//! specification, "Protocol Specification"; QMP and the guest agent share them). Conditions are not evaluated: what stands under one is valid.
//!
//! Here lives what is right and wrong; where lines come from and how findings are printed is the caller's matter.

mod finding;
mod json;
mod pending;
mod value;

use std::fmt::Write as _;

use qapi_parser::schema::{CommandId, Entity, Schema, TypeId, TypeKind};

pub use self::finding::{Finding, Level};
use self::json::Json;
use self::pending::Pending;
use self::value::Checker;

/// What is reported beside mistakes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The use of what has the feature `deprecated`.
    pub deprecated: bool,
    /// The use of what has the feature `unstable`.
    pub unstable: bool,
}

/// How many messages of each kind were met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commands that a client sent.
    pub requests: usize,
    /// Replies, errors included.
    pub replies: usize,
    /// Events.
    pub events: usize,
    /// Greetings.
    pub greetings: usize,
}

/// Checks a stream of messages.
#[derive(Debug)]
pub struct Validator<'a> {
    schema: &'a Schema,
    options: Options,
    pending: Pending,
    counts: Counts,
}

impl<'a> Validator<'a> {
    /// A validator at the start of a stream.
    #[must_use]
    pub fn new(schema: &'a Schema, options: Options) -> Self {
        Self {
            schema,
            options,
            pending: Pending::default(),
            counts: Counts::default(),
        }
    }

    /// The messages so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Checks the next line; what is wrong with it, in the order of the schema's members. Bytes 0xFF before the
    /// message (a sync of the guest agent) and blank lines are fine.
    #[must_use]
    pub fn line(&mut self, line: &[u8]) -> Vec<Finding> {
        let start = line
            .iter()
            .position(|byte| *byte != 0xFF && !byte.is_ascii_whitespace());
        let text = start
            .and_then(|start| line.get(start..))
            .unwrap_or_default();
        if text.is_empty() {
            return Vec::new();
        }
        let mut check = Checker {
            schema: self.schema,
            options: &self.options,
            path: String::new(),
            findings: Vec::new(),
        };
        match Json::parse(text) {
            Err(error) => check.find(Level::Error, format!("not JSON: {error}")),
            Ok(message @ Json::Object(_)) => {
                if let Some(part) = MESSAGES.iter().find(|kind| message.get(kind.key).is_some()) {
                    let (counts, pending) = (&mut self.counts, &mut self.pending);
                    (part.check)(&mut check, &message, counts, pending);
                } else {
                    let keys = quoted(MESSAGES.iter().map(|kind| kind.key));
                    check.find(
                        Level::Error,
                        format!("no message: it has none of the members {keys}"),
                    );
                }
            }
            Ok(other) => check.find(Level::Error, format!("expected an object, found {other}")),
        }
        check.findings
    }
}

/// A kind of message: the member that tells it, and its check.
struct Kind {
    key: &'static str,
    check: fn(&mut Checker<'_>, &Json, &mut Counts, &mut Pending),
}

const MESSAGES: [Kind; 6] = [
    Kind {
        key: "execute",
        check: request,
    },
    Kind {
        key: "exec-oob",
        check: request,
    },
    Kind {
        key: "return",
        check: reply,
    },
    Kind {
        key: "error",
        check: reply,
    },
    Kind {
        key: "event",
        check: event,
    },
    Kind {
        key: "QMP",
        check: greeting,
    },
];

fn request(check: &mut Checker<'_>, message: &Json, counts: &mut Counts, pending: &mut Pending) {
    counts.requests += 1;
    let oob = message.get("exec-oob");
    let key = if oob.is_some() { "exec-oob" } else { "execute" };
    only(check, message, &[key, "arguments", "id"]);
    let name = match message.get(key) {
        Some(Json::String(name)) => name,
        other => {
            let found = other.map(ToString::to_string).unwrap_or_default();
            return check.find(
                Level::Error,
                format!("{key}: expected a string, found {found}"),
            );
        }
    };
    check.path = name.clone();
    let Some(Entity::Command(id)) = check.schema.lookup(name) else {
        return check.find(Level::Error, "the schema has no such command");
    };
    pending.push(message.get("id"), id);
    let command = &check.schema[id];
    check.features(&command.definition.features, "the command");
    if oob.is_some() && !command.allow_oob {
        check.find(Level::Error, "the command may not run out of band");
    }
    let none = Json::Object(Vec::new());
    let arguments = message.get("arguments").unwrap_or(&none);
    let ty = command.arguments.unwrap_or(check.schema.empty_object());
    object(check, "arguments", ty, arguments, command.generate);
}

fn reply(check: &mut Checker<'_>, message: &Json, counts: &mut Counts, pending: &mut Pending) {
    counts.replies += 1;
    let error = message.get("error");
    let key = if error.is_some() { "error" } else { "return" };
    only(check, message, &[key, "id"]);
    let command = pending.take(message.get("id"), error.is_some(), check.schema);
    if let Some(id) = command {
        check.path = check.schema[id].definition.name.to_string();
    }
    if let Some(error) = error {
        return remote_error(check, error);
    }
    match (command, message.get("return")) {
        (Some(id), Some(value)) => returned(check, id, value),
        _ => check.find(
            Level::Note,
            "no request before it asked for this reply, so its type is not known",
        ),
    }
}

fn returned(check: &mut Checker<'_>, id: CommandId, value: &Json) {
    let ty = check.schema[id].returns;
    check.at(": return", |check| {
        check.value(ty.unwrap_or(check.schema.empty_object()), value)
    });
}

fn remote_error(check: &mut Checker<'_>, error: &Json) {
    check.at(": error", |check| {
        let Json::Object(members) = error else {
            return check.find(Level::Error, format!("expected an object, found {error}"));
        };
        for key in ["class", "desc"] {
            match error.get(key) {
                Some(Json::String(_)) => {}
                Some(other) => check.find(
                    Level::Error,
                    format!("{key}: expected a string, found {other}"),
                ),
                None => check.find(Level::Error, format!("the member '{key}' is missing")),
            }
        }
        for (name, _) in members
            .iter()
            .filter(|(name, _)| !["class", "desc"].contains(&name.as_str()))
        {
            check.find(Level::Error, format!("{name}: no such member"));
        }
    });
}

fn event(check: &mut Checker<'_>, message: &Json, counts: &mut Counts, _: &mut Pending) {
    counts.events += 1;
    only(check, message, &["event", "timestamp", "data"]);
    let Some(Json::String(name)) = message.get("event") else {
        return check.find(Level::Error, "event: expected a string");
    };
    check.path = name.clone();
    match message.get("timestamp") {
        None => check.find(Level::Error, "the member 'timestamp' is missing"),
        Some(timestamp) => {
            for key in ["seconds", "microseconds"] {
                if !matches!(timestamp.get(key), Some(Json::Integer(_))) {
                    check.find(
                        Level::Error,
                        format!("timestamp.{key}: expected an integer"),
                    );
                }
            }
        }
    }
    let Some(Entity::Event(id)) = check.schema.lookup(name) else {
        return check.find(Level::Error, "the schema has no such event");
    };
    let event = &check.schema[id];
    check.features(&event.definition.features, "the event");
    let none = Json::Object(Vec::new());
    let data = message.get("data").unwrap_or(&none);
    object(
        check,
        "data",
        event.arguments.unwrap_or(check.schema.empty_object()),
        data,
        true,
    );
}

fn greeting(check: &mut Checker<'_>, message: &Json, counts: &mut Counts, _: &mut Pending) {
    counts.greetings += 1;
    only(check, message, &["QMP"]);
    let parts = message.get("QMP");
    check.path = "QMP".to_owned();
    if !matches!(
        parts.and_then(|qmp| qmp.get("capabilities")),
        Some(Json::Array(_))
    ) {
        check.find(Level::Error, "capabilities: expected an array");
    }
    if !matches!(
        parts.and_then(|qmp| qmp.get("version")),
        Some(Json::Object(_))
    ) {
        check.find(Level::Error, "version: expected an object");
    }
}

/// Checks the part of a message that a type of the schema describes; `closed` where it lists every member.
fn object(check: &mut Checker<'_>, part: &str, ty: TypeId, value: &Json, closed: bool) {
    check.at(&format!(": {part}"), |check| {
        match (&check.schema[ty].kind, value) {
            (TypeKind::Object(object), Json::Object(members)) => {
                check.features(&check.schema[ty].definition.features, "the type");
                check.object(object, members, closed);
            }
            (_, other) => check.find(Level::Error, format!("expected an object, found {other}")),
        }
    });
}

/// Reports every member of a message but the ones that it may have.
fn only(check: &mut Checker<'_>, message: &Json, allowed: &[&str]) {
    if let Json::Object(members) = message {
        for (name, _) in members
            .iter()
            .filter(|(name, _)| !allowed.contains(&name.as_str()))
        {
            check.find(Level::Error, format!("{name}: no such member of a message"));
        }
    }
}

/// The first of some names, in quotes, and how many more there are.
fn quoted<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 8;
    let more = names.len().saturating_sub(SHOWN);
    let shown: Vec<String> = names.take(SHOWN).map(|name| format!("'{name}'")).collect();
    let mut text = shown.join(", ");
    if more > 0 {
        // Writing to a `String` never fails.
        let _ = write!(text, " and {more} more");
    }
    text
}
