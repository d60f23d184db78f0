//! The diagnostic of a syntax error: its message, the places that explain it, and the help.

use super::error::{Error, Expected, Problem, StringError};
use super::input::{Input, Source};
use super::lexer::{is_token, lexeme, lexeme_length, line, string};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::source::Span;

/// Returns the diagnostic of a syntax error.
pub(super) fn diagnose<'a>(source: &'a Source<'a>, error: Error) -> Diagnostic {
    let at = source.input_at(error.offset);
    match error.problem {
        Problem::NoMatch => unexpected(at, error, Expected::TopLevel),
        Problem::Expected(expected) => unexpected(at, error, expected),
        Problem::String { error, length } => broken_string(error, at.span(length as usize)),
        Problem::DuplicateKey { first } => {
            let key = source.slice(first).trim_matches('\'');
            let message = format!("the key '{key}' stands here a second time");
            let span = at.span(lexeme_length(at));
            Diagnostic::new(Code::DuplicateKey, span, message).also(Some(first), "first here")
        }
        Problem::TooDeep => {
            let message = format!(
                "objects and arrays are nested more than {} deep",
                limits::NESTING
            );
            Diagnostic::new(Code::TooDeep, at.span(1), message)
        }
    }
}

/// Returns the diagnostic for an unexpected token, or for text that is not a token.
fn unexpected(at: Input<'_>, error: Error, expected: Expected) -> Diagnostic {
    if !is_token(at) {
        return stray(at);
    }
    if at.first_byte() == Some(b'\'')
        && let Err(nom::Err::Failure(broken)) = string(at)
    {
        // The error within the token comes first.
        return diagnose(at.source, broken);
    }
    let token = lexeme(at).map_or("", |(_, token)| token.text());
    let found = match token {
        "" => "the end of the file".to_owned(),
        comment if comment.starts_with('#') => "a doc comment".to_owned(),
        mark if mark.len() == 1 => format!("'{mark}'"),
        string_or_boolean => string_or_boolean.to_owned(),
    };
    let message = format!("expected {expected}, found {found}");
    let diagnostic = Diagnostic::new(Code::UnexpectedToken, at.span(token.len()), message);
    if let Some(advice) = advice(expected, token, at.in_first_column()) {
        return diagnostic.help(advice);
    }
    let is_end = matches!(token, "" | "}" | "]") || at.in_first_column();
    let unclosed = error.bracket.filter(|_| is_end);
    let unclosed = unclosed.map(|bracket| at.source.input_at(bracket).span(1));
    diagnostic.also(unclosed, "not closed yet")
}

/// Returns the help for an unexpected token, if there is an obvious one.
fn advice(expected: Expected, token: &str, in_first_column: bool) -> Option<&'static str> {
    use Expected::{Colon, CommaOrBrace, CommaOrBracket, Key, TopLevel, Value};
    let sign = token.chars().next()?;
    Some(match (expected, sign) {
        (TopLevel, '}' | ']') => "what stands before this is closed already",
        (TopLevel, _) => return None,
        (Key, '}') => "remove the comma before '}'",
        (Value, ']') => "remove the comma before ']'",
        (_, '#') if !in_first_column => "a doc comment cannot stand inside a definition",
        (Colon, _) => "a key and its value stand with ':' between them",
        (CommaOrBrace | CommaOrBracket, '{' | '[' | '\'') if !in_first_column => {
            "put a comma before this"
        }
        _ => return None,
    })
}

/// Returns the diagnostic for characters that begin no token.
fn stray(at: Input<'_>) -> Diagnostic {
    let word = lexeme(at).map_or("", |(_, word)| word.text());
    let message = match word {
        "null" => "the language has no 'null'".to_owned(),
        _ if word.starts_with('\u{feff}') => "a byte order mark stands here".to_owned(),
        _ if word.starts_with('"') => "strings are quoted by ', not by \"".to_owned(),
        _ if word.starts_with(|first: char| first.is_ascii_digit()) => {
            "the language has no numbers".to_owned()
        }
        _ if word.starts_with(char::is_alphabetic) => format!("stray word '{word}'"),
        _ => format!("stray '{}'", word.escape_debug()),
    };
    let help = line(at).ok().and_then(|(_, line)| quoting(line.text()));
    Diagnostic::new(Code::StrayCharacter, at.span(word.len()), message).maybe_help(help)
}

/// Returns the help for a line that begins with a stray character.
fn quoting(line: &str) -> Option<String> {
    if let Some((inner, _)) = line
        .strip_prefix('"')
        .and_then(|quoted| quoted.split_once('"'))
    {
        return Some(format!("write '{inner}'"));
    }
    match line.chars().next()? {
        '\u{feff}' => Some("save the file without one".to_owned()),
        '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => Some("the quote is '".to_owned()),
        '/' => Some("comments start with '#'".to_owned()),
        _ if line.starts_with("null") => Some("the builtin type is written 'null'".to_owned()),
        letter if letter.is_alphabetic() => {
            Some("names stand in single quotes: is one missing here, or before?".to_owned())
        }
        _ => None,
    }
}

/// Returns the diagnostic for a string with an error at the end of `span`.
fn broken_string(error: StringError, span: Span) -> Diagnostic {
    let last = |length: usize| {
        let start = span.end.checked_sub(length as u32)?;
        Some(Span { start, ..span })
    };
    match error {
        StringError::Unterminated => {
            let message = "this string has no closing quote on its line";
            Diagnostic::new(Code::UnterminatedString, span, message)
        }
        StringError::Escape(escape) => {
            let message = format!("the escape '\\{escape}' does not exist");
            Diagnostic::new(Code::UnknownEscape, span, message)
                .also(last(1 + escape.len_utf8()), "")
                .help(r"the only escape is '\\'")
        }
        StringError::Character(character) => {
            let number = character as u32;
            let shown = if character.is_control() || character.is_whitespace() {
                format!("U+{number:04X}")
            } else {
                format!("'{character}' (U+{number:04X})")
            };
            let message = format!("strings hold printable ASCII only, not {shown}");
            Diagnostic::new(Code::FunnyCharacter, span, message)
                .also(last(character.len_utf8()), "")
        }
    }
}
