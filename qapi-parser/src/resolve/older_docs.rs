//! Descriptions without a colon, as in schemas until QEMU 4.2: `@name text`.
//!
//! Text may also start with a reference (`@name is ...`), so such a line is a description only if
//! the member has no other.

use rustc_hash::FxHashSet;

use crate::schema::{Section, SectionKind};

/// Returns the words after an `@` at the start of a line. Only they can have such a description.
pub(super) fn mentioned(sections: &[Section]) -> FxHashSet<&str> {
    let mut names = FxHashSet::default();
    for section in sections {
        for line in section.text.lines() {
            let words = line.strip_prefix('@').map(|line| line.split([' ', '\t']));
            names.extend(words.and_then(|mut words| words.next()));
        }
    }
    names
}

/// Removes the description of the member `name` from the text of the other sections. Returns its
/// section, with the span of the section that contained it.
pub(super) fn extract(sections: &mut [Section], name: &str) -> Option<Section> {
    for section in sections
        .iter_mut()
        .filter(|section| section.text.contains('@'))
    {
        let Some((before, text, behind)) = cut(&section.text, name) else {
            continue;
        };
        section.text = match (before.is_empty(), behind.is_empty()) {
            (false, false) => format!("{before}\n{behind}"),
            _ => format!("{before}{behind}"),
        };
        return Some(Section {
            kind: SectionKind::Member(name.into()),
            text,
            span: section.span,
            implied: false,
        });
    }
    None
}

/// Splits a text into the part before a description, the description's text, and the part after it.
fn cut(text: &str, name: &str) -> Option<(String, String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let described = |line: &&str| {
        let rest = line
            .strip_prefix('@')
            .and_then(|line| line.strip_prefix(name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    let start = lines.iter().position(described)?;
    let head = lines.get(start)?.get(1 + name.len()..)?.trim_start();
    let ends = |line: &&str| line.is_empty() || line.starts_with('@');
    let length = lines
        .iter()
        .skip(start + 1)
        .take_while(|line| !ends(line))
        .count();
    let goes_on = lines.iter().skip(start + 1).take(length).copied();
    let text: Vec<&str> = [head]
        .into_iter()
        .filter(|head| !head.is_empty())
        .chain(goes_on)
        .collect();
    let join = |lines: Vec<&str>| lines.join("\n").trim_matches('\n').to_owned();
    let before = lines.iter().take(start).copied().collect();
    let behind = lines.iter().skip(start + 1 + length).copied().collect();
    Some((join(before), text.join("\n"), join(behind)))
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn descriptions_are_cut_out() {
        let text = "A list.\n\n@file      Where\n           it is\n@size  How large\n\nMore.";
        let cut = |name| cut(text, name);
        let owned = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(
            cut("file"),
            owned(
                "A list.",
                "Where\n           it is",
                "@size  How large\n\nMore."
            )
        );
        assert_eq!(
            cut("size"),
            owned(
                "A list.\n\n@file      Where\n           it is",
                "How large",
                "More."
            )
        );
        assert_eq!(cut("siz"), None);
    }
}
