//! A JSON value with the position of each of its parts.

use std::fmt;

use super::finding::Position;

/// A value with the position of its first character.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) position: Position,
    pub(super) json: Json,
}

#[derive(Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A 64-bit number without fraction and exponent, with or without sign.
    Integer(i128),
    /// Any other number; infinite if it is too large.
    Number(f64),
    String(String),
    Array(Vec<Value>),
    /// The members in the order of the text, each key once.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// The position of the key.
    pub(super) position: Position,
    pub(super) value: Value,
}

impl Value {
    /// Returns the value of a member.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.member(name).map(|member| &member.value)
    }

    pub(super) fn member(&self, name: &str) -> Option<&Member> {
        match &self.json {
            Json::Object(members) => members.iter().find(|member| member.name == name),
            _ => None,
        }
    }

    /// Returns a text that is the same for equal values, regardless of the order of members.
    ///
    /// The parser limits the depth of the recursion.
    pub(super) fn canonical(&self) -> String {
        let mut text = String::new();
        self.write_canonical(&mut text);
        text
    }

    fn write_canonical(&self, text: &mut String) {
        match &self.json {
            Json::Null => text.push_str("null"),
            Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Json::Integer(value) => *text += &value.to_string(),
            Json::Number(value) => *text += &format!("{value:?}"),
            Json::String(value) => write_counted(value, text),
            Json::Array(elements) => {
                text.push('[');
                for element in elements {
                    element.write_canonical(text);
                    text.push(',');
                }
                text.push(']');
            }
            Json::Object(members) => {
                let mut members: Vec<&Member> = members.iter().collect();
                members.sort_unstable_by(|one, other| one.name.cmp(&other.name));
                text.push('{');
                for member in members {
                    write_counted(&member.name, text);
                    member.value.write_canonical(text);
                    text.push(',');
                }
                text.push('}');
            }
        }
    }
}

/// Writes a string and its length, so that different sequences of strings have different texts.
fn write_counted(string: &str, text: &mut String) {
    *text += &format!("'{}:", string.len());
    *text += string;
}

/// The short form in findings, for a value of any size.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 40;
        match &self.json {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => write!(f, "{value}"),
            Json::Integer(value) => write!(f, "{value}"),
            Json::Number(value) => write!(f, "{value:?}"),
            Json::String(text) if text.chars().nth(SHOWN).is_some() => {
                let start: String = text.chars().take(SHOWN).collect();
                write!(f, "a string that starts with {start:?}")
            }
            Json::String(text) => write!(f, "{text:?}"),
            Json::Array(_) => f.write_str("an array"),
            Json::Object(_) => f.write_str("an object"),
        }
    }
}
