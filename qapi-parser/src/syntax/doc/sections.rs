//! The sections of a definition's comment, and the rules that apply to them in every release.

use super::line::Line;
use super::marker::Tagged;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Section, SectionKind};
use crate::syntax::input::Source;
use crate::syntax::seen::Seen;

/// The sections of a comment that were read so far.
pub(super) struct Sections<'a> {
    source: &'a Source<'a>,
    /// The sections. The first is the body, even if it is empty.
    list: Vec<Section>,
    /// The members that have a section.
    members: Seen<'a>,
    /// The features that have a section.
    features: Seen<'a>,
    has_features: bool,
    /// `true` if a name is missing, so that a name without a description may have one.
    pub(super) broken: bool,
}

impl<'a> Sections<'a> {
    /// Returns the sections of a comment whose first line is `first`: its body.
    pub(super) fn new(source: &'a Source<'a>, first: Line<'a>) -> Self {
        let mut sections = Self {
            source,
            list: Vec::with_capacity(8),
            members: Seen::new(),
            features: Seen::new(),
            has_features: false,
            broken: false,
        };
        sections.push(SectionKind::Plain, first);
        sections
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.source.report(diagnostic);
    }

    pub(super) fn last(&self) -> Option<&Section> {
        self.list.last()
    }

    /// Adds a section without text.
    pub(super) fn push(&mut self, kind: SectionKind, line: Line<'_>) {
        self.list.push(Section {
            kind,
            text: String::new(),
            span: line.span,
            implied: false,
        });
    }

    /// Adds a line of text to the last section.
    pub(super) fn add_line(&mut self, text: &str) {
        if let Some(section) = self.list.last_mut() {
            append(section, text);
        }
    }

    /// Adds the text after a name or a tag to the last section.
    pub(super) fn add_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.add_line(text);
        }
    }

    /// Adds lines to the last section.
    pub(super) fn add_lines(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            self.add_line(line.text);
        }
    }

    /// Adds the first line of a paragraph. It continues the last section if that is a plain one.
    pub(super) fn paragraph(&mut self, first: Line<'_>) {
        let is_plain = |last: &&mut Section| last.kind == SectionKind::Plain;
        match self.list.last_mut().filter(is_plain) {
            Some(plain) => {
                if plain.text.is_empty() {
                    plain.span = first.span;
                } else {
                    plain.text.push('\n');
                }
            }
            None => self.push(SectionKind::Plain, first),
        }
        self.add_line(first.text);
    }

    /// Notes that the descriptions of features follow. Reports a repetition.
    pub(super) fn features(&mut self, line: Line<'_>) {
        if self.has_features {
            let message = "'Features:' stands here a second time";
            let diagnostic = Diagnostic::new(Code::LegacyDocDuplicate, line.span, message);
            self.report(diagnostic);
        }
        self.has_features = true;
    }

    /// Reports a first line that contains more than a name with a colon.
    pub(super) fn report_colon(&self, line: Line<'_>, name: &str) {
        let message = "the first line of a definition's comment is not just '@NAME:'";
        let help = format!("write '@{name}:'; schemas do since QEMU 5.0");
        self.report(Diagnostic::new(Code::LegacyDocColon, line.span, message).help(help));
    }

    /// Reports a name that is missing on a line.
    pub(super) fn report_name(&mut self, line: Line<'_>) {
        let message = "a name is missing behind '@'";
        self.report(Diagnostic::new(Code::LegacyDocName, line.span, message));
        self.broken = true;
    }

    /// Adds a description of a member or feature, without text. Reports a repetition.
    pub(super) fn describe(&mut self, kind: SectionKind, line: Line<'_>, name: &'a str) {
        let described = match kind {
            SectionKind::Feature(_) => &mut self.features,
            _ => &mut self.members,
        };
        if let Some(first) = described.insert(name, line.span) {
            let message = format!("'@{name}' is described here a second time");
            let diagnostic = Diagnostic::new(Code::LegacyDocDuplicate, line.span, message);
            self.report(diagnostic.also(Some(first), "first described here"));
        }
        self.push(kind, line);
    }

    /// Reports a description of a member that comes after another section.
    pub(super) fn report_order(&self, line: Line<'_>, name: &str) {
        let message = format!("the description of '@{name}' stands behind another section");
        let help = "describe members first, then features, then the rest";
        self.report(Diagnostic::new(Code::LegacyDocOrder, line.span, message).help(help));
    }

    /// Adds a section that begins with a tag. Reports tags of older releases, and repetitions of
    /// tags that may occur only once.
    pub(super) fn tagged(&mut self, line: Line<'_>, Tagged { tag, kind, text }: Tagged<'_>) {
        let gone = |code, instead| {
            let message = format!("sections '{tag}:' are gone since QEMU 9.1");
            Diagnostic::new(code, line.span, message).help(instead)
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
                if let Some(first) = self.list.iter().find(|section| section.kind == kind) {
                    let message = format!("'{tag}:' stands here a second time");
                    let diagnostic = Diagnostic::new(Code::LegacyDocDuplicate, line.span, message);
                    self.report(diagnostic.also(Some(first.span), "first here"));
                }
            }
            _ => {}
        }
        self.push(kind, line);
        self.add_text(text);
    }

    /// Returns the sections, without blank lines at either end. Reports those without text.
    pub(super) fn finish(mut self) -> Vec<Section> {
        trim(&mut self.list);
        for section in &self.list {
            if section.kind != SectionKind::Plain && section.text.is_empty() {
                let message = format!("{} has no text", title(&section.kind));
                self.report(Diagnostic::new(Code::LegacyDocEmpty, section.span, message));
            }
        }
        self.list
    }
}

/// Adds a line to a section.
fn append(section: &mut Section, text: &str) {
    if section.text.capacity() == 0 {
        // Most sections have a line or two.
        section.text.reserve(text.len().max(150) + 1);
    }
    section.text.push_str(text);
    section.text.push('\n');
}

/// Removes the blank lines at both ends of every section.
pub(super) fn trim(sections: &mut [Section]) {
    for section in sections {
        let end = section.text.trim_end_matches('\n').len();
        section.text.truncate(end);
        if section.text.starts_with('\n') {
            let start = section.text.len() - section.text.trim_start_matches('\n').len();
            section.text.drain(..start);
        }
    }
}

/// Returns the name of a section in messages.
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
