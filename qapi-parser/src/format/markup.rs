//! The text of a doc comment as blocks of rST markup: paragraphs, lists, directives, and what is kept
//! as it is.
//!
//! Only as much is understood as is needed to fill paragraphs without harm: whatever is not plainly a
//! paragraph, a list or a note keeps its lines. What a block is, is told by how its first line begins,
//! or by what filling never makes, so that the answer is the same for text that was filled before.

/// The beginnings of lines that are code, not text.
pub(super) const CODE: [&str; 5] = ["->", "<-", "{", "}", "$ "];
/// Directives whose content is text.
const ADMONITIONS: [&str; 11] = [
    "note",
    "admonition",
    "caution",
    "warning",
    "attention",
    "danger",
    "error",
    "hint",
    "important",
    "tip",
    "seealso",
];
/// How deep lists and directives are understood inside of each other; deeper ones keep their lines.
const DEPTH: usize = 16;
/// Where the author of code behind a tag left no indentation, it gets this.
const CODE_INDENT: usize = 4;

/// A piece of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// Whether a blank line stands before it.
    pub(super) gap: bool,
    /// How far it is indented beyond what it stands in.
    pub(super) indent: usize,
    pub(super) kind: Kind<'a>,
}

/// What a piece of text is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// Lines that can be filled, without their indentation.
    Paragraph(Vec<&'a str>),
    /// Lines that are kept: a table, a heading, a literal block, code. Empty ones may be among them.
    Kept(Vec<&'a str>),
    /// An item of a list: its marker and its content.
    Item(&'a str, Vec<Block<'a>>),
    /// A directive with text in it: its first line up to the `::`, and its content.
    Directive(&'a str, Vec<Block<'a>>),
}

/// Cuts text into blocks.
pub(super) fn parse<'a>(lines: &[&'a str]) -> Vec<Block<'a>> {
    blocks(lines, 0)
}

/// Cuts the text behind a tag, a marker or a directive into blocks: `first` stands on the same line, the
/// `rest` is indented by whatever its author liked.
pub(super) fn parse_hanging<'a>(first: &'a str, rest: &[&'a str]) -> Vec<Block<'a>> {
    hanging(first, rest, 0)
}

fn hanging<'a>(first: &'a str, rest: &[&'a str], depth: usize) -> Vec<Block<'a>> {
    let rest = dedent(first, rest);
    if first.is_empty() {
        return blocks(&rest, depth);
    }
    let next = rest.iter().find(|line| !line.is_empty());
    let goes_on_at_margin = next.is_some_and(|line| indent_of(line) == 0);
    if let (Some((marker, inner)), true) = (marked(first), goes_on_at_margin && depth < DEPTH) {
        // With one item only, the rest belongs to it.
        if next.is_some_and(|line| marked(line).is_none()) {
            let kind = Kind::Item(marker, hanging(inner, &rest, depth + 1));
            return vec![Block {
                gap: false,
                indent: 0,
                kind,
            }];
        }
    }
    if first.ends_with("::")
        && goes_on_at_margin
        && rest.first().is_some_and(|line| line.is_empty())
    {
        // What is announced lost its indentation with that of the rest.
        let mut list = blocks(&[first], depth);
        let code = rest.iter().skip_while(|line| line.is_empty());
        list.push(Block {
            gap: true,
            indent: CODE_INDENT,
            kind: keep(&code.copied().collect::<Vec<_>>(), usize::MAX).1.kind,
        });
        return list;
    }
    let lines: Vec<&str> = [first].into_iter().chain(rest).collect();
    blocks(&lines, depth)
}

/// Takes the indentation off the lines that go on with a first one. In old comments that of the first
/// paragraph may be deeper than that of the others.
fn dedent<'a>(first: &str, rest: &[&'a str]) -> Vec<&'a str> {
    let paragraph = rest.iter().take_while(|line| !line.is_empty()).count();
    // Items of a list are told by how they are indented relative to each other.
    let paragraph = if first.is_empty() || marked(first).is_some() {
        0
    } else {
        paragraph
    };
    let (near, far) = rest.split_at_checked(paragraph).unwrap_or((rest, &[]));
    match (least_indent(near), least_indent(far)) {
        (Some(a), Some(b)) if b < a => {
            let far = far.iter().map(|line| behind(line, b));
            near.iter().map(|line| behind(line, a)).chain(far).collect()
        }
        (a, b) => {
            let least = a.or(b).unwrap_or(0);
            rest.iter().map(|line| behind(line, least)).collect()
        }
    }
}

fn blocks<'a>(lines: &[&'a str], depth: usize) -> Vec<Block<'a>> {
    let mut list: Vec<Block<'a>> = Vec::new();
    let mut gap = false;
    let mut rest = lines;
    while let Some((first, behind_first)) = rest.split_first() {
        if first.is_empty() {
            (gap, rest) = (true, behind_first);
            continue;
        }
        let (length, mut block) = if depth >= DEPTH {
            keep(rest, rest.len())
        } else if let (Some(outer), true) = (announced(&list), gap)
            && indent_of(first) > outer
        {
            keep(rest, deeper(rest, outer))
        } else {
            block(rest, depth)
        };
        block.gap = gap;
        list.push(block);
        gap = false;
        rest = rest.get(length..).unwrap_or_default();
    }
    list
}

/// The indentation of the paragraph before that ends in `::` and so announces a literal block.
fn announced(list: &[Block<'_>]) -> Option<usize> {
    match list.last()? {
        Block {
            indent,
            kind: Kind::Paragraph(lines),
            ..
        } if lines.last()?.ends_with("::") => Some(*indent),
        _ => None,
    }
}

/// The block that the first line begins, which is not empty, and how many lines it has.
fn block<'a>(lines: &[&'a str], depth: usize) -> (usize, Block<'a>) {
    let Some((first, rest)) = lines.split_first() else {
        return keep(lines, 0);
    };
    let indent = indent_of(first);
    let text = behind(first, indent);
    let nested = |kind: Kind<'a>| Block {
        gap: false,
        indent,
        kind,
    };
    if let Some((head, inner)) = admonition(text) {
        let length = 1 + deeper(rest, indent);
        let rest = lines.get(1..length).unwrap_or_default();
        return (
            length,
            nested(Kind::Directive(head, hanging(inner, rest, depth + 1))),
        );
    }
    if text == ".." || text.starts_with(".. ") {
        return keep(lines, 1 + deeper(rest, indent));
    }
    if let Some((marker, inner)) = marked(text) {
        let length = 1 + deeper(rest, indent);
        let rest = lines.get(1..length).unwrap_or_default();
        return (
            length,
            nested(Kind::Item(marker, hanging(inner, rest, depth + 1))),
        );
    }
    if is_border(text) {
        return keep(lines, table(lines));
    }
    if text.starts_with("= ") || text.starts_with("== ") {
        return keep(lines, 1);
    }
    let is_heading = is_rule(text) || rest.first().is_some_and(|line| is_rule(line.trim()));
    if is_heading || keeps_lines(text) {
        return keep(
            lines,
            lines.iter().take_while(|line| !line.is_empty()).count(),
        );
    }
    let goes_on = |(before, line): &(&&str, &&str)| {
        let text = behind(line, indent);
        let starts_list = marked(text).is_some_and(|(marker, _)| !is_later_number(marker));
        let starts_markup = text.starts_with("..") || text == "::";
        let starts = starts_list || starts_markup || is_code(text) || is_new_case(before, text);
        indent_of(line) == indent && !text.is_empty() && !starts
    };
    let length = 1 + lines.iter().zip(rest).take_while(goes_on).count();
    let run = lines.get(..length).unwrap_or_default();
    if run.iter().any(|line| is_aligned(line.trim_start())) {
        return keep(lines, length);
    }
    let run = run.iter().map(|line| behind(line, indent)).collect();
    (length, nested(Kind::Paragraph(run)))
}

/// The first `length` lines as they are; of blank ones, one in a row is kept, and none at the end.
fn keep<'a>(lines: &[&'a str], length: usize) -> (usize, Block<'a>) {
    let all = lines.get(..length).unwrap_or(lines);
    let indent = least_indent(all).unwrap_or(0);
    let mut kept: Vec<&str> = all.iter().map(|line| behind(line, indent)).collect();
    kept.dedup_by(|line, before| line.is_empty() && before.is_empty());
    if kept.last().is_some_and(|last| last.is_empty()) {
        kept.pop();
    }
    let blank = all.iter().rev().take_while(|line| line.is_empty()).count();
    let block = Block {
        gap: false,
        indent,
        kind: Kind::Kept(kept),
    };
    ((all.len() - blank).max(1), block)
}

/// How many lines are indented deeper than `indent`, blank ones between them included.
fn deeper(lines: &[&str], indent: usize) -> usize {
    let is_deeper = |line: &&&str| line.is_empty() || indent_of(line) > indent;
    let length = lines.iter().take_while(is_deeper).count();
    let all = lines.get(..length).unwrap_or_default();
    length - all.iter().rev().take_while(|line| line.is_empty()).count()
}

/// How many lines a table has that begins with a border: up to a border that a blank line follows.
fn table(lines: &[&str]) -> usize {
    let ends = |(at, line): (usize, &&str)| {
        let next = lines.get(at + 1).is_none_or(|next| next.is_empty());
        (at > 0 && next && is_border(line.trim())).then_some(at + 1)
    };
    let paragraph = lines.iter().take_while(|line| !line.is_empty()).count();
    lines.iter().enumerate().find_map(ends).unwrap_or(paragraph)
}

/// The indentation of the line that is indented least; `None` where all are empty.
pub(super) fn least_indent(lines: &[impl AsRef<str>]) -> Option<usize> {
    let lines = lines.iter().map(AsRef::as_ref);
    lines.filter(|line| !line.is_empty()).map(indent_of).min()
}

/// A line without its first characters.
pub(super) fn behind(line: &str, characters: usize) -> &str {
    let cut = line.char_indices().nth(characters);
    cut.and_then(|(at, _)| line.get(at..)).unwrap_or("")
}

/// How many characters of white space a line begins with.
pub(super) fn indent_of(line: &str) -> usize {
    line.chars()
        .take_while(|character| character.is_whitespace())
        .count()
}

/// The marker of the list's item that a line begins, and what stands behind it.
fn marked(line: &str) -> Option<(&str, &str)> {
    let (word, behind) = line.split_once(' ').unwrap_or((line, ""));
    is_marker(word).then(|| (word, behind.trim_start()))
}

/// Whether a word at the start of a line marks an item of a list.
pub(super) fn is_marker(word: &str) -> bool {
    let number = word.strip_prefix('(').unwrap_or(word);
    let is_number = |text: &str| {
        (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_letter =
        |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    matches!(word, "-" | "*" | "+" | "#.")
        || number
            .strip_suffix('.')
            .is_some_and(|text| number == word && is_number(text))
        || number
            .strip_suffix(')')
            .is_some_and(|text| is_number(text) || is_letter(text))
}

/// Whether a marker is a number but the first: in a paragraph, it is most likely just a number.
fn is_later_number(marker: &str) -> bool {
    let text = marker.trim_matches(['(', ')', '.']);
    !matches!(marker, "-" | "*" | "+" | "#.") && !matches!(text, "1" | "a")
}

/// Whether a line is one more case in a list without marks, as old comments have below `Returns:`.
fn is_new_case(before: &str, line: &str) -> bool {
    line.starts_with("If ") && before.ends_with(|last: char| last.is_alphanumeric() || last == ')')
}

/// The head of a directive that holds text, up to its `::`, and what stands behind on the line.
fn admonition(line: &str) -> Option<(&str, &str)> {
    let name = line.strip_prefix(".. ")?;
    let (name, _) = name.split_once("::")?;
    if !ADMONITIONS.contains(&name) {
        return None;
    }
    let (head, inner) = line.split_at_checked(3 + name.len() + 2)?;
    (inner.is_empty() || inner.starts_with(' ')).then(|| (head, inner.trim_start()))
}

/// Whether a line is made of one sign of punctuation, as headings are underlined.
pub(super) fn is_rule(line: &str) -> bool {
    let first = line.chars().next();
    line.len() > 2
        && first.is_some_and(|first| first.is_ascii_punctuation())
        && line.chars().all(|sign| Some(sign) == first)
}

/// Whether a line is the border of a table of at least two columns.
fn is_border(line: &str) -> bool {
    line.starts_with("==") && line.contains(' ') && line.bytes().all(|byte| b"= ".contains(&byte))
}

/// Whether a line begins what is not to be filled: a table, lines of verse, a field, a session, code.
fn keeps_lines(line: &str) -> bool {
    let is_field = || {
        let (name, behind) = line.strip_prefix(':')?.split_once(':')?;
        (!name.is_empty() && (behind.is_empty() || behind.starts_with(' '))).then_some(())
    };
    line.starts_with('|')
        || line.starts_with("+-")
        || line.starts_with("+=")
        || line.starts_with(">>> ")
        || is_field().is_some()
        || is_code(line)
}

fn is_code(line: &str) -> bool {
    CODE.iter().any(|mark| line.starts_with(mark))
}

/// Whether a line has columns: wide gaps but those behind a sentence.
fn is_aligned(line: &str) -> bool {
    let mut gaps = line.match_indices("   ");
    gaps.any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        !before.ends_with([' ', '.', '!', '?', ':', ','])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> String {
        fn show(list: &[Block<'_>], out: &mut String) {
            for block in list {
                match &block.kind {
                    Kind::Paragraph(_) => out.push('p'),
                    Kind::Kept(_) => out.push('k'),
                    Kind::Item(_, inner) => {
                        out.push_str("i(");
                        show(inner, out);
                        out.push(')');
                    }
                    Kind::Directive(_, inner) => {
                        out.push_str("d(");
                        show(inner, out);
                        out.push(')');
                    }
                }
            }
        }
        let mut out = String::new();
        show(&parse(&text.lines().collect::<Vec<_>>()), &mut out);
        out
    }

    #[test]
    fn blocks_are_told_apart() {
        let same = |text: &str, wanted: &str| assert_eq!(kinds(text), wanted, "{text}");
        same("a\nb\n\nc", "pp");
        same("a\n  b", "pp");
        same("- a\n  b\n- c\n\n  d", "i(p)i(pp)");
        same("a\n- b", "pi(p)");
        same("version\n2. a", "p");
        same("1. a\n2. b", "i(p)i(p)");
        same("Title\n=====\n\na", "kp");
        same("= Title\na", "kp");
        same("===  ==\na    b\n\nc    d\n===  ==\n\ne", "kp");
        same("a::\n\n  b\n\n  c\n\nd", "pkp");
        same("::\n\n  b", "pk");
        same(".. note:: a\n   b\n\n   - c\n\nd", "d(pi(p))p");
        same(".. qmp-example::\n   :title: a\n\n   -> b\n\nc", "kp");
        same("name    meaning\na       b", "k");
        same("a\n-> {\n }\nb\n\nc", "pkp");
        same("| a\n| b", "k");
    }

    #[test]
    fn nesting_is_bounded() {
        kinds(&"- ".repeat(100_000));
        kinds(&"(1) ".repeat(100_000));
        let steps: String = (0..200)
            .map(|depth| format!("{:depth$}- a\n", ""))
            .collect();
        kinds(&steps);
    }

    #[test]
    fn hanging_text_loses_its_indentation() {
        let text = |first, rest: &[&'static str]| format!("{:?}", parse_hanging(first, rest));
        assert_eq!(text("a", &["      b"]), text("a", &["b"]));
        assert_eq!(
            text("- a", &["         - b", "           c"]),
            text("- a", &["- b", "  c"])
        );
        assert_eq!(text("a", &["      b", "", "c"]), text("a", &["b", "", "c"]));
        assert!(text("- a", &["     b"]).contains(
            r#"Item("-", [Block { gap: false, indent: 0, kind: Paragraph(["a", "b"]) }])"#
        ));
    }
}
