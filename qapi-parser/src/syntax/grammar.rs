//! The grammar of expressions.
//!
//! Errors stand where QEMU's front end sees them: at the token found in the place of the missing one.
//! Keys and nesting are checked here, for only here is the text at hand; the rest is up to
//! `definition`.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::value;
use rustc_hash::FxHashSet;

use super::expr::{Entry, Expr, Str};
use super::lexer::{Input, Parsed, Problem, blank, fail, punctuation, string, token_length};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::limits;
use crate::source::{FileId, Span};

/// The file that is parsed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct File<'a> {
    pub(crate) id: FileId,
    pub(crate) text: &'a str,
}

impl<'a> File<'a> {
    /// The offset at which `rest` of this file begins.
    pub(crate) fn offset(self, rest: Input<'_>) -> usize {
        self.text.len() - rest.len()
    }

    /// The text between two rests of this file.
    pub(crate) fn between(self, from: Input<'_>, to: Input<'_>) -> &'a str {
        self.text
            .get(self.offset(from)..self.offset(to))
            .unwrap_or("")
    }

    /// The place of what is wrong at `at`: `length` bytes, or, at the end of the file, the place just
    /// behind its last character.
    pub(crate) fn place(self, at: Input<'_>, length: usize) -> Span {
        let mut start = self.offset(at);
        if at.is_empty() {
            start -= usize::from(self.text.ends_with('\n'));
            start -= usize::from(self.text.ends_with("\r\n"));
        }
        Span::new(self.id, start, (start + length).min(self.text.len()))
    }

    /// What stands in `span` beyond its first characters.
    pub(crate) fn beyond(self, span: Span, characters: usize) -> Option<Span> {
        let text = self.text.get(span.start as usize..span.end as usize)?;
        let (at, _) = text.char_indices().nth(characters)?;
        Some(Span {
            start: span.start + at as u32,
            ..span
        })
    }

    /// Whether `rest` of this file begins at the start of a line.
    pub(crate) fn in_first_column(self, rest: Input<'_>) -> bool {
        let before = self.text.as_bytes().get(..self.offset(rest));
        before.is_some_and(|before| matches!(before.last(), None | Some(b'\n' | b'\r')))
    }

    pub(crate) fn span(self, from: Input<'_>, to: Input<'_>) -> Span {
        Span::new(self.id, self.offset(from), self.offset(to))
    }
}

/// The grammar over one file.
pub(crate) struct Grammar<'a, 's> {
    pub(crate) file: File<'a>,
    pub(crate) sink: &'s mut Sink,
}

impl<'a> Grammar<'a, '_> {
    /// An expression, behind white space and comments, inside of `depth` others.
    pub(crate) fn expr(&mut self, input: Input<'a>, depth: usize) -> Parsed<'a, Expr> {
        let (start, ()) = blank(input)?;
        match start.first() {
            Some(b'{' | b'[') if depth >= limits::NESTING => {
                let message = format!(
                    "objects and arrays are nested more than {} deep",
                    limits::NESTING
                );
                fail(start, 1, Problem::Code(Code::TooDeep, message))
            }
            Some(b'{') => self.object(start, depth),
            Some(b'[') => self.array(start, depth),
            Some(b'\'') => self
                .string(start)
                .map(|(rest, (string, _))| (rest, Expr::Str(string))),
            _ => self.boolean(start),
        }
    }

    fn boolean(&self, start: Input<'a>) -> Parsed<'a, Expr> {
        let word: Parsed<'a, bool> =
            alt((value(true, tag("true")), value(false, tag("false")))).parse(start);
        match word {
            Ok((rest, truth)) => Ok((rest, Expr::Bool(truth, self.file.span(start, rest)))),
            Err(_) => expected(start, "'{', '[', a string, or a boolean"),
        }
    }

    fn string(&self, start: Input<'a>) -> Parsed<'a, (Str, Input<'a>)> {
        let (rest, (text, escaped)) = string(start)?;
        Ok((
            rest,
            (
                Str {
                    span: self.file.span(start, rest),
                    escaped,
                },
                text,
            ),
        ))
    }

    fn object(&mut self, start: Input<'a>, depth: usize) -> Parsed<'a, Expr> {
        let (mut rest, ()) = punctuation("{")(start)?;
        let mut entries = Vec::new();
        let mut keys = Keys::default();
        if let Ok((rest, ())) = punctuation("}")(rest) {
            return Ok((rest, Expr::Object(entries, self.file.span(start, rest))));
        }
        let mut wanted = "a string or '}'";
        loop {
            let (at, ()) = blank(rest)?;
            if at.first() != Some(&b'\'') {
                return expected(at, wanted);
            }
            let (colon, (key, name)) = self.string(at)?;
            let (colon, ()) = blank(colon)?;
            let Ok((after_colon, ())) = punctuation(":")(colon) else {
                return expected(colon, "':'");
            };
            if keys.repeats(name) {
                // QEMU's front end points at what stands behind the colon.
                let (at, ()) = blank(after_colon)?;
                let name = String::from_utf8_lossy(name);
                let message = format!("the key '{name}' stands here a second time");
                return fail(
                    at,
                    token_length(at),
                    Problem::Code(Code::DuplicateKey, message),
                );
            }
            let (after_value, value) = self.expr(after_colon, depth + 1)?;
            entries.push(Entry { key, value });
            let closed;
            (rest, closed) = self.separator(after_value, b'}', "',' or '}'")?;
            if closed {
                return Ok((rest, Expr::Object(entries, self.file.span(start, rest))));
            }
            wanted = "a string";
        }
    }

    fn array(&mut self, start: Input<'a>, depth: usize) -> Parsed<'a, Expr> {
        let (mut rest, ()) = punctuation("[")(start)?;
        let mut values = Vec::new();
        if let Ok((rest, ())) = punctuation("]")(rest) {
            return Ok((rest, Expr::Array(values, self.file.span(start, rest))));
        }
        let (at, ()) = blank(rest)?;
        if !matches!(at.first(), Some(b'{' | b'[' | b'\'' | b't' | b'f')) {
            return expected(at, "'{', '[', ']', a string, or a boolean");
        }
        loop {
            let (after_value, value) = self.expr(rest, depth + 1)?;
            values.push(value);
            let closed;
            (rest, closed) = self.separator(after_value, b']', "',' or ']'")?;
            if closed {
                return Ok((rest, Expr::Array(values, self.file.span(start, rest))));
            }
        }
    }

    /// What stands between members, or behind the last one: whether it closes. Old releases minded
    /// neither a comma too few nor one too many.
    fn separator(&mut self, input: Input<'a>, close: u8, wanted: &'static str) -> Parsed<'a, bool> {
        let auto = self.sink.edition == Edition::Auto;
        let (at, ()) = blank(input)?;
        match at {
            [mark, rest @ ..] if *mark == close => Ok((rest, true)),
            [b',', rest @ ..] => {
                let (next, ()) = blank(rest)?;
                match next {
                    [mark, behind @ ..] if auto && *mark == close => {
                        let message = "a comma stands behind the last member";
                        let help = "remove it; schemas have none since QEMU 1.4";
                        let span = self.file.place(at, 1);
                        self.sink.push(
                            Diagnostic::new(Code::LegacyTrailingComma, span, message).help(help),
                        );
                        Ok((behind, true))
                    }
                    _ => Ok((rest, false)),
                }
            }
            // What starts in the first column is more likely a definition behind one that lacks its end.
            [b'\'', ..] | [b'{' | b'[', ..]
                if auto
                    && (at.first() == Some(&b'\'')
                        || (close == b']' && !self.file.in_first_column(at))) =>
            {
                let message = "a comma is missing before this";
                let help = "put one; schemas lack none since QEMU 1.6";
                let span = self.file.place(at, token_length(at));
                self.sink
                    .push(Diagnostic::new(Code::LegacyMissingComma, span, message).help(help));
                Ok((at, false))
            }
            _ => expected(at, wanted),
        }
    }
}

/// Fails at a token that stands in the place of another, or that is none.
fn expected<'a, T>(at: Input<'a>, what: &'static str) -> Parsed<'a, T> {
    let length = token_length(at);
    if is_token(at) {
        // A string that is broken itself is the first thing wrong.
        if at.first() == Some(&b'\'') {
            string(at)?;
        }
        return fail(at, length, Problem::Expected(what));
    }
    let word = String::from_utf8_lossy(at.get(..length).unwrap_or_default()).into_owned();
    let message = match word.as_str() {
        "null" => "the language has no 'null'".to_owned(),
        _ if word.starts_with('\u{feff}') => "a byte order mark stands here".to_owned(),
        _ if word.starts_with('"') => "strings are quoted by ', not by \"".to_owned(),
        _ if word.starts_with(|first: char| first.is_ascii_digit()) => {
            "the language has no numbers".to_owned()
        }
        _ if word.starts_with(char::is_alphabetic) => format!("stray word '{word}'"),
        _ => format!("stray '{}'", word.escape_debug()),
    };
    fail(at, length, Problem::Code(Code::StrayCharacter, message))
}

/// Whether a token starts here, or the input ends.
pub(crate) fn is_token(at: Input<'_>) -> bool {
    match at.first() {
        None => true,
        Some(b'{' | b'}' | b'[' | b']' | b':' | b',' | b'\'' | b'#') => true,
        Some(_) => at.starts_with(b"true") || at.starts_with(b"false"),
    }
}

/// How many keys are compared one by one, before a table pays.
const FEW_KEYS: usize = 16;

/// The keys of an object, so far. Most objects have few.
#[derive(Default)]
struct Keys<'a> {
    few: [&'a [u8]; FEW_KEYS],
    count: usize,
    many: FxHashSet<&'a [u8]>,
}

impl<'a> Keys<'a> {
    fn repeats(&mut self, key: &'a [u8]) -> bool {
        if let Some(free) = self.few.get_mut(self.count) {
            *free = key;
            let before = self.few.iter().take(self.count);
            self.count += 1;
            return before.into_iter().any(|known| *known == key);
        }
        if self.many.is_empty() {
            self.many.extend(self.few);
        }
        !self.many.insert(key)
    }
}
