//! The lines of a doc comment, and the marks around them.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::char;
use nom::combinator::{not, opt, verify};
use nom::multi::fold_many0;
use nom::sequence::preceded;

use super::style::{Finding, MAX_COLUMNS, Style};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::combinator::in_auto;
use crate::syntax::error::{Error, Parsed};
use crate::syntax::input::{Input, Source, Stream};
use crate::syntax::lexer::{character, is_space, is_token, lexeme_length, line, space};

/// A line of a comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The text after `# `, without white space at its end.
    pub(super) text: &'a str,
    /// The span of the whole line, from its `#` on.
    pub(super) span: Span,
    /// `true` if a space follows the `#` before text.
    is_spaced: bool,
}

/// The lines of a comment: the input of the grammar of sections.
pub(super) type Lines<'a> = Stream<'a, Line<'a>>;

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the number of white space characters at the start of the text.
    pub(super) fn indent(&self) -> usize {
        let spaces = self.text.bytes().take_while(|&byte| byte == b' ').count();
        match self.text.as_bytes().get(spaces) {
            None | Some(b'!'..=b'~') => spaces,
            Some(_) => self.text.chars().take_while(|&sign| is_space(sign)).count(),
        }
    }
}

/// A comment, split into lines.
#[derive(Debug)]
pub(super) struct Comment<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// The span from the first mark to the last, or to the place of a missing one.
    pub(super) span: Span,
    /// The text found instead of the last mark.
    pub(super) unclosed: Option<Span>,
    /// `true` if a mark is wrong.
    pub(super) broken: bool,
}

impl Comment<'_> {
    /// Returns the span of the `##` that opens it.
    pub(super) fn first_mark(&self) -> Span {
        Span {
            end: self.span.start + 2,
            ..self.span
        }
    }

    /// Returns the span of the `##` that closes it, or of the bytes found instead.
    pub(super) fn last_mark(&self) -> Span {
        Span {
            start: self.span.end.saturating_sub(2),
            ..self.span
        }
    }

    /// Returns the place after its last mark.
    pub(super) fn end(&self) -> Span {
        Span {
            start: self.span.end,
            ..self.span
        }
    }
}

/// `comment = opening { text } [ closing ]`
pub(super) fn comment<'a>(start: Input<'a>) -> Parsed<'a, Comment<'a>> {
    let mut style = Style::default();
    let mut lines = Vec::with_capacity(USUAL_LINES);
    let add = |(), line: Line<'a>| {
        if let Some(finding) = style.check(line.text) {
            report_style(finding, line, start.source);
        }
        lines.push(line);
    };
    let all = fold_many0(text, || (), add);
    let closing = preceded(space, opt(alt((closing, in_auto(old_closing)))));
    let (rest, (is_opened, (), is_closed)) = (opening, all, closing).parse(start)?;
    let marked = is_opened && lines.iter().all(|line| line.is_spaced) && is_closed != Some(false);
    let comment = Comment {
        lines,
        span: start.span_to(rest),
        unclosed: is_closed.is_none().then(|| unclosed(rest)),
        broken: !marked,
    };
    Ok((rest, comment))
}

/// The number of lines of most comments.
const USUAL_LINES: usize = 32;

/// Matches the `##` that opens a comment. Returns whether it is alone on its line.
fn opening(input: Input<'_>) -> Parsed<'_, bool> {
    let (rest, junk) = preceded(tag("##"), line).parse(input)?;
    if !junk.items.is_empty() {
        let message = "the line that opens a doc comment holds more than '##'";
        let help = "a plain comment starts with one '#', followed by something else";
        let diagnostic = Diagnostic::new(Code::LegacyDocMark, input.span_to(rest), message);
        input.source.report(diagnostic.help(help));
    }
    Ok((rest, junk.items.is_empty()))
}

/// Matches the `##` that closes a comment. Returns whether it is alone on its line.
fn closing(input: Input<'_>) -> Parsed<'_, bool> {
    let (rest, junk) = preceded(tag("##"), line).parse(input)?;
    if !junk.items.is_empty() {
        let message = "the line that closes a doc comment holds more than '##'";
        let diagnostic = Diagnostic::new(Code::LegacyDocMark, input.span_to(rest), message);
        input.source.report(diagnostic);
    }
    Ok((rest, junk.items.is_empty()))
}

/// Matches `# ##`, which also closes a comment before QEMU 2.5.
fn old_closing(input: Input<'_>) -> Parsed<'_, bool> {
    let marks = verify(line, |marks| is_old_closing(marks.text()));
    let (rest, _) = preceded(char('#'), marks).parse(input)?;
    let message = "this doc comment is closed by '# ##'";
    let help = "write '##'; schemas do since QEMU 2.5";
    let diagnostic = Diagnostic::new(Code::LegacyDocClose, input.span_to(rest), message);
    input.source.report(diagnostic.help(help));
    Ok((rest, true))
}

fn is_old_closing(marks: &str) -> bool {
    // Most lines are distinguished by their first character.
    let first = marks.bytes().find(|&byte| byte != b' ');
    !matches!(first, None | Some(b'!'..=b'"' | b'$'..=b'~')) && marks.trim_matches(is_space) == "##"
}

/// `text = '#' [ ' ' ] line`, except where that closes the comment.
fn text(input: Input<'_>) -> Parsed<'_, Line<'_>> {
    let (start, ()) = space(input)?;
    let (rest, text) = preceded((char('#'), not(char('#'))), line).parse(start)?;
    let text = text.text();
    if input.source.edition == Edition::Auto && is_old_closing(text) {
        return Err(Error::no_match(start));
    }
    let span = start.span_to(rest);
    let is_spaced = text.is_empty() || text.starts_with(' ');
    if !is_spaced {
        let message = "a space is missing behind '#' in this doc comment";
        let diagnostic = Diagnostic::new(Code::LegacyDocMark, span, message);
        input.source.report(diagnostic);
    }
    let text = text.strip_prefix(' ').unwrap_or(text);
    let line = Line {
        text: text.trim_end_matches(is_space),
        span,
        is_spaced,
    };
    Ok((rest, line))
}

/// Reports the findings about the style of a line.
fn report_style(finding: Finding, line: Line<'_>, source: &Source<'_>) {
    if let Some(columns) = finding.too_long {
        let message = format!("this line of a doc comment has {columns} characters");
        let help = "wrap it at 70; a line that is one URL may be longer";
        let surplus = source.slice(line.span).char_indices().nth(MAX_COLUMNS);
        let surplus = surplus.map(|(at, _)| Span {
            start: line.span.start + at as u32,
            ..line.span
        });
        let diagnostic = Diagnostic::new(Code::LegacyLineLength, line.span, message);
        source.report(diagnostic.also(surplus, "").help(help));
    }
    for end in finding.single_spaces {
        // QEMU's front end reports the place after the punctuation, counted from the comment's
        // text.
        let start = line.span.start as usize + 2 + end;
        let span = source.span(start, start + 1);
        let message = "only one space follows the end of a sentence";
        let help = "put two spaces between sentences";
        source.report(Diagnostic::new(Code::LegacySentenceSpace, span, message).help(help));
    }
}

/// Returns the span of the text found instead of the end of a comment.
fn unclosed(input: Input<'_>) -> Span {
    let length = if is_token(input) {
        lexeme_length(input)
    } else {
        character(input).map_or(1, |(_, character)| character.len_utf8())
    };
    input.span(length)
}
