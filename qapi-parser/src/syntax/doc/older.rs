//! The sections of a definition's comment, as in releases before 9.0.
//!
//! In these, a tag or a description begins a section on any line, not only after a blank one. Text
//! without indentation continues the section, too. The text after `Note:` or `Example:` belongs to
//! that section until another section begins.

use super::line::Line;
use super::marker::{described, is_features, tagged};
use super::sections::Sections;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::SectionKind;

/// Reads a comment to its end. The meaning of a line depends on the lines before it, never on those
/// after it, so this is a loop with a state and not a grammar.
pub(super) fn read<'a>(lines: &[Line<'a>], sections: &mut Sections<'a>) {
    let mut in_features = false;
    let mut after_tag = false;
    let mut after_blank = false;
    for &line in lines {
        if is_features(line.text) {
            in_features = true;
        } else if let Some((name, text)) = described(line.text).filter(|(name, _)| is_word(name)) {
            if after_tag && !in_features {
                sections.report_order(line, name);
            }
            let kind = match in_features {
                true => SectionKind::Feature(name.into()),
                false => SectionKind::Member(name.into()),
            };
            sections.describe(kind, line, name);
            let text = without_optional(line, text, sections);
            sections.add_text(text);
        } else if let Some(tagged) = tagged(line.text) {
            sections.tagged(line, tagged);
            (in_features, after_tag) = (false, true);
        } else {
            in_features &= !(after_blank && line.indent() == 0 && !line.is_blank());
            text(line, after_blank, sections);
        }
        after_blank = line.is_blank();
    }
}

/// Returns the text without the `#optional` at its start, which repeats the `*` of the member.
fn without_optional<'t>(line: Line<'_>, text: &'t str, sections: &Sections<'_>) -> &'t str {
    let Some(rest) = text.strip_prefix("#optional") else {
        return text;
    };
    let message = "'#optional' stands at the head of this description";
    let help = "remove it; the member's '*' says so since QEMU 2.9";
    let diagnostic = Diagnostic::new(Code::LegacyDocOptional, line.span, message);
    sections.report(diagnostic.help(help));
    rest.trim_start_matches([' ', ',', ':'])
}

/// Adds a line of text, or a blank one. It continues the section before, or begins a plain one.
fn text(line: Line<'_>, after_blank: bool, sections: &mut Sections<'_>) {
    let Some(last) = sections.last() else { return };
    let at_margin = line.indent() == 0 && !line.is_blank();
    let is_plain = last.kind == SectionKind::Plain;
    let is_empty = last.text.is_empty();
    let takes_all = is_plain || matches!(last.kind, SectionKind::Note | SectionKind::Example);
    if at_margin && after_blank && !takes_all {
        sections.push(SectionKind::Plain, line);
        sections.add_line(line.text);
        return;
    }
    if is_empty && !is_plain {
        let text = line.text.trim_start_matches(' ');
        let rest = without_optional(line, text, sections);
        if rest.len() < text.len() {
            sections.add_text(rest);
            return;
        }
    }
    sections.add_line(line.text);
    if at_margin && !is_plain && !is_empty {
        let message = "this line goes on with the section before, but is not indented";
        let help = "indent it; the latest release ends the section here";
        let diagnostic = Diagnostic::new(Code::LegacyDocIndent, line.span, message);
        sections.report(diagnostic.help(help));
    }
}

/// Returns whether a described name is one word. Otherwise the line is text that contains a colon.
fn is_word(name: &str) -> bool {
    !name.contains(' ')
}
