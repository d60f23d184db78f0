//! Fills paragraphs: words in lines of bounded width, two spaces between sentences.
//!
//! Line breaks and the width of gaps depend on the words alone, never on the former line breaks. A
//! filled paragraph therefore stays the same when it is filled again. `text` finds the paragraphs.

use qapi_markup::begins_block;

use super::text::is_code;
use crate::syntax::MAX_COLUMNS;

/// The maximum number of characters of a line of text, without its `# `.
pub(super) const WIDTH: usize = MAX_COLUMNS - 2;

/// Words that may not be moved to the start of a line: there they would be markup, such as a
/// section, a list or an example.
pub(super) const TAGS: [&str; 10] = [
    "Returns:",
    "Errors:",
    "Since:",
    "TODO:",
    "Features:",
    "Note:",
    "Notes:",
    "NOTE:",
    "Example:",
    "Examples:",
];

/// A word, and the gap before it.
#[derive(Debug)]
struct Word<'a> {
    text: &'a str,
    /// The number of spaces before it on the same line.
    gap: usize,
    /// The number of spaces that the check for the width counts: the gap may be as wide elsewhere.
    widest_gap: usize,
    /// `true` if it must be on the line of the word before it.
    is_glued: bool,
}

/// Fills the words of `lines`. The first line starts with `prefix`, the others with `indent`
/// spaces.
pub(super) fn fill(lines: &[&str], prefix: &str, indent: usize) -> Vec<String> {
    let words = words(lines);
    let mut done = Vec::new();
    let mut line = prefix.to_owned();
    let mut width = prefix.chars().count();
    let mut is_first = true;
    let mut rest = words.as_slice();
    while let Some((head, behind)) = rest.split_first() {
        let glued = behind.iter().take_while(|word| word.is_glued).count();
        let (unit, next) = rest.split_at_checked(1 + glued).unwrap_or((rest, &[]));
        let tail = unit.get(1..).unwrap_or_default();
        let length = |word: &Word<'_>| word.text.chars().count();
        let needed: usize = length(head)
            + tail
                .iter()
                .map(|word| word.gap + length(word))
                .sum::<usize>();
        let mut gap = head.gap;
        if is_first {
            gap = 0;
        } else if width + head.widest_gap + needed > WIDTH
            || (describes(&line, prefix) && unit.iter().any(|word| word.text.contains(':')))
        {
            done.push(std::mem::replace(&mut line, " ".repeat(indent)));
            (width, gap) = (indent, 0);
        }
        line.extend(std::iter::repeat_n(' ', gap));
        line.push_str(head.text);
        for word in tail {
            line.extend(std::iter::repeat_n(' ', word.gap));
            line.push_str(word.text);
        }
        width += gap + needed;
        is_first = false;
        rest = next;
    }
    done.push(line);
    done
}

/// Returns whether a line would describe a member if a colon followed: `@name: text` does so at the
/// margin.
fn describes(line: &str, prefix: &str) -> bool {
    line.starts_with('@') && (prefix.is_empty() || !line.starts_with(prefix))
}

/// Returns the width of the first word. Every line of a paragraph must have room for it.
pub(super) fn first_word(lines: &[&str]) -> usize {
    words(lines)
        .first()
        .map_or(0, |word| word.text.chars().count())
}

fn words<'a>(lines: &[&'a str]) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    for line in lines {
        let mut rest = *line;
        let mut starts_line = true;
        loop {
            let trimmed = rest.trim_start_matches([' ', '\t']);
            let spaces = rest.len() - trimmed.len();
            if trimmed.is_empty() {
                break;
            }
            let end = word_end(trimmed);
            let (text, behind) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
            let written = (!starts_line).then_some(spaces);
            let (gap, widest_gap) = words
                .last()
                .map_or((0, 0), |before| gap(before.text, text, written));
            words.push(Word {
                text,
                gap,
                widest_gap,
                is_glued: false,
            });
            rest = behind;
            starts_line = false;
        }
    }
    glue(&mut words);
    words
}

/// Marks the words that cannot start a line, and the end of `(since 1.0)`.
fn glue(words: &mut [Word<'_>]) {
    let mut brings_colon = false;
    let mut befores = words
        .iter()
        .map(|word| word.text)
        .rev()
        .skip(1)
        .collect::<Vec<_>>();
    befores.push("");
    for (word, before) in words.iter_mut().rev().zip(befores) {
        word.is_glued = !may_start_line(word.text)
            || (before.starts_with('(') && closes(word.text))
            // Together with the words glued to it, this would describe a member.
            || (word.text.starts_with('@') && brings_colon);
        brings_colon = word.is_glued && (brings_colon || word.text.contains(':'));
    }
}

/// Returns the end of the word at the start of a text. A literal with wide gaps in it is one word.
fn word_end(text: &str) -> usize {
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    let literal = || {
        let start = text.get(..end)?.find("``")? + 2;
        let length = text.get(start..)?.find("``")?;
        let inner = text.get(start..start + length)?;
        let behind = start + length + 2;
        let rest = text.get(behind..)?;
        inner
            .contains("  ")
            .then(|| behind + rest.find([' ', '\t']).unwrap_or(rest.len()))
    };
    literal().unwrap_or(end)
}

/// Returns the width of the gap between two words, and its maximum width. `written` is its former
/// width, unless a line ended there.
fn gap(before: &str, next: &str, written: Option<usize>) -> (usize, usize) {
    if !ends_sentence(before) {
        return (1, 1);
    }
    let starts = |first: char| {
        first.is_ascii_uppercase() || first.is_ascii_digit() || "(@`\"'".contains(first)
    };
    let two = !is_abbreviation(before) && next.starts_with(starts);
    // After `i.e.` the front end requires two spaces, too.
    let forced = !is_exempt(before)
        && before.ends_with(['.', '!', '?'])
        && next.starts_with(|first: char| {
            first.is_ascii_uppercase() || first.is_ascii_digit() || first == '('
        });
    let two = two || forced || written.is_some_and(|spaces| spaces > 1);
    (1 + usize::from(two), 2)
}

/// Returns whether the front end treats the word as an `e.g.`.
fn is_exempt(word: &str) -> bool {
    word.strip_suffix("e.g.").is_some_and(|before| {
        before.is_empty()
            || before.ends_with(|last: char| {
                last.is_ascii() && !last.is_ascii_alphanumeric() && last != '_'
            })
    })
}

/// Returns whether a sentence may end with the word.
fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches([')', '"', '\'', '`', '*', ']'])
        .ends_with(['.', '!', '?'])
}

/// Returns whether the word's full stop is part of an abbreviation.
fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '"', '\'']);
    ["e.g.", "i.e.", "vs.", "cf.", "resp.", "approx."].contains(&word)
}

/// Returns whether the word closes a parenthesis that an earlier word opened.
fn closes(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ':']);
    word.ends_with(')') && !word.contains('(')
}

/// Returns whether a line can start with the word and still be text.
fn may_start_line(word: &str) -> bool {
    let is_description = word.starts_with('@') && word.contains(':');
    let is_markup = begins_block(word) || word.starts_with("..") || word.starts_with('|');
    !(is_markup || is_code(word) || is_description || TAGS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        fill(&lines, "", 0).join("\n")
    }

    #[test]
    fn sentences_are_two_spaces_apart() {
        let same = |text: &str, wanted: &str| assert_eq!(filled(text), wanted);
        same("One. Two", "One.  Two");
        same("One.\nTwo", "One.  Two");
        same("One (two). @three", "One (two).  @three");
        same("One,  two   three", "One, two three");
        same("Files, e.g. One", "Files, e.g. One");
        same("That is, i.e. One", "That is, i.e.  One");
        same("That is, i.e. one", "That is, i.e. one");
        same("Version 1.2 (3)", "Version 1.2 (3)");
        same("qcow2.  raw", "qcow2.  raw");
        same("qcow2.\nraw", "qcow2. raw");
        same("``a  b`` c", "``a  b`` c");
    }

    #[test]
    fn no_line_starts_with_markup() {
        for word in [
            "-", "*", "1.", "(2)", "@name:", "Note:", "Returns:", "..", "::", "->", "{", "---",
        ] {
            let text = format!("{} {word} end", "x".repeat(WIDTH - 1));
            assert_eq!(
                filled(&text),
                format!("{} {word}\nend", "x".repeat(WIDTH - 1))
            );
        }
    }

    #[test]
    fn filling_again_changes_nothing() {
        // At any width, filled text must stay the same.
        let text =
            "Some words. Others follow, i.e. these. and so on. @ref is one (or two). The end.";
        for lead in 0..WIDTH {
            let once = filled(&format!("{} {text} {text}", "x".repeat(lead)));
            assert_eq!(filled(&once), once);
            assert!(
                once.lines().all(|line| line.chars().count() <= WIDTH),
                "{once}"
            );
        }
    }
}
