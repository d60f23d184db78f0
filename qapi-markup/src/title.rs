//! Titles of sections: underlined, or after equals signs as in QEMU's schemas.

use crate::line::{Line, is_rule};

/// The styles of the titles of a text, in the order of their first use, which is that of the
/// levels.
///
/// Titles with a line above and one below rank before others, whatever their character is.
#[derive(Debug, Clone, Default)]
pub struct TitleStyles(Vec<char>);

impl TitleStyles {
    /// Returns the level of a style, 1 for the first.
    pub(crate) fn level(&mut self, style: char) -> u8 {
        let known = self.0.iter().position(|known| *known == style);
        let at = known.unwrap_or_else(|| {
            self.0.push(style);
            self.0.len() - 1
        });
        u8::try_from(at + 1).unwrap_or(u8::MAX)
    }
}

/// The style of titles between two lines.
const BOXED: char = '\u{1}';

/// The title of a section.
#[derive(Debug)]
pub(crate) struct Title<'t> {
    pub(crate) line: Line<'t>,
    pub(crate) level: Level,
    /// The number of its lines, those above and below included.
    pub(crate) length: usize,
}

/// The level of a section, from its title.
#[derive(Debug)]
pub(crate) enum Level {
    /// The number of equals signs before the title.
    Number(u8),
    /// The character that underlines the title.
    Style(char),
}

/// Returns the title that a line begins; `below` are the lines below it.
pub(crate) fn title<'t>(first: Line<'t>, below: &[Line<'t>]) -> Option<Title<'t>> {
    marked(first).or_else(|| underlined(first, below))
}

/// Reads `= Title`, with up to four equals signs (docs/devel/qapi-code-gen.rst, "Headings and
/// subheadings").
fn marked(line: Line<'_>) -> Option<Title<'_>> {
    let text = line.text.trim_start_matches('=');
    let level = u8::try_from(line.text.len() - text.len()).ok()?;
    let text = text
        .strip_prefix(' ')
        .filter(|_| (1..=4).contains(&level))?;
    Some(Title {
        line: line.tail(text.trim_start()),
        level: Level::Number(level),
        length: 1,
    })
}

fn underlined<'t>(first: Line<'t>, below: &[Line<'t>]) -> Option<Title<'t>> {
    let second = *below.first()?;
    let (line, rule, length) = if is_rule(first.text) {
        let third = below.get(1).filter(|third| third.text == first.text)?;
        (second, *third, 3)
    } else {
        (first, second, 2)
    };
    if !is_rule(rule.text) || is_rule(line.text) || line.is_blank() {
        return None;
    }
    // Shorter ones are text, and so is `...`.
    if rule.text.len() < line.text.chars().count().min(8) {
        return None;
    }
    let style = if length == 3 {
        BOXED
    } else {
        rule.text.chars().next()?
    };
    Some(Title {
        line,
        level: Level::Style(style),
        length,
    })
}
