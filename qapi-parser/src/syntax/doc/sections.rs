//! The sections of a definition's comment, as the latest release cuts them.

use super::{Line, Reader, append_line, append_text, described};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Section, SectionKind};
use crate::source::Span;

impl<'a> Reader<'a, '_> {
    /// Reads the comment to its end; `sections` holds the body.
    pub(super) fn sections(&mut self, sections: &mut Vec<Section>) {
        let mut behind_members = false;
        let mut seen_features = false;
        loop {
            self.skip_blank_lines();
            let Some(line) = self.line else { break };
            if line.text == "Features:" {
                if seen_features {
                    self.complain(
                        line,
                        Code::LegacyDocDuplicate,
                        "'Features:' stands here a second time",
                    );
                }
                self.features(sections);
                (seen_features, behind_members) = (true, true);
            } else if let Some((name, _)) = described(line.text) {
                if behind_members {
                    self.report_order(line, name);
                }
                self.descriptions(sections, SectionKind::Member);
                behind_members = true;
            } else if let Some((tag, text)) = tagged(line.text) {
                self.tagged_section(line, tag, text, sections);
                behind_members = true;
            } else {
                self.paragraph(line, sections);
            }
        }
    }

    /// Reports a description that stands too late.
    pub(super) fn report_order(&mut self, line: Line<'a>, name: &str) {
        let message = format!("the description of '@{name}' stands behind another section");
        let span = self.span_of(line);
        let help = "describe members first, then features, then the rest";
        self.report(Diagnostic::new(Code::LegacyDocOrder, span, message).help(help));
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
                self.report(Diagnostic::new(
                    Code::LegacyDocEmpty,
                    span_before(span),
                    message,
                ));
                return;
            };
            self.complain(
                line,
                Code::LegacyDocEmpty,
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
            let kind = kind(name.into());
            if name.is_empty() {
                self.complain(line, Code::LegacyDocName, "a name is missing behind '@'");
            } else {
                self.describe(name, &kind, line);
            }
            let mut section = self.section(kind, line);
            append_text(&mut section, text);
            self.indented(&mut section);
            sections.push(section);
        }
    }

    /// A section that starts with a tag.
    fn tagged_section(
        &mut self,
        line: Line<'a>,
        tag: &str,
        text: &str,
        sections: &mut Vec<Section>,
    ) {
        let kind = self.tag(line, tag, sections);
        let mut section = self.section(kind, line);
        append_text(&mut section, text);
        self.indented(&mut section);
        sections.push(section);
    }

    /// The kind of section that a tag starts; reports tags that are gone, and those that stand twice.
    pub(super) fn tag(&mut self, line: Line<'a>, tag: &str, sections: &[Section]) -> SectionKind {
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
                    let diagnostic = Diagnostic::new(Code::LegacyDocDuplicate, span, message)
                        .also(Some(first.span), "first here");
                    self.report(diagnostic);
                }
            }
            _ => {}
        }
        kind
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
                    self.complain(line, Code::LegacyDocIndent, message);
                }
                return;
            }
            append_line(section, line.text);
            is_second = false;
        }
    }
}

/// The last byte before an empty span: where a comment that has just ended stands.
fn span_before(span: Span) -> Span {
    Span {
        start: span.start.saturating_sub(2),
        ..span
    }
}

/// `Tag: text` at the start of a line; a tag with two colons is markup.
pub(super) fn tagged(line: &str) -> Option<(&str, &str)> {
    const TAGS: [&str; 8] = [
        "Returns", "Errors", "Since", "Notes", "Note", "Examples", "Example", "TODO",
    ];
    if !line.starts_with(['R', 'E', 'S', 'N', 'T']) {
        return None;
    }
    let (tag, text) = line.split_once(':')?;
    if text.starts_with(':') || !TAGS.contains(&tag) {
        return None;
    }
    Some((tag, text.trim_start_matches(' ')))
}
