//! The sections of a definition's comment, as releases before 9.0 cut them.
//!
//! There a tag or a description starts a section at any line, not only behind a blank one; text goes on
//! with its section without indentation, too; and what stands behind `Note:` or `Example:` belongs to
//! that section until something else starts.

use super::sections::tagged;
use super::{Line, Reader, append_line, append_text, described};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Section, SectionKind};

impl<'a> Reader<'a, '_> {
    /// Reads the comment to its end; `sections` holds the body.
    pub(super) fn older_sections(&mut self, sections: &mut Vec<Section>) {
        let mut in_features = false;
        let mut behind_tag = false;
        let mut behind_blank = false;
        while let Some(line) = self.line {
            if line.text == "Features:" {
                in_features = true;
            } else if let Some((name, text)) =
                described(line.text).filter(|(name, _)| is_word(name))
            {
                if behind_tag && !in_features {
                    self.report_order(line, name);
                }
                let kind = if in_features {
                    SectionKind::Feature
                } else {
                    SectionKind::Member
                };
                self.older_description(line, name, text, kind, sections);
            } else if let Some((tag, text)) = tagged(line.text) {
                let kind = self.tag(line, tag, sections);
                let mut section = self.section(kind, line);
                append_text(&mut section, text);
                sections.push(section);
                (in_features, behind_tag) = (false, true);
            } else {
                in_features &= !(behind_blank && line.indent() == 0 && !line.text.is_empty());
                self.older_text(line, behind_blank, sections);
            }
            behind_blank = line.text.is_empty();
            self.advance();
        }
    }

    fn older_description(
        &mut self,
        line: Line<'a>,
        name: &'a str,
        text: &str,
        kind: fn(Box<str>) -> SectionKind,
        sections: &mut Vec<Section>,
    ) {
        let kind = kind(name.into());
        self.describe(name, &kind, line);
        let mut section = self.section(kind, line);
        append_text(&mut section, self.without_optional(line, text));
        sections.push(section);
    }

    /// Text without the `#optional` at its head, which says what the `*` of the member says.
    fn without_optional<'t>(&mut self, line: Line<'a>, text: &'t str) -> &'t str {
        let Some(rest) = text.strip_prefix("#optional") else {
            return text;
        };
        let message = "'#optional' stands at the head of this description";
        let help = "remove it; the member's '*' says so since QEMU 2.9";
        let span = self.span_of(line);
        self.report(Diagnostic::new(Code::LegacyDocOptional, span, message).help(help));
        rest.trim_start_matches([' ', ',', ':'])
    }

    /// A line of text, or a blank one: it goes on with the section before, or starts a plain one.
    fn older_text(&mut self, line: Line<'a>, behind_blank: bool, sections: &mut Vec<Section>) {
        let at_margin = line.indent() == 0 && !line.text.is_empty();
        let Some(last) = sections.last_mut() else {
            return;
        };
        let swallows = matches!(
            last.kind,
            SectionKind::Plain | SectionKind::Note | SectionKind::Example
        );
        if at_margin && behind_blank && !swallows {
            let mut section = self.section(SectionKind::Plain, line);
            append_line(&mut section, line.text);
            sections.push(section);
            return;
        }
        let unindented = at_margin && last.kind != SectionKind::Plain && !last.text.is_empty();
        if last.text.is_empty() && last.kind != SectionKind::Plain {
            let text = self.without_optional(line, line.text.trim_start_matches(' '));
            if text.len() < line.text.trim_start_matches(' ').len() {
                append_text(last, text);
                return;
            }
        }
        append_line(last, line.text);
        if unindented {
            let message = "this line goes on with the section before, but is not indented";
            let help = "indent it; the latest release ends the section here";
            let span = self.span_of(line);
            self.report(Diagnostic::new(Code::LegacyDocIndent, span, message).help(help));
        }
    }
}

/// Whether a described name is one word: else the line is text with a colon in it.
fn is_word(name: &str) -> bool {
    !name.contains(' ')
}
