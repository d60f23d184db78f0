//! Lays out an expression in lines.
//!
//! A definition has one line for each of its keys. A list is on one line if it fits and contains no
//! comment. Otherwise each item has a line, aligned after the bracket or, if that leaves too little
//! room, indented by four. Comments at the end of neighbouring lines are aligned.

use super::node::{Item, List, Style, Value};

/// The maximum number of characters of a line, if it can be kept.
const WIDTH: usize = 79;
/// The indentation of items below their bracket.
const INDENT: usize = 4;

/// A line, and the comment at its end with its continuation lines.
#[derive(Debug, Default)]
struct Line {
    text: String,
    after: Vec<String>,
}

/// Returns the lines of a top-level expression. `after` is the comment after it.
pub(super) fn layout(value: &Value, after: Vec<String>) -> Vec<String> {
    let mut writer = Writer {
        lines: Vec::new(),
        open: String::new(),
    };
    writer.value(value, 0);
    writer.end_line(after);
    align(writer.lines)
}

/// Adds the comments at the ends of lines: in neighbouring lines in the same column.
fn align(lines: Vec<Line>) -> Vec<String> {
    let mut out = Vec::new();
    for run in lines.chunk_by(|a, b| a.after.is_empty() == b.after.is_empty()) {
        let width = run
            .iter()
            .map(|line| line.text.chars().count())
            .max()
            .unwrap_or(0);
        for Line { text, after } in run {
            let Some((first, rest)) = after.split_first() else {
                out.push(text.clone());
                continue;
            };
            out.push(format!("{text:width$}  {first}"));
            out.extend(rest.iter().map(|line| format!("{:width$}  {line}", "")));
        }
    }
    out
}

struct Writer {
    lines: Vec<Line>,
    /// The current line.
    open: String,
}

impl Writer {
    fn end_line(&mut self, after: Vec<String>) {
        let text = std::mem::take(&mut self.open).trim_end().to_owned();
        self.lines.push(Line { text, after });
    }

    fn width(&self) -> usize {
        self.open.chars().count()
    }

    fn indent(&mut self, columns: usize) {
        self.open = " ".repeat(columns);
    }

    /// Writes a value. `behind` is the number of characters that must fit after it on its last
    /// line.
    fn value(&mut self, value: &Value, behind: usize) {
        match value {
            Value::Atom(text, _) => self.open.push_str(text),
            Value::List(list) => {
                let fits = |width| self.width() + width + behind <= WIDTH;
                if flat_width(value).is_some_and(fits) && !list.must_break() {
                    flat_list(list, &mut self.open);
                } else {
                    self.broken(list, behind);
                }
            }
        }
    }

    fn broken(&mut self, list: &List, behind: usize) {
        let (opening, closing) = brackets(list);
        // A bracket that closes on a line of its own is aligned with the line of the opening one.
        let margin = self.open.chars().take_while(|sign| *sign == ' ').count();
        self.open.push_str(opening);
        let hangs = self.hangs(list, margin, behind);
        let column = if hangs {
            self.end_line(list.open.clone());
            margin
                + if list.style == Style::Definition {
                    2
                } else {
                    INDENT
                }
        } else {
            self.open.push(' ');
            self.width()
        };
        let mut at_start = hangs;
        for (index, item) in list.items.iter().enumerate() {
            let is_last = index + 1 == list.items.len();
            let room = if is_last { behind + 2 } else { 1 };
            let is_plain = item.before.is_empty() && matches!(item.value, Value::Atom(..));
            let fills = list.style == Style::Filled && is_plain && index > 0 && !at_start;
            if fills && self.width() + 1 + item_width(item).unwrap_or(WIDTH) + room <= WIDTH {
                self.open.push(' ');
            } else if index > 0 || hangs {
                if index > 0 && !at_start {
                    self.end_line(Vec::new());
                }
                for comment in &item.before {
                    self.comment(comment, column);
                }
                self.indent(column);
            }
            at_start = false;
            if let Some(key) = &item.key {
                self.open.push_str(key);
                self.open.push_str(": ");
            }
            self.value(&item.value, room);
            if !is_last {
                self.open.push(',');
            }
            let breaks = list.style == Style::Filled && !matches!(item.value, Value::Atom(..));
            if !item.after.is_empty() || (breaks && !is_last) {
                self.end_line(item.after.clone());
                at_start = true;
            }
        }
        if !list.tail.is_empty() && !at_start {
            self.end_line(Vec::new());
            at_start = true;
        }
        for comment in &list.tail {
            self.comment(comment, column);
        }
        if at_start {
            self.indent(margin);
        } else {
            self.open.push(' ');
        }
        self.open.push_str(closing);
    }

    /// Writes a comment on a line of its own, or a blank line.
    fn comment(&mut self, text: &str, column: usize) {
        if !text.is_empty() {
            self.indent(column);
            self.open.push_str(text);
        }
        self.end_line(Vec::new());
    }

    /// Returns whether the items of a list on several lines are below its bracket.
    fn hangs(&self, list: &List, margin: usize, behind: usize) -> bool {
        let aligned = self.width() + 1;
        let sticks_out = |(index, item): (usize, &Item)| {
            let room = if index + 1 == list.items.len() {
                behind + 2
            } else {
                1
            };
            item_width(item).is_some_and(|width| {
                aligned + width + room > WIDTH && margin + INDENT + width + room <= WIDTH
            })
        };
        let commented = list
            .items
            .first()
            .is_none_or(|first| !first.before.is_empty());
        match list.style {
            Style::Hanging => true,
            _ if !list.open.is_empty() || commented => true,
            Style::Definition => false,
            _ => list.items.iter().enumerate().any(sticks_out),
        }
    }
}

impl List {
    /// Returns whether it cannot be on one line, even if it is short.
    fn must_break(&self) -> bool {
        let has_comments = |item: &Item| !item.before.is_empty() || !item.after.is_empty();
        let inner_breaks = |item: &Item| match &item.value {
            Value::Atom(..) => false,
            Value::List(list) => list.must_break(),
        };
        (self.style == Style::Definition && self.items.len() > 1)
            || !self.open.is_empty()
            || !self.tail.is_empty()
            || self
                .items
                .iter()
                .any(|item| has_comments(item) || inner_breaks(item))
    }
}

fn brackets(list: &List) -> (&'static str, &'static str) {
    if list.is_object {
        ("{", "}")
    } else {
        ("[", "]")
    }
}

fn flat_list(list: &List, out: &mut String) {
    let (opening, closing) = brackets(list);
    let space = if list.style == Style::Tight || list.items.is_empty() {
        ""
    } else {
        " "
    };
    out.push_str(opening);
    out.push_str(space);
    for (index, item) in list.items.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        if let Some(key) = &item.key {
            out.push_str(key);
            out.push_str(": ");
        }
        match &item.value {
            Value::Atom(text, _) => out.push_str(text),
            Value::List(list) => flat_list(list, out),
        }
    }
    out.push_str(space);
    out.push_str(closing);
}

/// Returns the width of a value on one line; `None` if it is wider than any line.
fn flat_width(value: &Value) -> Option<usize> {
    let list = match value {
        Value::Atom(text, _) => return Some(text.chars().count()),
        Value::List(list) => list,
    };
    let mut width = if list.style == Style::Tight || list.items.is_empty() {
        2
    } else {
        4
    };
    for (index, item) in list.items.iter().enumerate() {
        width += item_width(item)? + if index > 0 { 2 } else { 0 };
        if width > WIDTH {
            return None;
        }
    }
    Some(width)
}

/// Returns the width of an item on one line.
fn item_width(item: &Item) -> Option<usize> {
    let key = item.key.as_ref().map_or(0, |key| key.chars().count() + 2);
    Some(key + flat_width(&item.value)?)
}
