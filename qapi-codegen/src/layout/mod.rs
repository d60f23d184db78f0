//! Lays out generated code, byte for byte as prettyplease does.
//!
//! Templates write everything that prettyplease begins a line with, such as a statement, on one
//! line of any length. They indent lines by the braces around them. A line that fits is kept. Any
//! other is read to find its possible breaks, and printed with line breaks.

mod expression;
mod line;
mod list;
mod printer;
mod reader;
mod tokens;
mod types;

use memchr::memchr;

use self::printer::push_spaces;
use self::reader::Reader;
use crate::code::lines;

/// Appends code to `out`, indented by `indent` more columns.
pub(crate) fn lay_out(code: &str, indent: usize, out: &mut String) {
    // Indentation, and the line breaks.
    out.reserve(code.len() + code.len() / 3);
    let mut reader = Reader::default();
    let mut lines = lines(code).peekable();
    while let Some(line) = lines.next() {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
        let content = line.get(spaces..).unwrap_or_default();
        let indent = indent + spaces;
        if content.starts_with('}') && out.ends_with("{\n") {
            // An empty block.
            out.pop();
            out.push_str(content);
        } else if is_laid_out(content, indent) {
            push_spaces(indent, out);
            out.push_str(content);
        } else {
            let next = lines.peek().map_or("", |next| next.trim_start());
            push_spaces(indent, out);
            reader
                .read(content, next.starts_with('}'))
                .print(indent, out);
        }
        out.push('\n');
    }
}

/// Returns whether a line is kept.
fn is_laid_out(content: &str, indent: usize) -> bool {
    content.starts_with("//") || content.len() <= printer::room(indent) && !may_change(content)
}

/// Returns whether a line may change although it fits: struct expressions break early, and the
/// arguments of a macro have their own spacing.
fn may_change(content: &str) -> bool {
    content.len() > expression::STRUCT_WIDTH && memchr(b'}', content.as_bytes()).is_some()
        || content.ends_with(");")
            && content
                .split_once("!(")
                .is_some_and(|(_, it)| tokens::may_change(it))
}

#[cfg(test)]
mod tests;
