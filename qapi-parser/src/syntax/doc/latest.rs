//! The grammar of a definition's comment after its first line, as of the latest release
//! (qapi-code-gen, "Documentation comments"):
//!
//! ```text
//! sections    = { { blank_line } part } { blank_line }
//! part        = features | description | section | paragraph
//! features    = 'Features:'
//! description = '@' name ':' text continued
//! section     = tag ':' text continued
//! paragraph   = line { line }
//! continued   = { blank_line } [ indented_line { indented_line | blank_line } ]
//! ```

use nom::branch::alt;
use nom::bytes::complete::take_while;
use nom::combinator::{opt, recognize};
use nom::multi::fold_many0;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::line::{Line, Lines};
use super::marker::{Tagged, described, is_features, tagged};
use super::sections::Sections;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::SectionKind;

type Parsed<'a, T> = IResult<Lines<'a>, T, ()>;

/// A part of a comment: its first line, the content of that, and the continuation lines.
struct Part<'a> {
    line: Line<'a>,
    form: Form<'a>,
    continued: Lines<'a>,
}

enum Form<'a> {
    Features,
    Description { name: &'a str, text: &'a str },
    Section(Tagged<'a>),
    Paragraph,
}

/// The kind of the last part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The first line, or a paragraph of the body.
    Body,
    Member,
    /// `Features:`, which a description must follow.
    Features,
    Feature,
    Other,
}

/// Reads a comment to its end. Returns whether it ends in a `Features:` without descriptions.
pub(super) fn read<'a>(lines: Lines<'a>, sections: &mut Sections<'a>) -> bool {
    let features = |text| is_features(text).then_some(Form::Features);
    let description = |text| described(text).map(|(name, text)| Form::Description { name, text });
    let section = |text| tagged(text).map(Form::Section);
    let paragraph = |_| Some(Form::Paragraph);
    let part = alt((
        part(features, nothing),
        part(description, continued),
        part(section, continued),
        part(paragraph, text),
    ));
    let part = preceded(blank_lines, part);
    let add = |last, part| add(part, last, sections);
    let last = fold_many0(part, || Last::Body, add).parse(lines);
    last.is_ok_and(|(_, last)| last == Last::Features)
}

/// Matches a part whose first line has a given form.
fn part<'a>(
    form: impl Fn(&'a str) -> Option<Form<'a>>,
    continued: impl Fn(Lines<'a>) -> Parsed<'a, Lines<'a>>,
) -> impl FnMut(Lines<'a>) -> Parsed<'a, Part<'a>> {
    move |lines| {
        let first = lines.items.first();
        let Some((line, form)) = first.and_then(|line| Some((*line, form(line.text)?))) else {
            return Err(nom::Err::Error(()));
        };
        let (rest, continued) = continued(lines.skip(1))?;
        let part = Part {
            line,
            form,
            continued,
        };
        Ok((rest, part))
    }
}

fn nothing(lines: Lines<'_>) -> Parsed<'_, Lines<'_>> {
    Ok((lines, lines.prefix(0)))
}

fn text(lines: Lines<'_>) -> Parsed<'_, Lines<'_>> {
    take_while(|line: Line<'_>| !line.is_blank()).parse(lines)
}

fn blank_lines(lines: Lines<'_>) -> Parsed<'_, Lines<'_>> {
    take_while(|line: Line<'_>| line.is_blank()).parse(lines)
}

/// `continued = { blank_line } [ indented_line { indented_line | blank_line } ]`
fn continued(lines: Lines<'_>) -> Parsed<'_, Lines<'_>> {
    recognize((blank_lines, opt(indented))).parse(lines)
}

/// `indented_line { indented_line | blank_line }`, where no line is indented less than the first.
fn indented(lines: Lines<'_>) -> Parsed<'_, ()> {
    let indent = lines.items.first().map_or(0, Line::indent);
    if indent == 0 {
        return Err(nom::Err::Error(()));
    }
    let goes_on = |line: Line<'_>| line.is_blank() || line.indent() >= indent;
    let (rest, others) = take_while(goes_on).parse(lines.skip(1))?;
    // QEMU's front end checks the second line only.
    if let (true, Some(second)) = (others.items.is_empty(), rest.items.first())
        && described(second.text).is_none()
    {
        let message = format!("this line needs {indent} spaces of indentation at least");
        let diagnostic = Diagnostic::new(Code::LegacyDocIndent, second.span, message);
        lines.source.report(diagnostic);
    }
    Ok((rest, ()))
}

/// Adds a part to the sections of its comment.
fn add<'a>(part: Part<'a>, last: Last, sections: &mut Sections<'a>) -> Last {
    let line = part.line;
    let is_description = matches!(part.form, Form::Description { .. });
    if last == Last::Features && !is_description {
        let message = "descriptions of features were expected here";
        sections.report(Diagnostic::new(Code::LegacyDocEmpty, line.span, message));
    }
    let next = match part.form {
        Form::Features => {
            sections.features(line);
            Last::Features
        }
        Form::Description { name, text } => {
            let (kind, next) = match last {
                Last::Features | Last::Feature => {
                    (SectionKind::Feature(name.into()), Last::Feature)
                }
                _ => (SectionKind::Member(name.into()), Last::Member),
            };
            if last == Last::Other {
                sections.report_order(line, name);
            }
            if name.is_empty() {
                sections.report_name(line);
                sections.push(kind, line);
            } else {
                sections.describe(kind, line, name);
            }
            sections.add_text(text);
            next
        }
        Form::Section(tagged) => {
            sections.tagged(line, tagged);
            Last::Other
        }
        Form::Paragraph => {
            sections.paragraph(line);
            match last {
                Last::Body => Last::Body,
                _ => Last::Other,
            }
        }
    };
    sections.add_lines(part.continued.items);
    next
}
