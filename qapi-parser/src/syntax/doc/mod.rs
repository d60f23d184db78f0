//! Doc comments: a block of comment lines between two `##` lines, cut into sections.
//!
//! Here the lines are read; `sections` cuts those of a definition's comment as the latest release does
//! (qapi-code-gen, "Documentation comments"), `older` as releases before 9.0 did. A broken rule is
//! reported and the comment read on. Whether the sections fit the definition is up to `resolve`.

mod older;
mod sections;

use rustc_hash::FxHashMap;

use super::grammar::{File, is_token};
use super::lexer::{Input, first_char, is_space, line, space, token_length};
use super::prose::{self, Prose};
use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::schema::{Section, SectionKind};
use crate::source::Span;

/// A doc comment.
#[derive(Debug)]
pub(crate) struct DocBlock {
    pub(crate) span: Span,
    /// The name after `@` on the first line, with its place; `None` for a free-form comment.
    pub(crate) symbol: Option<(Box<str>, Span)>,
    /// The body first, be it empty.
    pub(crate) sections: Vec<Section>,
    /// Whether something was wrong, so that what seems missing may not be.
    pub(crate) broken: bool,
    /// Whether it was cut as releases before 9.0 did.
    pub(crate) older: bool,
}

/// Whether the comments of a text are of the form that releases before 9.0 had: sections `Note:` and
/// `Example:` are gone since then, and only their lines tell.
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

/// Reads the doc comment at the start of the input, which begins with `##`. Gives the rest behind it.
/// `older` comments are cut as releases before 9.0 did.
pub(crate) fn doc_comment<'a>(
    file: File<'a>,
    input: Input<'a>,
    older: bool,
    sink: &mut Sink,
) -> (Input<'a>, DocBlock) {
    let mut reader = Reader {
        file,
        sink,
        rest: input,
        start: input,
        line: None,
        prose: Prose::default(),
        described: FxHashMap::default(),
        broken: false,
        older,
    };
    reader.open();
    let (symbol, sections) = match reader.line {
        Some(first) if first.text.starts_with('@') => {
            let (symbol, body) = reader.symbol(first);
            let mut sections = Vec::with_capacity(8);
            sections.push(body);
            if reader.older {
                reader.older_sections(&mut sections);
            } else {
                reader.sections(&mut sections);
            }
            finish(&mut sections);
            reader.check_empty(&sections);
            (Some(symbol), sections)
        }
        _ => (None, reader.free_form()),
    };
    let span = file.span(input, reader.rest);
    let (rest, broken, older) = (reader.rest, reader.broken, reader.older);
    (
        rest,
        DocBlock {
            span,
            symbol,
            sections,
            broken,
            older,
        },
    )
}

/// A line of a comment: the text behind `# `, without white space at its end.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    /// The file from the line's `#` on.
    at: Input<'a>,
    length: usize,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text
            .chars()
            .take_while(|&character| is_space(character))
            .count()
    }
}

struct Reader<'a, 's> {
    file: File<'a>,
    sink: &'s mut Sink,
    rest: Input<'a>,
    /// The comment's `##` and all behind it.
    start: Input<'a>,
    /// The current line; `None` behind the last.
    line: Option<Line<'a>>,
    prose: Prose,
    /// What was described, members and features (true) apart.
    described: FxHashMap<(&'a str, bool), Span>,
    broken: bool,
    /// Whether the comment is cut as releases before 9.0 did.
    older: bool,
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        // Behind these, what is missing may just not have been understood.
        self.broken |= matches!(
            diagnostic.code,
            Code::LegacyDocEnd | Code::LegacyDocMark | Code::LegacyDocName
        );
        self.sink.push(diagnostic);
    }

    fn span_of(&self, line: Line<'a>) -> Span {
        self.file
            .span(line.at, line.at.get(line.length..).unwrap_or_default())
    }

    fn complain(&mut self, line: Line<'a>, code: Code, message: impl Into<String>) {
        let span = self.span_of(line);
        self.report(Diagnostic::new(code, span, message));
    }

    /// Reads the `##` that opens the comment, and its first line.
    fn open(&mut self) {
        let at = self.rest;
        let (rest, mark) = line(at).unwrap_or((&[], at));
        self.rest = rest;
        if mark != b"##" {
            let line = Line {
                text: "",
                at,
                length: mark.len(),
            };
            let span = self.span_of(line);
            let message = "the line that opens a doc comment holds more than '##'";
            let help = "a plain comment starts with one '#', followed by something else";
            self.report(Diagnostic::new(Code::LegacyDocMark, span, message).help(help));
        }
        self.advance();
    }

    /// Goes on to the next line.
    fn advance(&mut self) {
        let (at, ()) = space(self.rest).unwrap_or((&[], ()));
        if at.first() != Some(&b'#') {
            let length = if is_token(at) {
                token_length(at)
            } else {
                first_char(at).map_or(1, char::len_utf8)
            };
            self.rest = at;
            self.line = None;
            let span = self.file.place(at, length);
            // Behind a line that should not have opened a comment, that says nothing new.
            if !self.broken {
                let message = "the doc comment before this has no '##' at its end";
                let opening = self.file.place(self.start, 2);
                let diagnostic = Diagnostic::new(Code::LegacyDocEnd, span, message);
                self.report(diagnostic.also(Some(opening), "begins here"));
            }
            self.broken = true;
            return;
        }
        let (rest, mark) = line(at).unwrap_or((&[], at));
        self.rest = rest;
        let whole = self.file.between(at, rest);
        let mut line = Line {
            text: "",
            at,
            length: mark.len(),
        };
        if let Some(junk) = whole.strip_prefix("##") {
            if !junk.is_empty() {
                self.complain(
                    line,
                    Code::LegacyDocMark,
                    "the line that closes a doc comment holds more than '##'",
                );
            }
            self.prose.end();
            self.line = None;
            return;
        }
        let behind_mark = whole.strip_prefix('#').unwrap_or("");
        let is_close =
            |text: &str| text.starts_with("##") && text.trim_end_matches(is_space) == "##";
        if self.sink.edition == Edition::Auto && is_close(behind_mark.trim_start_matches(is_space))
        {
            let message = "this doc comment is closed by '# ##'";
            let span = self.span_of(line);
            let help = "write '##'; schemas do since QEMU 2.5";
            self.report(Diagnostic::new(Code::LegacyDocClose, span, message).help(help));
            self.prose.end();
            self.line = None;
            return;
        }
        line.text = match behind_mark.strip_prefix(' ') {
            Some(text) => text.trim_end_matches(is_space),
            None if behind_mark.is_empty() => "",
            None => {
                self.complain(
                    line,
                    Code::LegacyDocMark,
                    "a space is missing behind '#' in this doc comment",
                );
                behind_mark.trim_end_matches(is_space)
            }
        };
        self.check_prose(line);
        self.line = Some(line);
    }

    fn check_prose(&mut self, line: Line<'a>) {
        let Some(finding) = self.prose.check(line.text) else {
            return;
        };
        let at = self.file.offset(line.at);
        if let Some(columns) = finding.too_long {
            let span = self.span_of(line);
            let message = format!("this line of a doc comment has {columns} characters");
            let help = "wrap it at 70; a line that is one URL may be longer";
            let diagnostic = Diagnostic::new(Code::LegacyLineLength, span, message);
            let surplus = self.file.beyond(span, prose::MAX_COLUMNS);
            self.report(diagnostic.also(surplus, "").help(help));
        }
        for end in finding.single_spaces {
            // QEMU's front end points one behind the punctuation, counted from the comment's text.
            let start = at + 2 + end;
            let span = Span::new(self.file.id, start, start + 1);
            let help = "put two spaces between sentences";
            let message = "only one space follows the end of a sentence";
            self.report(Diagnostic::new(Code::LegacySentenceSpace, span, message).help(help));
        }
    }

    /// Notes that a member or feature is described in a line; says so where it was before.
    fn describe(&mut self, name: &'a str, kind: &SectionKind, line: Line<'a>) {
        let span = self.span_of(line);
        let is_feature = matches!(kind, SectionKind::Feature(_));
        let first = *self.described.entry((name, is_feature)).or_insert(span);
        if first != span {
            let message = format!("'@{name}' is described here a second time");
            let diagnostic = Diagnostic::new(Code::LegacyDocDuplicate, span, message);
            self.report(diagnostic.also(Some(first), "first described here"));
        }
    }

    fn skip_blank_lines(&mut self) {
        while self.line.is_some_and(|line| line.text.is_empty()) {
            self.advance();
        }
    }

    fn section(&self, kind: SectionKind, line: Line<'a>) -> Section {
        Section {
            kind,
            text: String::new(),
            span: self.span_of(line),
            implied: false,
        }
    }

    /// The name on the first line of a definition's comment, and the body that may follow on it.
    fn symbol(&mut self, first: Line<'a>) -> ((Box<str>, Span), Section) {
        let name = first.text.get(1..).unwrap_or("");
        let at = self.file.offset(first.at);
        let sign = self.file.text.get(at..).and_then(|text| text.find('@'));
        let at = at + sign.unwrap_or(0) + 1;
        let mut body = self.section(SectionKind::Plain, first);
        let symbol = match name.strip_suffix(':') {
            Some("") => {
                self.complain(first, Code::LegacyDocName, "a name is missing behind '@'");
                ""
            }
            Some(name) => name,
            None => {
                let (name, text) = name
                    .split_once(|sign| sign == ':' || is_space(sign))
                    .unwrap_or((name, ""));
                let message = "the first line of a definition's comment is not just '@NAME:'";
                let help = format!("write '@{name}:'; schemas do since QEMU 5.0");
                let span = self.span_of(first);
                self.report(Diagnostic::new(Code::LegacyDocColon, span, message).help(help));
                // Only releases before 5.0 wrote it so.
                self.older |= self.sink.edition == Edition::Auto;
                append_text(&mut body, text.trim_start_matches([' ', ':']));
                name
            }
        };
        self.advance();
        (
            (
                symbol.into(),
                Span::new(self.file.id, at, at + symbol.len()),
            ),
            body,
        )
    }

    /// Reports sections without text.
    fn check_empty(&mut self, sections: &[Section]) {
        for section in sections {
            if section.kind != SectionKind::Plain && section.text.is_empty() {
                let what = title(&section.kind);
                let message = format!("{what} has no text");
                self.report(Diagnostic::new(Code::LegacyDocEmpty, section.span, message));
            }
        }
    }

    fn free_form(&mut self) -> Vec<Section> {
        let line = self.line.unwrap_or(Line {
            text: "",
            at: self.rest,
            length: 0,
        });
        let mut section = self.section(SectionKind::Plain, line);
        while let Some(line) = self.line {
            if let Some((name, _)) = described(line.text) {
                let message = format!("'@{name}:' cannot be described in a free-form comment");
                let span = self.span_of(line);
                let help = "the comment of a definition starts with '@NAME:' on its first line";
                self.report(Diagnostic::new(Code::LegacyDocLostMember, span, message).help(help));
            }
            append_line(&mut section, line.text);
            self.advance();
        }
        let mut sections = vec![section];
        finish(&mut sections);
        sections
    }
}

fn append_line(section: &mut Section, text: &str) {
    if section.text.capacity() == 0 {
        // Most have a line or two.
        section.text.reserve(text.len().max(150) + 1);
    }
    section.text.push_str(text);
    section.text.push('\n');
}

fn append_text(section: &mut Section, text: &str) {
    if !text.is_empty() {
        append_line(section, text);
    }
}

/// Takes the blank lines off both ends of every section.
fn finish(sections: &mut [Section]) {
    for section in sections {
        let end = section.text.trim_end_matches('\n').len();
        section.text.truncate(end);
        let start = section.text.len() - section.text.trim_start_matches('\n').len();
        section.text.drain(..start);
    }
}

/// `@name: text` at the start of a line.
fn described(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix('@')?.split_once(':')?;
    Some((name, text.trim_start_matches(' ')))
}

/// How messages call a section.
fn title(kind: &SectionKind) -> String {
    match kind {
        SectionKind::Plain => "this comment".to_owned(),
        SectionKind::Member(name) => format!("the description of '@{name}'"),
        SectionKind::Feature(name) => format!("the description of feature '@{name}'"),
        SectionKind::Returns => "'Returns:'".to_owned(),
        SectionKind::Errors => "'Errors:'".to_owned(),
        SectionKind::Since => "'Since:'".to_owned(),
        SectionKind::Todo => "'TODO:'".to_owned(),
        SectionKind::Note => "'Note:'".to_owned(),
        SectionKind::Example => "'Example:'".to_owned(),
    }
}
