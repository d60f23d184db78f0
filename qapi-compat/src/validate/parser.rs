//! The parser of one JSON value, without recursion.

use std::io::Read;

use super::finding::Position;
use super::json::{Json, Member, Value};
use super::lexer::{Stop, cut, no_json, shown, space, stop, string, word};
use super::limits::{MESSAGE_BYTES, MESSAGE_VALUES, NESTING};
use super::source::Source;

/// An incomplete array or object.
pub(super) struct Open {
    pub(super) position: Position,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Array(Vec<Value>),
    Object {
        members: Vec<Member>,
        /// The key of the member whose value is next.
        key: Option<(String, Position)>,
    },
}

impl Open {
    /// Returns the byte that closes it.
    pub(super) fn closer(&self) -> u8 {
        match self.kind {
            Kind::Array(_) => b']',
            Kind::Object { .. } => b'}',
        }
    }

    fn add(&mut self, value: Value) {
        match &mut self.kind {
            Kind::Array(elements) => elements.push(value),
            Kind::Object { members, key } => {
                if let Some((name, position)) = key.take() {
                    members.push(Member {
                        name,
                        position,
                        value,
                    });
                }
            }
        }
    }

    /// Checks that no key is repeated.
    fn check_keys(&self) -> Result<(), Stop> {
        let Kind::Object { members, .. } = &self.kind else {
            return Ok(());
        };
        let mut sorted: Vec<&Member> = members.iter().collect();
        sorted.sort_by(|one, other| one.name.cmp(&other.name));
        let pairs = sorted.windows(2).filter_map(|pair| match pair {
            [one, other] if one.name == other.name => Some(*other),
            _ => None,
        });
        match pairs.min_by_key(|again| again.position) {
            None => Ok(()),
            Some(again) => Err(no_json(
                again.position,
                &format!("the key '{}' is twice in one object", again.name),
            )),
        }
    }

    /// Returns the complete value.
    fn close(self) -> Value {
        Value {
            position: self.position,
            json: match self.kind {
                Kind::Array(elements) => Json::Array(elements),
                Kind::Object { members, .. } => Json::Object(members),
            },
        }
    }

    /// Returns the parts of an incomplete value. A member without a value is null.
    pub(super) fn so_far(mut self) -> Value {
        if let Kind::Object { key: Some(_), .. } = self.kind {
            let position = self.position;
            self.add(Value {
                position,
                json: Json::Null,
            });
        }
        self.close()
    }
}

/// Takes a value, from its first byte. After an error, `open` contains the incomplete containers,
/// the outermost first.
pub(super) fn value<R: Read>(source: &mut Source<R>, open: &mut Vec<Open>) -> Result<Value, Stop> {
    let start = source.taken();
    let mut count = 0;
    loop {
        count += 1;
        if count > MESSAGE_VALUES || source.taken() - start > MESSAGE_BYTES as u64 {
            return Err(stop(
                source.position(),
                "the message is too long".to_owned(),
            ));
        }
        let Some(mut value) = begin(source, open)? else {
            continue;
        };
        // The end of the value may also be that of its containers.
        loop {
            let Some(around) = open.last_mut() else {
                return Ok(value);
            };
            around.add(value);
            let closer = around.closer();
            match demand(source)? {
                b',' => {
                    source.bump();
                    if closer == b'}' {
                        key(source, around)?;
                    }
                    demand(source)?;
                    break;
                }
                byte if byte == closer => {
                    around.check_keys()?;
                    source.bump();
                    let Some(complete) = open.pop() else { break };
                    value = complete.close();
                }
                byte => {
                    let closer = char::from(closer);
                    let problem = format!("expected ',' or '{closer}', found {}", shown(byte));
                    return Err(no_json(source.position(), &problem));
                }
            }
        }
    }
}

/// Takes and returns a scalar or an empty container, or takes the start of another container.
fn begin<R: Read>(source: &mut Source<R>, open: &mut Vec<Open>) -> Result<Option<Value>, Stop> {
    let position = source.position();
    let kind = match source.peek()? {
        Some(b'[') => Kind::Array(Vec::new()),
        Some(b'{') => Kind::Object {
            members: Vec::new(),
            key: None,
        },
        Some(b'"' | b'\'') => {
            let json = Json::String(string(source)?);
            return Ok(Some(Value { position, json }));
        }
        _ => {
            let due = if open.is_empty() {
                "a message"
            } else {
                "a value"
            };
            let json = word(source, due)?;
            return Ok(Some(Value { position, json }));
        }
    };
    if open.len() == NESTING {
        let message = format!("the message nests more than {NESTING} deep");
        return Err(stop(position, message));
    }
    source.bump();
    let mut container = Open { position, kind };
    let closer = container.closer();
    let first = demand(source);
    if matches!(first, Ok(byte) if byte == closer) {
        source.bump();
        return Ok(Some(container.close()));
    }
    let begun = match closer {
        b'}' => first.and_then(|_| key(source, &mut container)),
        _ => first.map(|_| ()),
    };
    open.push(container);
    begun?;
    Ok(None)
}

/// Takes a key and its colon.
fn key<R: Read>(source: &mut Source<R>, object: &mut Open) -> Result<(), Stop> {
    let byte = demand(source)?;
    let position = source.position();
    if !matches!(byte, b'"' | b'\'') {
        let problem = format!("expected a key, found {}", shown(byte));
        return Err(no_json(position, &problem));
    }
    let name = string(source)?;
    if let Kind::Object { key, .. } = &mut object.kind {
        *key = Some((name, position));
    }
    match demand(source)? {
        b':' => source.bump(),
        byte => {
            let problem = format!("expected ':', found {}", shown(byte));
            return Err(no_json(source.position(), &problem));
        }
    }
    demand(source).map(|_| ())
}

/// Returns the next byte after white space. The end of the input is an error.
fn demand<R: Read>(source: &mut Source<R>) -> Result<u8, Stop> {
    let before = space(source)?;
    source.peek()?.ok_or_else(|| cut(before))
}
