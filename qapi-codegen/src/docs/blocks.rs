//! Block structure: rST's paragraphs, lists, notes, literal blocks and tables to Markdown.
//!
//! Works line by line with a stack of open containers. rST nests by indentation and Markdown makes code
//! of what is indented far, so indentation is rebuilt: containers put their own prefix before a line.

use super::inline::{Links, convert};
use super::line::{admonition_label, fence, is_preformatted, list_mark, push_guarded};

/// Converts the text of a doc section. The result has no blank line at either end.
pub(crate) fn render(text: &str, links: &dyn Links) -> String {
    let mut blocks = Blocks::new(links);
    for line in text.lines() {
        blocks.line(line);
    }
    blocks.finish()
}

/// A whole text as one literal block.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::new();
    fence(&mut out, "", &text.lines().collect::<Vec<_>>());
    out.truncate(out.trim_end().len());
    out
}

/// Directives that set a text apart under a label.
const ADMONITIONS: [&str; 13] = [
    "note",
    "caution",
    "warning",
    "important",
    "tip",
    "hint",
    "attention",
    "danger",
    "error",
    "seealso",
    "deprecated",
    "versionadded",
    "versionchanged",
];

/// Directives whose body is taken as it stands.
const LITERALS: [&str; 9] = [
    "qmp-example",
    "code-block",
    "code",
    "sourcecode",
    "parsed-literal",
    "table",
    "list-table",
    "csv-table",
    "math",
];

/// What the lines at hand belong to.
enum Mode<'t> {
    /// Paragraphs and lists.
    Flow,
    /// The options behind a directive that is `base` columns in.
    Options { base: usize, annotated: bool },
    /// A literal block: lines further in than `base`, or until a blank line.
    Literal {
        base: Option<usize>,
        lines: Vec<&'t str>,
    },
    /// A comment: lines further in than `base` are dropped.
    Comment { base: usize },
}

/// An open container: a list item or a note.
struct Level {
    /// The least indentation of its lines.
    indent: usize,
    /// What stands before its lines in Markdown.
    prefix: String,
}

struct Blocks<'t, 'l> {
    links: &'l dyn Links,
    out: String,
    mode: Mode<'t>,
    levels: Vec<Level>,
    /// The open paragraph.
    paragraph: Vec<&'t str>,
    /// The indentation of its first line.
    paragraph_indent: usize,
    /// A label for the next paragraph.
    label: String,
    /// A list's mark for the next block's first line.
    mark: Option<String>,
    /// Set by `::` at the end of a paragraph: what is further in is literal.
    literal_behind: Option<usize>,
    /// Whether a blank line came since the last block.
    gap: bool,
    /// The prefix of the last block, and whether it was a list item's first.
    last: (String, bool),
}

impl<'t, 'l> Blocks<'t, 'l> {
    fn new(links: &'l dyn Links) -> Self {
        Self {
            links,
            out: String::new(),
            mode: Mode::Flow,
            levels: Vec::new(),
            paragraph: Vec::new(),
            paragraph_indent: 0,
            label: String::new(),
            mark: None,
            literal_behind: None,
            gap: false,
            last: (String::new(), false),
        }
    }

    fn finish(mut self) -> String {
        self.end_literal();
        self.end_paragraph();
        self.end_label();
        self.out.truncate(self.out.trim_end().len());
        self.out
    }

    fn line(&mut self, line: &'t str) {
        let content = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        match &mut self.mode {
            Mode::Flow => {}
            Mode::Options { base, annotated } => {
                if indent > *base && content.starts_with(':') {
                    *annotated |= content == ":annotated:";
                    if let Some(title) = content.strip_prefix(":title:") {
                        self.label = format!("**Example:** {} ", title.trim());
                    }
                    return;
                }
                let (base, annotated) = (*base, *annotated);
                self.begin_example(base, annotated);
                return self.line(line);
            }
            Mode::Literal { base, lines } => {
                if base.map_or(!content.is_empty(), |base| {
                    content.is_empty() || indent > base
                }) {
                    lines.push(line);
                    return;
                }
                self.end_literal();
            }
            Mode::Comment { base } => {
                if content.is_empty() || indent > *base {
                    return;
                }
                self.mode = Mode::Flow;
            }
        }
        if content.is_empty() {
            self.end_paragraph();
            self.gap = true;
        } else {
            self.flow(line, content, indent);
        }
    }

    /// A line that is not blank, outside of literal blocks.
    fn flow(&mut self, line: &'t str, content: &'t str, indent: usize) {
        if self.literal_behind.take().is_some_and(|base| indent > base) {
            self.mode = Mode::Literal {
                base: Some(indent - 1),
                lines: vec![line],
            };
            return;
        }
        let begins = self.paragraph.is_empty();
        if begins {
            self.close_levels(indent);
        }
        let sibling = self
            .levels
            .last()
            .is_some_and(|level| indent < level.indent);
        if let Some((mark, text)) = list_mark(content).filter(|_| begins || sibling) {
            self.end_paragraph();
            self.end_label();
            self.close_levels(indent);
            let indent = indent + (content.len() - text.len());
            self.begin_item(mark, indent);
            if !text.is_empty() {
                self.begin(text, text, indent);
            }
        } else if begins {
            self.begin(line, content, indent);
        } else {
            self.paragraph.push(content);
        }
    }

    /// The first line of a block that is no list item.
    fn begin(&mut self, line: &'t str, content: &'t str, indent: usize) {
        let directive = content
            .strip_prefix("..")
            .filter(|rest| rest.is_empty() || rest.starts_with(' '));
        if let Some(directive) = directive {
            self.directive(directive.trim(), indent);
        } else if is_preformatted(content) {
            self.end_label();
            self.mode = Mode::Literal {
                base: None,
                lines: vec![line],
            };
        } else {
            self.begin_paragraph(content, indent);
        }
    }

    fn directive(&mut self, text: &'t str, indent: usize) {
        let Some((name, argument)) = text.split_once("::") else {
            // A comment, or a target.
            self.mode = Mode::Comment { base: indent };
            return;
        };
        let argument = argument.trim();
        self.end_label();
        if name == "admonition" {
            self.begin_note(&format!("{argument}:"), indent);
        } else if ADMONITIONS.contains(&name) {
            self.begin_note(&admonition_label(name), indent);
            if !argument.is_empty() {
                self.begin_paragraph(argument, indent);
            }
        } else if LITERALS.contains(&name) {
            if name.ends_with("table") && !argument.is_empty() {
                self.label = format!("**{argument}** ");
            }
            self.mode = Mode::Options {
                base: indent,
                annotated: false,
            };
        } else if name.starts_with('|') || name.starts_with('_') {
            self.mode = Mode::Comment { base: indent };
        } else if !argument.is_empty() {
            self.begin_paragraph(argument, indent);
        }
    }

    fn begin_note(&mut self, label: &str, indent: usize) {
        self.begin_quote(indent + 1);
        self.label = format!("**{label}** ");
    }

    fn begin_quote(&mut self, indent: usize) {
        let prefix = format!("{}> ", self.prefix());
        self.levels.push(Level { indent, prefix });
        if let Some(mark) = &mut self.mark {
            mark.push_str("> ");
        }
    }

    fn begin_example(&mut self, base: usize, annotated: bool) {
        if annotated {
            self.begin_quote(base + 1);
            if self.label.is_empty() {
                self.label = "**Example:** ".to_owned();
            }
            self.mode = Mode::Flow;
        } else {
            self.end_label();
            self.mode = Mode::Literal {
                base: Some(base),
                lines: Vec::new(),
            };
        }
    }

    fn begin_item(&mut self, mark: String, indent: usize) {
        let first = format!(
            "{}{mark}",
            self.mark.take().unwrap_or_else(|| self.prefix().to_owned())
        );
        let prefix = format!("{}{}", self.prefix(), " ".repeat(mark.len()));
        self.levels.push(Level { indent, prefix });
        self.mark = Some(first);
    }

    fn begin_paragraph(&mut self, content: &'t str, indent: usize) {
        self.paragraph_indent = indent;
        self.paragraph.push(content);
    }

    fn end_paragraph(&mut self) {
        if self.paragraph.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.label);
        text.push_str(&self.paragraph.join("\n"));
        self.paragraph.clear();
        if text.ends_with("::") {
            self.literal_behind = Some(self.paragraph_indent);
            text.pop();
            text.truncate(
                text.strip_suffix([':', ' '])
                    .map_or(text.len(), |_| text.len()),
            );
            if text.trim_end_matches(':').ends_with(char::is_whitespace) || text == ":" {
                text.pop();
                text.truncate(text.trim_end().len());
            }
        }
        if text.is_empty() {
            return;
        }
        let converted = convert(&text, self.links);
        let prefix = self.prefix().to_owned();
        let mut first = self.begin_block(&prefix);
        for line in converted.split('\n') {
            self.out
                .push_str(first.take().as_deref().unwrap_or(&prefix));
            push_guarded(&mut self.out, line);
            self.out.push('\n');
        }
    }

    /// Sets a label that no paragraph took.
    fn end_label(&mut self) {
        if !self.label.is_empty() {
            self.label.truncate(self.label.trim_end().len());
            self.paragraph.push("");
            self.end_paragraph();
        }
    }

    fn end_literal(&mut self) {
        if !matches!(self.mode, Mode::Literal { .. }) {
            return;
        }
        let Mode::Literal { lines, .. } = std::mem::replace(&mut self.mode, Mode::Flow) else {
            return;
        };
        let blank = |line: &&&str| line.trim().is_empty();
        let end = lines.len() - lines.iter().rev().take_while(blank).count();
        let start = lines.iter().take_while(blank).count();
        self.gap |= end < lines.len();
        let Some(lines) = lines.get(start..end).filter(|lines| !lines.is_empty()) else {
            return;
        };
        let prefix = self.prefix().to_owned();
        let first = self.begin_block(&prefix);
        if let Some(first) = first {
            // A list item that begins with a literal block.
            self.out.push_str(first.trim_end());
            self.out.push('\n');
        }
        fence(&mut self.out, &prefix, lines);
    }

    /// Separates a block from the one before; returns the list's mark that its first line takes.
    fn begin_block(&mut self, prefix: &str) -> Option<String> {
        let mark = self.mark.take();
        let tight = mark.is_some() && self.last.1 && !self.gap;
        if !self.out.is_empty() && !tight {
            let common = self
                .last
                .0
                .chars()
                .zip(prefix.chars())
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| a);
            let common: String = common.collect();
            self.out.push_str(common.trim_end());
            self.out.push('\n');
        }
        self.gap = false;
        self.last = (prefix.to_owned(), mark.is_some());
        mark
    }

    fn close_levels(&mut self, indent: usize) {
        while self
            .levels
            .last()
            .is_some_and(|level| indent < level.indent)
        {
            self.levels.pop();
            self.mark = None;
            // What comes next is apart from what was in there, even in another note.
            self.last.0.truncate(self.prefix().len());
        }
    }

    fn prefix(&self) -> &str {
        self.levels.last().map_or("", |level| &level.prefix)
    }
}
