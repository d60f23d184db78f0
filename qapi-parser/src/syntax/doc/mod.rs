//! Doc comments: a block of comment lines between two `##` lines, split into sections.
//!
//! `line` reads the lines, and `style` checks their text. `latest` is the grammar of a definition's
//! comment, and `older` reads it as releases before 9.0 did. Both fill `sections`. After an error
//! the rest of the comment is read. `resolve` checks whether the sections fit the definition.

mod latest;
mod line;
mod marker;
mod older;
mod sections;
mod style;

use nom::Offset;

#[cfg(feature = "format")]
pub(crate) use self::style::MAX_COLUMNS;

use self::line::{Comment, Line, comment};
use self::marker::{Symbol, described, symbol};
use self::sections::{Sections, trim};
use super::error::Parsed;
use super::input::{Input, Source, Stream};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Section, SectionKind};
use crate::source::Span;

/// A doc comment.
#[derive(Debug)]
pub(crate) struct DocBlock {
    pub(crate) span: Span,
    /// The name after `@` on the first line, with its span; `None` for a free-form comment.
    pub(crate) symbol: Option<(Box<str>, Span)>,
    /// The sections. The first is the body, even if it is empty.
    pub(crate) sections: Vec<Section>,
    /// `true` after an error, so that a part that seems missing may exist.
    pub(crate) broken: bool,
    /// `true` if it was split as in releases before 9.0.
    pub(crate) older: bool,
}

/// Returns whether the comments of a text have the form of releases before 9.0. The sign is a line
/// of a section `Note:` or `Example:`, which later releases lack.
pub(crate) fn is_older(text: &str) -> bool {
    // The text of a comment begins on its second line.
    const MARKS: [&[u8]; 3] = [b"\n# Note", b"\n# NOTE:", b"\n# Example"];
    let bytes = text.as_bytes();
    let optional = memchr::memmem::find_iter(bytes, b"#optional").any(|at| {
        let behind = bytes.get(at + b"#optional".len());
        let before = bytes.get(..at).unwrap_or_default();
        behind == Some(&b' ') || before.ends_with(b"\n# ")
    });
    let is_tag = |at: usize, mark: &[u8]| {
        let behind = bytes.get(at + mark.len()..).unwrap_or_default();
        mark.ends_with(b":") || behind.starts_with(b":") || behind.starts_with(b"s:")
    };
    optional
        || MARKS
            .iter()
            .any(|mark| memchr::memmem::find_iter(bytes, mark).any(|at| is_tag(at, mark)))
}

/// `doc_comment = definition_comment | free_form`. `older` ones are split as in releases before
/// 9.0.
pub(super) fn doc_comment<'a>(older: bool) -> impl FnMut(Input<'a>) -> Parsed<'a, DocBlock> {
    move |input| {
        let (rest, comment) = comment(input)?;
        let first = comment
            .lines
            .first()
            .and_then(|line| Some((*line, symbol(line.text)?)));
        let block = match first {
            Some((first, symbol)) => {
                definition_comment(&comment, first, symbol, older, input.source)
            }
            None => free_form(&comment, older, input.source),
        };
        Ok((rest, block))
    }
}

fn definition_comment<'a>(
    comment: &'a Comment<'a>,
    first: Line<'a>,
    Symbol { name, text }: Symbol<'a>,
    older: bool,
    source: &'a Source<'a>,
) -> DocBlock {
    let mut sections = Sections::new(source, first);
    let start = source.text.offset(name);
    let place = source.span(start, start + name.len());
    if let Some(text) = text {
        sections.report_colon(first, name);
        sections.add_text(text);
    } else if name.is_empty() {
        sections.report_name(first);
    }
    // Only releases before 5.0 allow text after the name.
    let older = older || (text.is_some() && source.edition == Edition::Auto);
    let lines = comment.lines.get(1..).unwrap_or_default();
    let lacks_features = if older {
        older::read(lines, &mut sections);
        false
    } else {
        latest::read(Stream::new(source, lines), &mut sections)
    };
    let broken = comment.broken || sections.broken;
    report_end(comment, broken, source);
    if lacks_features {
        let message = "descriptions of features are missing behind 'Features:'";
        let span = comment.last_mark();
        source.report(Diagnostic::new(Code::LegacyDocEmpty, span, message));
    }
    DocBlock {
        span: comment.span,
        symbol: Some((name.into(), place)),
        sections: sections.finish(),
        broken: broken || comment.unclosed.is_some(),
        older,
    }
}

fn free_form(comment: &Comment<'_>, older: bool, source: &Source<'_>) -> DocBlock {
    let first = comment.lines.first().map(|line| line.span);
    let mut section = Section {
        kind: SectionKind::Plain,
        text: String::new(),
        span: first.unwrap_or(comment.end()),
        implied: false,
    };
    for line in &comment.lines {
        if let Some((name, _)) = described(line.text) {
            let message = format!("'@{name}:' cannot be described in a free-form comment");
            let help = "the comment of a definition starts with '@NAME:' on its first line";
            let diagnostic = Diagnostic::new(Code::LegacyDocLostMember, line.span, message);
            source.report(diagnostic.help(help));
        }
        section.text.push_str(line.text);
        section.text.push('\n');
    }
    report_end(comment, comment.broken, source);
    let mut sections = vec![section];
    trim(&mut sections);
    DocBlock {
        span: comment.span,
        symbol: None,
        sections,
        broken: comment.broken || comment.unclosed.is_some(),
        older,
    }
}

/// Reports a comment without an end. After another error in its marks it is not reported.
fn report_end(comment: &Comment<'_>, broken: bool, source: &Source<'_>) {
    if let Some(found) = comment.unclosed.filter(|_| !broken) {
        let message = "the doc comment before this has no '##' at its end";
        let diagnostic = Diagnostic::new(Code::LegacyDocEnd, found, message);
        source.report(diagnostic.also(Some(comment.first_mark()), "begins here"));
    }
}
