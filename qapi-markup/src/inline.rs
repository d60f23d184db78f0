//! Inline markup: the content of a paragraph.

use std::ops::Range;

use crate::line::Line;
use crate::problem::{Problem, ProblemCode};
use crate::tree::{Inline, InlineKind};

/// A name in a text that refers to the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'t> {
    /// A member, argument, value or branch of the definition that the text is about.
    Member(&'t str),
    /// A type, command or event.
    Definition(&'t str),
}

/// Resolves names to the targets that [`InlineKind::Reference`] holds; `None` for an unknown name.
pub type Resolve<'a> = &'a dyn Fn(Name<'_>) -> Option<String>;

/// Parses the text of these lines as one paragraph.
pub(crate) fn parse(
    lines: &[Line<'_>],
    resolve: Resolve<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Inline> {
    match lines {
        [] => Vec::new(),
        [line] => parse_joined(line.text, &[(0, line.start)], resolve, problems),
        lines => {
            let length = lines.iter().map(|line| line.text.len() + 1).sum();
            let mut text = String::with_capacity(length);
            let mut places = Vec::with_capacity(lines.len());
            for (at, line) in lines.iter().enumerate() {
                if at > 0 {
                    text.push('\n');
                }
                places.push((text.len(), line.start));
                text.push_str(line.text);
            }
            parse_joined(&text, &places, resolve, problems)
        }
    }
}

/// Parses the text of lines. `places` contains the start of each line in it, and in the source.
fn parse_joined(
    text: &str,
    places: &[(usize, usize)],
    resolve: Resolve<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Inline> {
    let mut reader = Reader {
        text,
        places,
        at: 0,
        plain: String::new(),
        plain_start: 0,
        escaped: 0,
        list: Vec::new(),
        previous: ' ',
        is_nested: false,
        resolve,
        problems,
    };
    reader.read(text.len());
    reader.flush(text.len());
    reader.list
}

/// The number of backticks that may fail to end a text before the search stops.
const ENDS: usize = 16;

/// Returns the text in single backticks, and the text after them. They are not markup if there is
/// white space inside a backtick, or a word directly after the second one. Neither is the quote of
/// old docs, `so'.
fn interpreted(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(char::is_whitespace) {
        return None;
    }
    let ends = text.match_indices('`').take(ENDS);
    let mut ends = ends.map(|(at, _)| text.split_at(at));
    ends.find_map(|(content, end)| {
        let rest = end.strip_prefix('`')?;
        let is_end = !content.is_empty()
            && !content.ends_with(char::is_whitespace)
            && !rest.starts_with(char::is_alphanumeric);
        is_end.then_some((content, rest))
    })
}

/// Returns text with its words one space apart.
fn in_one_line(text: &str) -> String {
    if !text.contains(char::is_whitespace) {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_special(c: char) -> bool {
    matches!(c, '`' | '@' | '*' | '\\' | ':' | '_')
}

struct Reader<'t, 'a> {
    text: &'t str,
    /// The starts of lines in the text, and in the source.
    places: &'a [(usize, usize)],
    /// The position up to which the text is read.
    at: usize,
    /// Text without markup that is not in the list yet.
    plain: String,
    /// The start of the pending text.
    plain_start: usize,
    /// The length of its start that a backslash escapes.
    escaped: usize,
    list: Vec<Inline>,
    /// The character before the next one; a space at the start.
    previous: char,
    /// `true` within emphasis, which does not nest.
    is_nested: bool,
    resolve: Resolve<'a>,
    problems: &'a mut Vec<Problem>,
}

impl<'t> Reader<'t, '_> {
    fn read(&mut self, end: usize) {
        loop {
            let rest = self.text.get(self.at..end).unwrap_or_default();
            let length = rest.find(is_special).unwrap_or(rest.len());
            let (plain, rest) = rest.split_at_checked(length).unwrap_or((rest, ""));
            self.push_plain(self.at, plain);
            self.at += plain.len();
            if rest.is_empty() {
                return;
            }
            self.special(rest);
        }
    }

    /// Returns the bytes of the source for a part of the text.
    fn span(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let line = self.places.partition_point(|(start, _)| *start <= at);
            let line = line.checked_sub(1).and_then(|line| self.places.get(line));
            line.map_or(at, |(start, source)| source + (at - start))
        };
        place(range.start)..place(range.end)
    }

    fn problem(&mut self, code: ProblemCode, range: Range<usize>, message: String) {
        let span = self.span(range);
        // A name in it may span several lines.
        let message = in_one_line(&message);
        self.problems.push(Problem {
            code,
            span,
            message,
        });
    }

    fn push_plain(&mut self, start: usize, text: &str) {
        if self.plain.is_empty() {
            self.plain_start = start;
        }
        self.plain.push_str(text);
        self.previous = text.chars().next_back().unwrap_or(self.previous);
    }

    /// Pushes text that differs from the source.
    fn push_shown(&mut self, start: usize, text: &str) {
        self.push_plain(start, text);
        self.escaped = self.plain.len();
    }

    /// Pushes a piece that begins at `start`, after the text before it.
    fn push(&mut self, start: usize, end: usize, kind: InlineKind) {
        self.flush(start);
        let span = self.span(start..end);
        self.list.push(Inline { span, kind });
        self.previous = '`';
    }

    fn flush(&mut self, end: usize) {
        self.escaped = 0;
        if !self.plain.is_empty() {
            let text = std::mem::take(&mut self.plain);
            let span = self.span(self.plain_start..end);
            let kind = InlineKind::Text(text);
            self.list.push(Inline { span, kind });
        }
    }

    /// Removes the end of the pending text, if it is the same in the source.
    fn take_plain(&mut self, length: usize) -> Option<usize> {
        let left = self.plain.len().checked_sub(length)?;
        if left < self.escaped {
            return None;
        }
        self.plain.truncate(left);
        Some(self.at - length)
    }

    /// Reads the markup that begins with a special character; `rest` is the remaining text.
    fn special(&mut self, rest: &'t str) {
        let mut chars = rest.chars();
        let first = chars.next().unwrap_or(' ');
        let after = chars.as_str();
        let taken = match first {
            '`' => self.backtick(rest),
            '*' => self.emphasis(rest),
            '@' => self.at_name(after),
            ':' => self.uri(rest),
            _ => None,
        };
        if let Some(left) = taken {
            self.at += rest.len() - left.len();
            return;
        }
        let start = self.at;
        if first == '\\' {
            // A backslash escapes the next character; before a space it is nothing.
            let next = chars.next().unwrap_or('\\');
            if !next.is_whitespace() {
                self.push_plain(start, next.encode_utf8(&mut [0; 4]));
            }
            self.escaped = self.plain.len();
            self.at += rest.len() - chars.as_str().len();
            return;
        }
        self.push_plain(start, first.encode_utf8(&mut [0; 4]));
        self.at += first.len_utf8();
    }

    fn is_at_word_start(&self) -> bool {
        !self.previous.is_alphanumeric() && self.previous != '_'
    }

    /// Reads literals (two backticks), roles, references and hyperlinks (one). Like the functions
    /// below, returns the remaining text.
    fn backtick(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some(after) = text.strip_prefix("``") {
            return self.literal(text, after);
        }
        let (content, rest) = interpreted(text.strip_prefix('`')?)?;
        let at = self.at;
        let (role, start) = self.take_role().unwrap_or_default();
        let start = if role.is_empty() { at } else { start };
        let (title, target) = match content.split_once('<') {
            Some((title, target)) => (title.trim(), target.trim_end_matches('>')),
            None => ("", content),
        };
        let shown = if title.is_empty() { target } else { title };
        if let Some(rest) = rest.strip_prefix("__").or_else(|| rest.strip_prefix('_')) {
            let end = at + (text.len() - rest.len());
            self.hyperlink(start..end, title, target);
            return Some(rest);
        }
        let end = at + (text.len() - rest.len());
        let text = || {
            vec![Inline {
                span: self.span(at + 1..end - 1),
                kind: InlineKind::Text(content.to_owned()),
            }]
        };
        match &*role {
            "" => self.reference(start..end, target, shown),
            role if role.starts_with("qapi") => {
                let target = target.trim_start_matches(['~', '!']);
                let shown = if title.is_empty() { target } else { title };
                if (self.resolve)(Name::Definition(target)).is_none() {
                    let message = format!("there is nothing called '{target}' in the schema");
                    self.problem(ProblemCode::Name, start..end, message);
                }
                self.reference(start..end, target, shown);
            }
            "doc" | "ref" => {
                let message = format!(
                    "the link to '{target}' leads out of the schema, so only its text is kept"
                );
                self.problem(ProblemCode::Link, start..end, message);
                self.push_shown(start, shown);
            }
            "emphasis" | "title-reference" | "title" | "t" => {
                let inner = text();
                self.push(start, end, InlineKind::Emphasis(inner));
            }
            "strong" => {
                let inner = text();
                self.push(start, end, InlineKind::Strong(inner));
            }
            "literal" | "code" | "command" | "file" | "option" | "kbd" | "samp" | "envvar" => {
                self.push_literal(start..end, content);
            }
            role => {
                let message = format!("the role '{role}' is not understood");
                self.problem(ProblemCode::Role, start..end, message);
                self.push_literal(start..end, content);
            }
        }
        Some(rest)
    }

    fn literal(&mut self, text: &'t str, after: &'t str) -> Option<&'t str> {
        let Some(length) = after.find("``") else {
            let message = "a literal has no end".to_owned();
            self.problem(ProblemCode::Unfinished, self.at..self.at + 2, message);
            return None;
        };
        // The end is the last backtick of a run.
        let ticks = after.get(length..).unwrap_or_default();
        let rest = ticks.trim_start_matches('`');
        let content = after.get(..after.len() - rest.len() - 2)?;
        let end = self.at + (text.len() - rest.len());
        self.push_literal(self.at..end, content);
        Some(rest)
    }

    fn push_literal(&mut self, range: Range<usize>, content: &str) {
        if content.trim().is_empty() {
            self.previous = '`';
            self.escaped = self.plain.len();
        } else {
            let literal = InlineKind::Literal(in_one_line(content));
            self.push(range.start, range.end, literal);
        }
    }

    fn hyperlink(&mut self, range: Range<usize>, title: &str, target: &str) {
        if target.contains("://") {
            let uri: String = target.split_whitespace().collect();
            let text = in_one_line(if title.is_empty() { &uri } else { title });
            self.push(range.start, range.end, InlineKind::Link { text, uri });
            return;
        }
        let message = format!("the link '{target}' leads nowhere, so only its text is kept");
        let start = range.start;
        self.problem(ProblemCode::Link, range, message);
        self.push_shown(start, if title.is_empty() { target } else { title });
    }

    /// Removes a `:role:` from the end of the text so far. Returns the role, and its start.
    fn take_role(&mut self) -> Option<(String, usize)> {
        let body = self.plain.strip_suffix(':')?;
        let is_part = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '+' | ':');
        let head = body.trim_end_matches(is_part);
        let role = body.get(head.len()..)?.strip_prefix(':')?.to_owned();
        if role.is_empty() {
            return None;
        }
        let start = self.take_plain(role.len() + 2)?;
        Some((role, start))
    }

    /// Pushes a name in single backticks: that of a definition, or else of a member.
    fn reference(&mut self, range: Range<usize>, name: &str, shown: &str) {
        let target = (self.resolve)(Name::Definition(name));
        let target = target.or_else(|| (self.resolve)(Name::Member(name)));
        let name = in_one_line(shown);
        self.push(
            range.start,
            range.end,
            InlineKind::Reference { name, target },
        );
    }

    /// Reads `@name`: a member of the definition that the text is about, or else a definition.
    fn at_name(&mut self, after: &'t str) -> Option<&'t str> {
        if !self.is_at_word_start() {
            return None;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let end = after.find(|c| !is_part(c)).unwrap_or(after.len());
        let name = after.get(..end)?.trim_end_matches(['.', '-']);
        if !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return None;
        }
        let target = (self.resolve)(Name::Member(name));
        let target = target.or_else(|| (self.resolve)(Name::Definition(name)));
        let end = self.at + 1 + name.len();
        let rest = after.get(name.len()..);
        let name = name.to_owned();
        self.push(self.at, end, InlineKind::Reference { name, target });
        rest
    }

    fn emphasis(&mut self, text: &'t str) -> Option<&'t str> {
        if !self.is_at_word_start() || self.is_nested {
            return None;
        }
        let mark = if text.starts_with("**") { "**" } else { "*" };
        let (content, rest) = text.strip_prefix(mark)?.split_once(mark)?;
        let is_solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
        if !is_solid(content.chars().next())
            || !is_solid(content.chars().next_back())
            || rest.starts_with(|c: char| c == '*' || c.is_alphanumeric())
        {
            return None;
        }
        let start = self.at;
        self.flush(start);
        let outer = std::mem::take(&mut self.list);
        (self.is_nested, self.previous) = (true, ' ');
        self.at = start + mark.len();
        let end = self.at + content.len();
        self.read(end);
        self.flush(end);
        (self.is_nested, self.at) = (false, start);
        let inner = std::mem::replace(&mut self.list, outer);
        let kind = if mark == "**" {
            InlineKind::Strong(inner)
        } else {
            InlineKind::Emphasis(inner)
        };
        self.push(start, end + mark.len(), kind);
        Some(rest)
    }

    /// Reads `://` after `http` or `https`: a URI without markup.
    fn uri(&mut self, text: &'t str) -> Option<&'t str> {
        let after = text.strip_prefix("://")?;
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| self.plain.ends_with(scheme))?;
        let end = after
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'))
            .unwrap_or(after.len());
        let path = after
            .get(..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', '*', '_', '`']);
        if path.is_empty() {
            return None;
        }
        let mut start = self.take_plain(scheme.len())?;
        let mut rest = after.get(path.len()..)?;
        let uri = format!("{scheme}://{path}");
        if self.plain.ends_with('<')
            && let Some(after) = rest.strip_prefix('>')
            && let Some(bracket) = self.take_bracket(start)
        {
            (start, rest) = (bracket, after);
        }
        let end = self.at + (text.len() - rest.len());
        let text = uri.clone();
        self.push(start, end, InlineKind::Link { text, uri });
        Some(rest)
    }

    /// Removes the bracket before `end` from the text.
    fn take_bracket(&mut self, end: usize) -> Option<usize> {
        let left = self.plain.len().checked_sub(1)?;
        if left < self.escaped {
            return None;
        }
        self.plain.truncate(left);
        Some(end - 1)
    }
}
