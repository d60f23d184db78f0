//! Single lines: where they stand, and what begins at them.

/// A line of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// How many characters of white space stand before it; meaningless for a blank one.
    pub(super) indent: usize,
    /// The line without white space at either end.
    pub(super) text: &'t str,
    /// Its number in the section, from 0.
    pub(super) number: usize,
}

impl<'t> Line<'t> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// What stands behind the first `taken` bytes, as a line that begins there.
    pub(super) fn behind(&self, text: &'t str) -> Self {
        let taken = self.text.chars().count() - text.chars().count();
        Self {
            indent: self.indent + taken,
            text,
            number: self.number,
        }
    }

    fn moved_left(self, by: usize) -> Self {
        Self {
            indent: self.indent.saturating_sub(by),
            ..self
        }
    }
}

/// The lines of a section. Its first line stood behind a tag, maybe, so that the others are indented by
/// whatever their author liked: that is taken away.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut list: Vec<Line<'_>> = text
        .lines()
        .enumerate()
        .map(|(number, line)| Line {
            indent: indent_of(line),
            text: line.trim(),
            number,
        })
        .collect();
    let Some((first, rest)) = list.split_first_mut() else {
        return list;
    };
    if first.indent > 0 || first.text.starts_with("..") {
        return list;
    }
    if let Some(item) = marker(first.text) {
        // More items of the same list, or what belongs to the first one: the latter stays.
        let next = rest.iter().find(|line| !line.is_blank());
        let sibling = next.filter(|line| {
            line.indent > item.width && marker(line.text).is_some_and(|it| it.kind == item.kind)
        });
        if let Some(by) = sibling.map(|line| line.indent) {
            rest.iter_mut().for_each(|line| *line = line.moved_left(by));
        }
        return list;
    }
    let paragraph = rest.iter().take_while(|line| !line.is_blank()).count();
    let (near, far) = rest.split_at_mut(paragraph);
    if first.text.ends_with("::") && near.is_empty() {
        // What follows is indented because it is literal.
        return list;
    }
    let (a, b) = (least_indent(near), least_indent(far));
    let (near_by, far_by) = match (a, b) {
        (Some(a), Some(b)) if b < a => (a, b),
        (a, b) => (a.or(b).unwrap_or(0), a.or(b).unwrap_or(0)),
    };
    near.iter_mut()
        .for_each(|line| *line = line.moved_left(near_by));
    far.iter_mut()
        .for_each(|line| *line = line.moved_left(far_by));
    list
}

fn indent_of(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// The indentation of the line that stands furthest left; `None` where all are blank.
pub(super) fn least_indent(lines: &[Line<'_>]) -> Option<usize> {
    let lines = lines.iter().filter(|line| !line.is_blank());
    lines.map(|line| line.indent).min()
}

/// How many lines stand further right than `indent`, blank ones between them included.
pub(super) fn deeper(lines: &[Line<'_>], indent: usize) -> usize {
    let is_deeper = |line: &&Line<'_>| line.is_blank() || line.indent > indent;
    let length = lines.iter().take_while(is_deeper).count();
    let all = lines.get(..length).unwrap_or_default();
    length - all.iter().rev().take_while(|line| line.is_blank()).count()
}

/// Lines as they are, with what all have in common of their indentation taken away, and without blank
/// ones at either end.
pub(super) fn code(lines: &[Line<'_>]) -> String {
    let margin = least_indent(lines).unwrap_or(0);
    let mut out = String::new();
    for line in lines {
        if !line.is_blank() {
            out.extend(std::iter::repeat_n(' ', line.indent - margin));
            out.push_str(line.text);
        } else if out.is_empty() {
            continue;
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// What marks the item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker<'t> {
    pub(super) kind: MarkerKind,
    /// The number that it shows; 1 for what shows none.
    pub(super) number: u32,
    /// How far in the text of the item stands.
    pub(super) width: usize,
    /// What stands behind it on the line.
    pub(super) text: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerKind {
    Bullet,
    Number,
}

/// The marker that a line begins with.
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    // Most lines are none, so that is told by their first character.
    if !line.starts_with(|c: char| c.is_ascii_digit() || "-*+•(#".contains(c)) {
        return None;
    }
    let (word, behind) = line.split_once(' ').unwrap_or((line, ""));
    let text = behind.trim_start();
    let found = |kind, number| {
        Some(Marker {
            kind,
            number,
            width: line.chars().count() - text.chars().count(),
            text,
        })
    };
    if matches!(word, "-" | "*" | "+" | "•") {
        return found(MarkerKind::Bullet, 1);
    }
    let (open, number) = word
        .strip_prefix('(')
        .map_or((false, word), |it| (true, it));
    let number = match number.strip_suffix(')') {
        Some(number) => number,
        None if open => return None,
        None => number.strip_suffix('.')?,
    };
    if number == "#" {
        return found(MarkerKind::Number, 1);
    }
    let digits = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if !digits || text.is_empty() {
        return None;
    }
    found(MarkerKind::Number, number.parse().ok()?)
}

/// Whether a line is made of one sign of punctuation, as headings are underlined.
pub(super) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars();
    let first = signs.next();
    text.len() > 2
        && first.is_some_and(|first| first.is_ascii_punctuation())
        && signs.all(|sign| Some(sign) == first)
}

/// Whether a line begins messages that are shown without markup, as schemas until 9.0 do, or a session of
/// an interpreter.
pub(super) fn is_code(text: &str) -> bool {
    let starts = |mark: &str| {
        text.strip_prefix(mark)
            .is_some_and(|it| it.is_empty() || it.starts_with(' '))
    };
    starts("->") || starts("<-") || starts(">>>") || text == "{" || text.starts_with("{ \"")
}
