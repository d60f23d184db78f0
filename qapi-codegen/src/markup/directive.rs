//! Directives: `.. name:: argument`, and what is indented below.

use super::block::Parser;
use super::line::{Line, code};
use super::{Block, Inline, table};

/// Directives that set a text apart, and their labels.
const NOTES: [(&str, &str); 13] = [
    ("note", "Note"),
    ("caution", "Caution"),
    ("warning", "Warning"),
    ("important", "Important"),
    ("tip", "Tip"),
    ("hint", "Hint"),
    ("attention", "Attention"),
    ("danger", "Danger"),
    ("error", "Error"),
    ("seealso", "See also"),
    ("deprecated", "Deprecated since"),
    ("versionadded", "New in"),
    ("versionchanged", "Changed in"),
];

/// Directives whose body is code.
const CODE: [&str; 5] = [
    "code-block",
    "code",
    "sourcecode",
    "parsed-literal",
    "literal",
];

impl Parser<'_> {
    /// What `first`, which begins with two dots, and the lines below mean.
    pub(super) fn directive(
        &mut self,
        first: Line<'_>,
        body: &[Line<'_>],
        depth: usize,
        list: &mut Vec<Block>,
    ) {
        let text = first.text.trim_start_matches("..").trim_start();
        let Some((name, argument)) = text.split_once("::").filter(|(name, _)| is_name(name)) else {
            let is_substitution = text.starts_with('|') || text.starts_with('[');
            if is_substitution {
                self.keep(first, body, list, format!("'.. {text}' is not understood"));
            }
            // Else a comment, or the target of links from elsewhere: neither is shown.
            return;
        };
        let argument = argument.trim();
        let head = first.behind(argument);
        if let Some((_, label)) = NOTES.iter().find(|(known, _)| *known == name) {
            let label = vec![Inline::Text((*label).to_owned())];
            let body = self.hanging(head, body, depth);
            list.push(Block::Note { label, body });
        } else if name == "admonition" {
            let label = self.inlines(head, argument);
            let body = self.blocks(body, depth + 1);
            list.push(Block::Note { label, body });
        } else if name == "qmp-example" {
            let example = self.example(head, body, depth);
            list.push(example);
        } else if CODE.contains(&name) {
            let (_, body) = options(body);
            list.push(Block::Code(code(body)));
        } else if name == "table" {
            let title = self.inlines(head, argument);
            let (_, body) = options(body);
            match body.split_first() {
                Some((border, rows)) if table::is_border(border.text) => {
                    let table = self.table(title, *border, rows);
                    list.push(table);
                }
                _ => self.keep(first, body, list, "this table is not understood".to_owned()),
            }
        } else {
            let message = format!("the directive '{name}' is not understood");
            self.keep(first, body, list, message);
        }
    }

    fn example(&mut self, head: Line<'_>, body: &[Line<'_>], depth: usize) -> Block {
        let (options, body) = options(body);
        let (mut title, mut annotated) = (Vec::new(), false);
        for option in options {
            match option
                .text
                .strip_prefix(':')
                .and_then(|it| it.split_once(':'))
            {
                Some(("title", text)) => title = self.inlines(*option, text.trim()),
                Some(("annotated", _)) => annotated = true,
                Some((name, _)) => {
                    self.remark(
                        *option,
                        format!("the option '{name}' of an example is not understood"),
                    );
                }
                // A title goes on.
                None => {
                    let mut more = self.inlines(*option, option.text);
                    title.push(Inline::Text(" ".to_owned()));
                    title.append(&mut more);
                }
            }
        }
        let body = if annotated {
            self.hanging(head, body, depth)
        } else {
            let text = code(&joined(head, body));
            vec![Block::Code(text)]
        };
        Block::Example { title, body }
    }

    /// What stands behind the name of a directive, and the lines below.
    fn hanging(&mut self, head: Line<'_>, body: &[Line<'_>], depth: usize) -> Vec<Block> {
        // Lines below are indented by whatever their author liked.
        let margin = super::line::least_indent(body).unwrap_or(0);
        let head = Line {
            indent: margin,
            ..head
        };
        self.blocks(&joined(head, body), depth + 1)
    }

    /// What is not understood stays as it is.
    fn keep(&mut self, first: Line<'_>, body: &[Line<'_>], list: &mut Vec<Block>, message: String) {
        self.remark(first, message);
        let lines: Vec<Line<'_>> = std::iter::once(first).chain(body.iter().copied()).collect();
        list.push(Block::Code(code(&lines)));
    }
}

fn joined<'t>(head: Line<'t>, body: &[Line<'t>]) -> Vec<Line<'t>> {
    let head = Some(head).filter(|head| !head.is_blank());
    head.into_iter().chain(body.iter().copied()).collect()
}

fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+');
    !text.is_empty() && text.chars().all(is_part) && !text.starts_with('_')
}

/// The options of a directive, and its body without the blank lines before it.
fn options<'l, 't>(body: &'l [Line<'t>]) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let is_option = body.first().is_some_and(|line| line.text.starts_with(':'));
    let length = if is_option {
        body.iter().take_while(|line| !line.is_blank()).count()
    } else {
        0
    };
    let (options, rest) = body.split_at_checked(length).unwrap_or((body, &[]));
    let blank = rest.iter().take_while(|line| line.is_blank()).count();
    (options, rest.get(blank..).unwrap_or_default())
}
