//! Doc comments: a block of comment lines between two `##` lines, cut into sections.
//!
//! The rules are those of QEMU's front end (qapi-code-gen, "Documentation comments"); a broken one is
//! reported and the comment read on. Whether the sections fit the definition is up to `resolve`.

use super::grammar::{File, is_token};
use super::lexer::{Input, is_space, line, space, token_length};
use super::prose::Prose;
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
}

/// Reads the doc comment at the start of the input, which begins with `##`. Gives the rest behind it.
pub(crate) fn doc_comment<'a>(
    file: File<'a>,
    input: Input<'a>,
    sink: &mut Sink,
) -> (Input<'a>, DocBlock) {
    let mut reader = Reader {
        file,
        sink,
        rest: input,
        line: None,
        prose: Prose::default(),
        broken: false,
    };
    reader.open();
    let (symbol, sections) = match reader.line {
        Some(first) if first.text.starts_with('@') => reader.definition(first),
        _ => (None, reader.free_form()),
    };
    let span = file.span(input, reader.rest);
    let (rest, broken) = (reader.rest, reader.broken);
    (
        rest,
        DocBlock {
            span,
            symbol,
            sections,
            broken,
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
    /// The current line; `None` behind the last.
    line: Option<Line<'a>>,
    prose: Prose,
    broken: bool,
}

type Symbol = Option<(Box<str>, Span)>;

impl<'a> Reader<'a, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.broken |= !diagnostic.code.is_legacy();
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
            self.report(Diagnostic::new(Code::DocMark, span, message).help(help));
        }
        self.advance();
    }

    /// Goes on to the next line.
    fn advance(&mut self) {
        let (at, ()) = space(self.rest).unwrap_or((&[], ()));
        if at.first() != Some(&b'#') {
            let length = if is_token(at) { token_length(at) } else { 1 };
            self.rest = at;
            self.line = None;
            let span = self.file.place(at, length);
            let message = "the doc comment before this has no '##' at its end";
            self.report(Diagnostic::new(Code::DocUnterminated, span, message));
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
                    Code::DocMark,
                    "the line that closes a doc comment holds more than '##'",
                );
            }
            self.prose.end();
            self.line = None;
            return;
        }
        let behind_mark = whole.strip_prefix('#').unwrap_or("");
        line.text = match behind_mark.strip_prefix(' ') {
            Some(text) => text.trim_end_matches(is_space),
            None if behind_mark.is_empty() => "",
            None => {
                self.complain(
                    line,
                    Code::DocMark,
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
            self.report(Diagnostic::new(Code::LegacyLineLength, span, message).help(help));
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

    fn definition(&mut self, first: Line<'a>) -> (Symbol, Vec<Section>) {
        let name = first.text.get(1..).unwrap_or("");
        let at = self.file.offset(first.at) + 3;
        let symbol = match name.strip_suffix(':') {
            Some("") => {
                self.complain(first, Code::DocSymbol, "a name is missing behind '@'");
                ""
            }
            Some(name) => name,
            None => {
                let span = self.span_of(first);
                let message = "the first line of a definition's comment must be '@NAME:'";
                self.report(
                    Diagnostic::new(Code::DocSymbol, span, message).help("end the line with ':'"),
                );
                name.split(is_space).next().unwrap_or("")
            }
        };
        let symbol = (
            symbol.into(),
            Span::new(self.file.id, at, at + symbol.len()),
        );
        let mut sections = vec![self.section(SectionKind::Plain, first)];
        self.advance();
        let mut behind_members = false;
        let mut seen_features = false;
        loop {
            self.skip_blank_lines();
            let Some(line) = self.line else { break };
            if line.text == "Features:" {
                if seen_features {
                    self.complain(
                        line,
                        Code::DocDuplicate,
                        "'Features:' stands here a second time",
                    );
                }
                self.features(&mut sections);
                (seen_features, behind_members) = (true, true);
            } else if let Some((name, _)) = described(line.text) {
                if behind_members {
                    let message =
                        format!("the description of '@{name}' stands behind another section");
                    let span = self.span_of(line);
                    let help = "describe members first, then features, then the rest";
                    self.report(Diagnostic::new(Code::DocOrder, span, message).help(help));
                }
                self.descriptions(&mut sections, SectionKind::Member);
                behind_members = true;
            } else if let Some((tag, text)) = tagged(line.text) {
                self.tagged_section(line, tag, text, &mut sections);
                behind_members = true;
            } else {
                self.paragraph(line, &mut sections);
            }
        }
        finish(&mut sections);
        for index in 0..sections.len() {
            let Some(section) = sections.get(index) else {
                break;
            };
            if section.kind != SectionKind::Plain && section.text.is_empty() {
                let what = title(&section.kind);
                let diagnostic =
                    Diagnostic::new(Code::DocEmpty, section.span, format!("{what} has no text"));
                self.report(diagnostic);
            }
        }
        (Some(symbol), sections)
    }

    /// `Features:` and the descriptions below it.
    fn features(&mut self, sections: &mut Vec<Section>) {
        self.advance();
        self.skip_blank_lines();
        let before = sections.len();
        self.descriptions(sections, SectionKind::Feature);
        if sections.len() == before {
            let Some(line) = self.line else {
                let span = self.file.span(self.rest, self.rest);
                let message = "descriptions of features are missing behind 'Features:'";
                self.report(Diagnostic::new(Code::DocEmpty, span_before(span), message));
                return;
            };
            self.complain(
                line,
                Code::DocEmpty,
                "descriptions of features were expected here",
            );
        }
    }

    /// Descriptions `@name: text`, as many as there are.
    fn descriptions(&mut self, sections: &mut Vec<Section>, kind: fn(Box<str>) -> SectionKind) {
        while let Some((line, (name, text))) = self
            .line
            .and_then(|line| Some((line, described(line.text)?)))
        {
            if name.is_empty() {
                self.complain(line, Code::DocSymbol, "a name is missing behind '@'");
            } else if let Some(first) = sections
                .iter()
                .find(|section| section.kind == kind(name.into()))
            {
                let diagnostic = Diagnostic::new(
                    Code::DocDuplicate,
                    self.span_of(line),
                    format!("'@{name}' is described here a second time"),
                )
                .also(Some(first.span), "first described here");
                self.report(diagnostic);
            }
            let mut section = self.section(kind(name.into()), line);
            append_text(&mut section, text);
            self.indented(&mut section);
            sections.push(section);
        }
    }

    fn tagged_section(
        &mut self,
        line: Line<'a>,
        tag: &str,
        text: &str,
        sections: &mut Vec<Section>,
    ) {
        let kind = match tag {
            "Returns" => SectionKind::Returns,
            "Errors" => SectionKind::Errors,
            "Since" => SectionKind::Since,
            "TODO" => SectionKind::Todo,
            "Note" | "Notes" => SectionKind::Note,
            _ => SectionKind::Example,
        };
        let span = self.span_of(line);
        let gone = |code, instead| {
            Diagnostic::new(
                code,
                span,
                format!("sections '{tag}:' are gone since QEMU 9.1"),
            )
            .help(instead)
        };
        match kind {
            SectionKind::Note => {
                let instead = "write '.. note::' and indent the text below it";
                self.report(gone(Code::LegacyNoteSection, instead));
            }
            SectionKind::Example => {
                let instead = "write '.. qmp-example::' and indent the text below it";
                self.report(gone(Code::LegacyExampleSection, instead));
            }
            SectionKind::Returns | SectionKind::Errors | SectionKind::Since => {
                if let Some(first) = sections.iter().find(|section| section.kind == kind) {
                    let message = format!("'{tag}:' stands here a second time");
                    let diagnostic = Diagnostic::new(Code::DocDuplicate, span, message)
                        .also(Some(first.span), "first here");
                    self.report(diagnostic);
                }
            }
            _ => {}
        }
        let mut section = self.section(kind, line);
        append_text(&mut section, text);
        self.indented(&mut section);
        sections.push(section);
    }

    /// A paragraph outside of descriptions and tagged sections: it goes on with the section before,
    /// if that is one of paragraphs.
    fn paragraph(&mut self, first: Line<'a>, sections: &mut Vec<Section>) {
        let mut section = match sections.pop() {
            Some(last) if last.kind == SectionKind::Plain => last,
            other => {
                sections.extend(other);
                self.section(SectionKind::Plain, first)
            }
        };
        if section.text.is_empty() {
            section.span = self.span_of(first);
        }
        section.text.push('\n');
        while let Some(line) = self.line.filter(|line| !line.text.is_empty()) {
            append_line(&mut section, line.text);
            self.advance();
        }
        sections.push(section);
    }

    /// The lines that go on with a description or tagged section, behind its first.
    fn indented(&mut self, section: &mut Section) {
        self.advance();
        while self.line.is_some_and(|line| line.text.is_empty()) {
            append_line(section, "");
            self.advance();
        }
        let Some(first) = self.line else { return };
        let indent = first.indent();
        if indent == 0 {
            return;
        }
        append_line(section, first.text);
        let mut is_second = true;
        loop {
            self.advance();
            let Some(line) = self.line else { return };
            if described(line.text).is_some() {
                return;
            }
            if !line.text.is_empty() && line.indent() < indent {
                // QEMU's front end minds the second line only.
                if is_second {
                    let message =
                        format!("this line needs {indent} spaces of indentation at least");
                    self.complain(line, Code::DocIndent, message);
                }
                return;
            }
            append_line(section, line.text);
            is_second = false;
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
                self.report(Diagnostic::new(Code::DocFreeForm, span, message).help(help));
            }
            append_line(&mut section, line.text);
            self.advance();
        }
        let mut sections = vec![section];
        finish(&mut sections);
        sections
    }
}

/// The last byte before an empty span: where a comment that has just ended stands.
fn span_before(span: Span) -> Span {
    Span {
        start: span.start.saturating_sub(2),
        ..span
    }
}

fn append_line(section: &mut Section, text: &str) {
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

/// `Tag: text` at the start of a line; a tag with two colons is markup.
fn tagged(line: &str) -> Option<(&str, &str)> {
    const TAGS: [&str; 8] = [
        "Returns", "Errors", "Since", "Notes", "Note", "Examples", "Example", "TODO",
    ];
    let (tag, text) = line.split_once(':')?;
    if text.starts_with(':') || !TAGS.contains(&tag) {
        return None;
    }
    Some((tag, text.trim_start_matches(' ')))
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
