//! Prints sections `Example:` of older releases in the form of the latest: exchanges become
//! `qmp-example` directives, text stays text, and anything else becomes a literal block.

use super::prose::{CONTENT, print};
use super::text::{behind, indent_of, least_indent, parse};

/// The kind of a part of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Messages marked by `->` and `<-`.
    Exchange,
    /// Something else that keeps its lines.
    Literal,
    Text,
}

/// Returns the lines of the section.
pub(super) fn example(lines: &[&str]) -> Vec<String> {
    let parts = parts(lines);
    let mut out = Vec::new();
    let has_exchange = parts.iter().any(|(part, _)| *part == Part::Exchange);
    // Without an exchange, nothing would mark this as an example.
    let indent = if has_exchange || parts.is_empty() {
        0
    } else {
        out.push(".. admonition:: Example".to_owned());
        CONTENT
    };
    for (part, lines) in parts {
        if !out.is_empty() {
            out.push(String::new());
        }
        let spaces = " ".repeat(indent);
        match part {
            Part::Exchange => out.push(format!("{spaces}.. qmp-example::")),
            Part::Literal => out.push(format!("{spaces}::")),
            Part::Text => {
                let mut text = Vec::new();
                print(&parse(&lines.join("\n")), indent, &mut text);
                out.extend(text);
                continue;
            }
        }
        out.push(String::new());
        let least = least_indent(&lines).unwrap_or(0);
        let spaces = " ".repeat(indent + CONTENT);
        out.extend(lines.iter().map(|line| match *line {
            "" => String::new(),
            line => format!("{spaces}{}", behind(line, least)),
        }));
    }
    out
}

/// Splits the section where its kind changes.
fn parts<'a>(lines: &[&'a str]) -> Vec<(Part, Vec<&'a str>)> {
    let mut parts: Vec<(Part, Vec<&'a str>)> = Vec::new();
    let mut behind_blank = true;
    let mut blank = 0;
    for line in lines {
        if line.is_empty() {
            (behind_blank, blank) = (true, blank + 1);
            continue;
        }
        let last = parts.last_mut();
        let part = match last.as_ref().map(|(part, _)| *part) {
            _ if is_message(line) => Part::Exchange,
            // A message continues in indented lines, and in those that directly follow.
            Some(part @ (Part::Exchange | Part::Literal))
                if indent_of(line) > 0 || !behind_blank =>
            {
                part
            }
            Some(Part::Text) if !behind_blank => Part::Text,
            _ if is_text(line) => Part::Text,
            _ => Part::Literal,
        };
        match last {
            Some((same, lines)) if *same == part => {
                lines.extend(std::iter::repeat_n("", blank.min(1)));
                lines.push(line);
            }
            _ => parts.push((part, vec![line])),
        }
        (behind_blank, blank) = (false, 0);
    }
    parts
}

fn is_message(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("->") || line.starts_with("<-")
}

/// Returns whether a line reads like a sentence.
fn is_text(line: &str) -> bool {
    line.starts_with(|first: char| first.is_alphanumeric() || "@(*-".contains(first))
}
