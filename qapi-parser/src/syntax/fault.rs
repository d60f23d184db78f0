//! What is said about a fault of the grammar: the message, the places that explain it, and advice.

use super::grammar::File;
use super::lexer::{Fault, Input, Problem, blank, first_char, line, string, token_length};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The diagnostic of a fault in the top-level expression that begins at `start`.
pub(super) fn describe(file: File<'_>, start: Input<'_>, fault: &Fault<'_>) -> Diagnostic {
    let span = file.place(fault.at, fault.length);
    let (code, message) = match &fault.problem {
        Problem::Code(code, message) => (*code, message.clone()),
        Problem::Expected(what) => return unexpected(file, start, fault, span, what),
    };
    let diagnostic = Diagnostic::new(code, span, message);
    match code {
        Code::StrayCharacter => diagnostic.maybe_help(quoting(fault.at)),
        Code::UnknownEscape => diagnostic
            .also(last_of(fault, span, r"\"), "")
            .help(r"the only escape is '\\'"),
        Code::FunnyCharacter => diagnostic.also(last_of(fault, span, ""), ""),
        Code::DuplicateKey => {
            let first = first_of_key(start, fault.at);
            diagnostic.also(
                first.map(|(at, length)| file.place(at, length)),
                "first here",
            )
        }
        _ => diagnostic,
    }
}

fn unexpected(
    file: File<'_>,
    start: Input<'_>,
    fault: &Fault<'_>,
    span: Span,
    what: &str,
) -> Diagnostic {
    let token = fault.at.get(..fault.length).unwrap_or_default();
    let found = match token.first() {
        None => "the end of the file".to_owned(),
        Some(b'#') => "a doc comment".to_owned(),
        Some(_) if token.len() == 1 => format!("'{}'", String::from_utf8_lossy(token)),
        Some(_) => String::from_utf8_lossy(token).into_owned(),
    };
    if fault.at.len() == start.len() {
        let message = format!("expected a definition or directive, found {found}");
        let diagnostic = Diagnostic::new(Code::UnexpectedToken, span, message);
        return match token {
            b"}" | b"]" => diagnostic.help("what stands before this is closed already"),
            _ => diagnostic,
        };
    }
    let message = format!("expected {what}, found {found}");
    let diagnostic = Diagnostic::new(Code::UnexpectedToken, span, message);
    if let Some(advice) = advice(what, fault.at, file) {
        return diagnostic.help(advice);
    }
    let opening = match token {
        b"}" | b"]" | b"" => unclosed(start, fault.at),
        _ if file.in_first_column(fault.at) => unclosed(start, fault.at),
        _ => None,
    };
    let opening = opening.map(|opening| file.place(opening, 1));
    diagnostic.also(opening, "not closed yet")
}

/// What to do about a missing token, where that is plain.
fn advice(what: &str, at: Input<'_>, file: File<'_>) -> Option<&'static str> {
    let separator = matches!(what, "',' or '}'" | "',' or ']'");
    Some(match at.first()? {
        b'}' if what == "a string" => "remove the comma before '}'",
        b']' if what == "'{', '[', a string, or a boolean" => "remove the comma before ']'",
        b'#' if !file.in_first_column(at) => "a doc comment cannot stand inside a definition",
        _ if what == "':'" => "a key and its value stand with ':' between them",
        b'{' | b'[' | b'\'' if separator && !file.in_first_column(at) => "put a comma before this",
        _ => return None,
    })
}

/// What to do about characters that start no token.
fn quoting(at: Input<'_>) -> Option<String> {
    let (_, line) = line(at).ok()?;
    let line = std::str::from_utf8(line).ok()?;
    if let Some((inner, _)) = line
        .strip_prefix('"')
        .and_then(|behind| behind.split_once('"'))
    {
        return Some(format!("write '{inner}'"));
    }
    match first_char(at)? {
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

/// The last character that a fault covers, with `prefix` if that stands before it.
fn last_of(fault: &Fault<'_>, span: Span, prefix: &str) -> Option<Span> {
    let text = std::str::from_utf8(fault.at.get(..fault.length)?).ok()?;
    let length = text.chars().next_back()?.len_utf8() + prefix.len();
    Some(Span {
        start: span.end.checked_sub(length as u32)?,
        ..span
    })
}

/// The tokens from `start` on: each as the rest of the file, and its length.
fn tokens(start: Input<'_>) -> impl Iterator<Item = (Input<'_>, usize)> {
    let mut rest = start;
    std::iter::from_fn(move || {
        let at = blank(rest).map_or(&[][..], |(rest, ())| rest);
        let length = token_length(at);
        rest = at.get(length..)?;
        (length > 0).then_some((at, length))
    })
}

/// The innermost bracket that is open at `end`.
fn unclosed<'a>(start: Input<'a>, end: Input<'a>) -> Option<Input<'a>> {
    let mut open = Vec::new();
    for (at, _) in tokens(start).take_while(|(at, _)| at.len() > end.len()) {
        match at.first() {
            Some(b'{' | b'[') => open.push(at),
            Some(b'}' | b']') => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// Where the key before the value at `end` stands for the first time in its object.
fn first_of_key<'a>(start: Input<'a>, end: Input<'a>) -> Option<(Input<'a>, usize)> {
    let object = unclosed(start, end)?;
    let mut depth = 0_usize;
    let mut keys = Vec::new();
    let mut last = None;
    for token in tokens(object).take_while(|(at, _)| at.len() > end.len()) {
        match token.0.first() {
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => depth = depth.saturating_sub(1),
            Some(b':') if depth == 1 => keys.extend(last),
            _ => {}
        }
        last = Some(token);
    }
    let text = |&(at, _): &(Input<'a>, usize)| string(at).ok().map(|(_, (text, _))| text);
    let key = keys.pop().as_ref().and_then(text)?;
    keys.into_iter().find(|token| text(token) == Some(key))
}
