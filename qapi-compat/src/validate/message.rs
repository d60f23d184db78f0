//! The kinds of messages and their members (QEMU Machine Protocol Specification, "Protocol
//! Specification").

use qapi_parser::names::Budget;
use qapi_parser::schema::{Condition, Definition, Entity, Schema, TypeId};

use super::checker::{Checker, quoted};
use super::finding::{Finding, Level, Position};
use super::json::{Json, Value};
use super::options::Options;
use super::pending::{Pending, Request};
use super::recording::{Item, Unreadable};

/// The number of messages of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests.
    pub requests: usize,
    /// Replies, errors included.
    pub replies: usize,
    /// Events.
    pub events: usize,
    /// Greetings.
    pub greetings: usize,
}

#[derive(Clone, Copy)]
enum Kind {
    Request,
    Reply,
    Event,
    Greeting,
}

/// The members that identify the kind of a message.
const KINDS: [(&str, Kind); 6] = [
    ("execute", Kind::Request),
    ("exec-oob", Kind::Request),
    ("return", Kind::Reply),
    ("error", Kind::Reply),
    ("event", Kind::Event),
    ("QMP", Kind::Greeting),
];

/// The check of a recording's messages, in their order.
pub(super) struct Messages<'a> {
    check: Checker<'a>,
    pending: Pending,
    counts: Counts,
    /// `true` if something between messages was reported since the last message.
    is_between: bool,
    /// `true` if text outside of messages was reported since the last message.
    is_binary: bool,
}

impl<'a> Messages<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        options: &'a Options,
        report: &'a mut dyn FnMut(Finding),
    ) -> Self {
        Self {
            check: Checker {
                schema,
                options,
                path: String::new(),
                position: Position { line: 1, column: 1 },
                report,
                budget: Budget::default(),
            },
            pending: Pending::default(),
            counts: Counts::default(),
            is_between: false,
            is_binary: false,
        }
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn add(&mut self, item: Item) {
        self.check.path.clear();
        match item {
            Item::Value {
                value,
                is_delimited,
            } => self.value(&value, is_delimited),
            Item::Unreadable(unreadable) => self.unreadable(unreadable),
        }
    }

    /// Reports a part that is not JSON: once for all text between two messages, and once for all
    /// bytes that are not UTF-8.
    fn unreadable(&mut self, unreadable: Unreadable) {
        let is_between = unreadable.begun.is_none();
        let is_known = self.is_binary || (self.is_between && is_between);
        self.is_binary |= unreadable.is_binary;
        self.is_between |= is_between;
        if is_known {
            return;
        }
        self.check.position = unreadable.position;
        self.check.error(unreadable.message);
        let Some(begun) = unreadable.begun else {
            return;
        };
        // Keeps the pairing of later replies.
        match kind_of(&begun) {
            Some(Kind::Request) => self.pending.push(None, Request::Invalid),
            Some(Kind::Reply) => {
                let is_error = begun.get("error").is_some();
                self.pending.take(begun.get("id"), is_error);
            }
            Some(Kind::Event | Kind::Greeting) | None => {}
        }
    }

    fn value(&mut self, message: &Value, is_delimited: bool) {
        self.check.position = message.position;
        let kind = kind_of(message);
        if kind.is_none() && self.is_binary {
            return;
        }
        match kind {
            Some(Kind::Request) => {
                if is_delimited {
                    // The guest agent replies to the byte with an error.
                    self.pending.push(None, Request::Invalid);
                }
                self.request(message);
            }
            Some(Kind::Reply) => self.reply(message),
            Some(Kind::Event) => self.event(message),
            Some(Kind::Greeting) => self.greeting(message),
            None if matches!(message.json, Json::Object(_)) => {
                let keys = quoted(&KINDS.map(|(key, _)| key));
                let problem = format!("no message: it has none of the members {keys}");
                return self.check.error(problem);
            }
            None => return self.check.expected("an object", message),
        }
        (self.is_between, self.is_binary) = (false, false);
    }

    fn request(&mut self, message: &Value) {
        self.counts.requests += 1;
        let Self { check, pending, .. } = self;
        let oob = message.member("exec-oob");
        let key = if oob.is_some() { "exec-oob" } else { "execute" };
        only(check, message, &[key, "arguments", "id"]);
        let id = message.get("id");
        let Some(called) = message.get(key) else {
            return;
        };
        let Json::String(name) = &called.json else {
            pending.push(id, Request::Invalid);
            return check.at(key, called.position, |check| {
                check.expected("a string", called)
            });
        };
        check.path.clone_from(name);
        let Some(Entity::Command(command)) = check.schema.lookup(name) else {
            pending.push(id, Request::Unknown);
            let commands = check.schema.commands().map(|(_, it)| &it.definition);
            let advice = check.advice(name, available(check.options, commands));
            return check.at("", called.position, |check| {
                check.error(format!("the schema has no such command{advice}"));
            });
        };
        let request = match check.schema[command].success_response {
            true => Request::Command(command),
            false => Request::Silent(command),
        };
        pending.push(id, request);
        let command = &check.schema[command];
        let definition = &command.definition;
        check.at("", called.position, |check| {
            check.availability(definition.condition.as_ref(), "the command");
            check.features(&definition.features, "the command");
        });
        if let Some(oob) = oob.filter(|_| !command.allow_oob) {
            check.at("", oob.position, |check| {
                check.error("the command may not run out of band");
            });
        }
        let context: Vec<&Condition> = definition.condition.iter().collect();
        data(
            check,
            message,
            "arguments",
            command.arguments,
            command.generate,
            &context,
        );
    }

    fn reply(&mut self, message: &Value) {
        self.counts.replies += 1;
        let Self { check, pending, .. } = self;
        let error = message.member("error");
        let key = if error.is_some() { "error" } else { "return" };
        only(check, message, &[key, "id"]);
        let request = pending.take(message.get("id"), error.is_some());
        if let Some(command) = request.and_then(Request::command) {
            check.path.push_str(&check.schema[command].definition.name);
        }
        if let Some(error) = error {
            return part(check, "error", error.value.position, |check| {
                remote_error(check, &error.value);
            });
        }
        match (request, message.get("return")) {
            (Some(Request::Command(command)), Some(value)) => {
                let ty = check.schema[command].returns;
                let ty = ty.unwrap_or(check.schema.empty_object());
                part(check, "return", value.position, |check| {
                    check.value(ty, value)
                });
            }
            (None, _) => check.find(
                Level::Note,
                "no request before it asked for this reply, so its type is not known",
            ),
            // The request has been reported.
            _ => {}
        }
    }

    fn event(&mut self, message: &Value) {
        self.counts.events += 1;
        let check = &mut self.check;
        only(check, message, &["event", "timestamp", "data"]);
        let Some(called) = message.get("event") else {
            return;
        };
        let Json::String(name) = &called.json else {
            return check.at("event", called.position, |check| {
                check.expected("a string", called)
            });
        };
        check.path.clone_from(name);
        match message.get("timestamp") {
            None => check.error("the member 'timestamp' is missing"),
            Some(timestamp) => part(check, "timestamp", timestamp.position, |check| {
                for key in ["seconds", "microseconds"] {
                    member(check, timestamp, key, "an integer", |json| {
                        matches!(json, Json::Integer(_))
                    });
                }
            }),
        }
        let Some(Entity::Event(event)) = check.schema.lookup(name) else {
            let events = check.schema.events().map(|(_, it)| &it.definition);
            let advice = check.advice(name, available(check.options, events));
            return check.at("", called.position, |check| {
                check.error(format!("the schema has no such event{advice}"));
            });
        };
        let event = &check.schema[event];
        let definition = &event.definition;
        check.at("", called.position, |check| {
            check.availability(definition.condition.as_ref(), "the event");
            check.features(&definition.features, "the event");
        });
        let context: Vec<&Condition> = definition.condition.iter().collect();
        data(check, message, "data", event.arguments, true, &context);
    }

    fn greeting(&mut self, message: &Value) {
        self.counts.greetings += 1;
        let check = &mut self.check;
        only(check, message, &["QMP"]);
        if let Some(greeting) = message.get("QMP") {
            part(check, "QMP", greeting.position, |check| {
                member(check, greeting, "capabilities", "an array", |json| {
                    matches!(json, Json::Array(_))
                });
                member(check, greeting, "version", "an object", |json| {
                    matches!(json, Json::Object(_))
                });
            });
        }
    }
}

fn kind_of(message: &Value) -> Option<Kind> {
    let (_, kind) = KINDS.iter().find(|(key, _)| message.get(key).is_some())?;
    Some(*kind)
}

fn remote_error(check: &mut Checker<'_>, error: &Value) {
    let Json::Object(members) = &error.json else {
        return check.expected("an object", error);
    };
    const MEMBERS: [&str; 2] = ["class", "desc"];
    for key in MEMBERS {
        match error.get(key) {
            None => check.error(format!("the member '{key}' is missing")),
            Some(_) => member(check, error, key, "a string", |json| {
                matches!(json, Json::String(_))
            }),
        }
    }
    for other in members
        .iter()
        .filter(|it| !MEMBERS.contains(&it.name.as_str()))
    {
        let absent = MEMBERS.into_iter().filter(|key| error.get(key).is_none());
        let advice = check.advice(&other.name, absent);
        part(check, &other.name, other.position, |check| {
            check.error(format!("no such member{advice}"))
        });
    }
}

/// Checks the JSON type of a member that is not described by a schema.
fn member(
    check: &mut Checker<'_>,
    object: &Value,
    name: &str,
    expected: &str,
    fits: impl Fn(&Json) -> bool,
) {
    let value = object.get(name);
    if value.is_none_or(|value| !fits(&value.json)) {
        let position = value.map_or(object.position, |value| value.position);
        let step = format!(".{name}");
        check.at(&step, position, |check| {
            check.error(format!("expected {expected}"))
        });
    }
}

/// Checks a part of a message against the schema. If it is not closed, the schema does not list all
/// members.
fn data<'a>(
    check: &mut Checker<'a>,
    message: &Value,
    name: &str,
    ty: Option<TypeId>,
    is_closed: bool,
    context: &[&'a Condition],
) {
    let ty = ty.unwrap_or(check.schema.empty_object());
    let none = Value {
        position: message.position,
        json: Json::Object(Vec::new()),
    };
    let value = message.get(name).unwrap_or(&none);
    part(check, name, value.position, |check| {
        check.object(ty, value, is_closed, context)
    });
}

/// Returns the names of the definitions that are available.
fn available<'s>(
    options: &Options,
    definitions: impl Iterator<Item = &'s Definition>,
) -> impl Iterator<Item = &'s str> {
    let is_available = |it: &&Definition| options.is_available(it.condition.as_ref());
    definitions.filter(is_available).map(|it| &*it.name)
}

/// Reports each member of a message that is not allowed.
fn only(check: &mut Checker<'_>, message: &Value, allowed: &[&str]) {
    if let Json::Object(members) = &message.json {
        for member in members
            .iter()
            .filter(|it| !allowed.contains(&it.name.as_str()))
        {
            let absent = allowed.iter().filter(|key| message.get(key).is_none());
            let advice = check.advice(&member.name, absent.copied());
            part(check, &member.name, member.position, |check| {
                check.error(format!("no such member of a message{advice}"));
            });
        }
    }
}

/// Calls a function for a part of a message.
fn part<'a>(
    check: &mut Checker<'a>,
    name: &str,
    position: Position,
    work: impl FnOnce(&mut Checker<'a>),
) {
    let colon = if check.path.is_empty() { "" } else { ": " };
    check.at(&format!("{colon}{name}"), position, work);
}
