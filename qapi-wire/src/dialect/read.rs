//! Reads a message as a value. Errors are in QEMU's words.

use std::borrow::Cow;

use super::error::SyntaxError;
use super::lexer::{Kind, Lexer, Token};
use super::string;
use crate::decode::Node;

/// The deepest nesting of objects and arrays.
pub(crate) const DEPTH: usize = 1024;

/// A container whose end was not yet read.
enum Open<'t> {
    Array(Vec<Node<'t>>),
    /// The members, and the name of the one whose value comes next.
    Object(Vec<(Cow<'t, str>, Node<'t>)>, Cow<'t, str>),
}

/// Reads a text that is one value, with white space around it.
///
/// # Errors
/// The first error of syntax.
pub(crate) fn read(text: &[u8]) -> Result<Node<'_>, SyntaxError> {
    let mut reader = Reader {
        text,
        lexer: Lexer::default(),
    };
    let value = reader.value()?;
    match reader.token() {
        None => Ok(value),
        Some(token) => Err(reader.error(token, "something follows the value")),
    }
}

struct Reader<'t> {
    text: &'t [u8],
    lexer: Lexer,
}

impl<'t> Reader<'t> {
    fn token(&mut self) -> Option<Token> {
        self.lexer.next(self.text).or_else(|| self.lexer.finish())
    }

    fn demand(&mut self) -> Result<Token, SyntaxError> {
        self.token().ok_or(SyntaxError {
            message: "premature EOI".into(),
            at: self.text.len(),
        })
    }

    fn bytes(&self, token: Token) -> &'t [u8] {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    fn error(&self, token: Token, message: &'static str) -> SyntaxError {
        let message = match token.kind {
            Kind::Stray => stray(self.bytes(token)).into(),
            _ => message.into(),
        };
        SyntaxError {
            message,
            at: token.start,
        }
    }

    fn value(&mut self) -> Result<Node<'t>, SyntaxError> {
        let mut open = Vec::new();
        let mut token = self.demand()?;
        loop {
            // A value begins here.
            let mut value = match token.kind {
                Kind::LeftBrace | Kind::LeftBracket if open.len() == DEPTH => {
                    return Err(self.error(token, "the value is nested too deeply"));
                }
                Kind::LeftBrace => {
                    let first = self.demand()?;
                    if first.kind == Kind::RightBrace {
                        Node::Object(Vec::new())
                    } else {
                        let name = self.name(first)?;
                        open.push(Open::Object(Vec::new(), name));
                        token = self.demand()?;
                        continue;
                    }
                }
                Kind::LeftBracket => {
                    token = self.demand()?;
                    if token.kind == Kind::RightBracket {
                        Node::Array(Vec::new())
                    } else {
                        open.push(Open::Array(Vec::new()));
                        continue;
                    }
                }
                _ => self.scalar(token)?,
            };
            // It ends here, and possibly its containers do, too.
            loop {
                let Some(container) = open.last_mut() else {
                    return Ok(value);
                };
                let after = self.demand()?;
                let ended = match container {
                    Open::Array(elements) => {
                        elements.push(value);
                        match after.kind {
                            Kind::Comma => false,
                            Kind::RightBracket => true,
                            _ => return Err(self.error(after, "expected separator in list")),
                        }
                    }
                    Open::Object(members, name) => {
                        members.push((std::mem::take(name), value));
                        match after.kind {
                            Kind::Comma => {
                                let next = self.demand()?;
                                *name = self.name(next)?;
                                false
                            }
                            Kind::RightBrace => {
                                if Node::repeated(members).is_some() {
                                    return Err(self.error(after, "duplicate key"));
                                }
                                true
                            }
                            _ => return Err(self.error(after, "expected separator in dict")),
                        }
                    }
                };
                if !ended {
                    token = self.demand()?;
                    break;
                }
                value = match open.pop() {
                    Some(Open::Array(elements)) => Node::Array(elements),
                    Some(Open::Object(members, _)) => Node::Object(members),
                    None => Node::Null,
                };
            }
        }
    }

    /// Reads the name of a member, and the colon after it.
    fn name(&mut self, token: Token) -> Result<Cow<'t, str>, SyntaxError> {
        match self.scalar(token) {
            Ok(Node::String(name)) => {
                let colon = self.demand()?;
                match colon.kind {
                    Kind::Colon => Ok(name),
                    _ => Err(self.error(colon, "missing : in object pair")),
                }
            }
            Err(error) if !matches!(token.kind, Kind::LeftBrace | Kind::LeftBracket) => Err(error),
            _ => Err(self.error(token, "key is not a string in object")),
        }
    }

    fn scalar(&self, token: Token) -> Result<Node<'t>, SyntaxError> {
        let bytes = self.bytes(token);
        match token.kind {
            Kind::String => (string::text(bytes).map(Node::String)).map_err(|error| SyntaxError {
                at: token.start,
                ..error
            }),
            Kind::Integer | Kind::Float => Ok(number(bytes, token.kind)),
            Kind::Keyword => match bytes {
                b"true" => Ok(Node::Bool(true)),
                b"false" => Ok(Node::Bool(false)),
                b"null" => Ok(Node::Null),
                _ => Err(SyntaxError {
                    message: format!("invalid keyword '{}'", shown(bytes)).into(),
                    at: token.start,
                }),
            },
            _ => Err(self.error(token, "expecting value")),
        }
    }
}

/// Reads a number: an integer of 64 bits, signed or unsigned, or else a float, which may be
/// infinite.
fn number<'t>(bytes: &[u8], kind: Kind) -> Node<'t> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if kind == Kind::Integer {
        if let Ok(value) = text.parse::<i64>() {
            return u64::try_from(value).map_or(Node::Signed(value), Node::Unsigned);
        }
        if let Ok(value) = text.parse() {
            return Node::Unsigned(value);
        }
    }
    Node::Float(text.parse().unwrap_or(f64::NAN))
}

/// Returns the reason for an error at bytes that are not a token.
pub(crate) fn stray(bytes: &[u8]) -> String {
    format!("stray '{}'", shown(bytes))
}

/// The number of bytes of the input that an error shows.
const SHOWN: usize = 256;

/// Returns the part of the peer's text that an error shows: up to the first NUL, as in QEMU, and at
/// most `SHOWN` bytes.
fn shown(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.get(..SHOWN).unwrap_or(bytes);
    let end = bytes.iter().position(|byte| *byte == 0);
    String::from_utf8_lossy(bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        read(text.as_bytes()).unwrap_err().message.into_owned()
    }

    #[test]
    fn values() {
        let text = r#" {'a': [1, -2, 2.5, [], {}], "b": {"c": null}, "d": true} "#;
        let value = serde_json::Value::from(read(text.as_bytes()).unwrap());
        assert_eq!(
            value,
            serde_json::json!({"a": [1, -2, 2.5, [], {}], "b": {"c": null}, "d": true})
        );
    }

    #[test]
    fn large_integers_are_floats() {
        let node = |text: &str| format!("{:?}", read(text.as_bytes()).unwrap());
        assert_eq!(
            node("18446744073709551615"),
            "Unsigned(18446744073709551615)"
        );
        assert_eq!(node("18446744073709551616"), "Float(1.8446744073709552e19)");
        assert_eq!(node("-9223372036854775809"), "Float(-9.223372036854776e18)");
        assert_eq!(node("-0"), "Unsigned(0)");
        assert_eq!(node("1e999"), "Float(inf)");
    }

    #[test]
    fn errors_are_in_qemus_words() {
        for (text, expected) in [
            ("", "premature EOI"),
            ("{", "premature EOI"),
            (r#"{"a""#, "premature EOI"),
            ("[1", "premature EOI"),
            ("1 2", "something follows the value"),
            ("}", "expecting value"),
            ("{]", "expecting value"),
            ("[}", "expecting value"),
            (r#"{"a":}"#, "expecting value"),
            (r#"{"a":1,}"#, "expecting value"),
            ("[1,]", "expecting value"),
            ("[1 2]", "expected separator in list"),
            ("[1}", "expected separator in list"),
            (r#"{"a":1:2}"#, "expected separator in dict"),
            (r#"{"a":0e1}"#, "expected separator in dict"),
            (r#"{"a" 1}"#, "missing : in object pair"),
            ("{1:2}", "key is not a string in object"),
            ("{[1]:2}", "key is not a string in object"),
            ("{true:2}", "key is not a string in object"),
            (r#"{"a":1,"a":2}"#, "duplicate key"),
            ("[nul]", "invalid keyword 'nul'"),
            ("\"a\nb\"", "stray '\"a\n'"),
        ] {
            assert_eq!(problem(text), expected, "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(nested(DEPTH).as_bytes()).is_ok());
        assert_eq!(
            problem(&nested(DEPTH + 1)),
            "the value is nested too deeply"
        );
    }
}
