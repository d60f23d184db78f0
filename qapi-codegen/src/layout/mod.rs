//! The layout of generated code: byte for byte that of prettyplease.
//!
//! Templates write each statement, and whatever else prettyplease begins a line with, on one line, however long, with the
//! margin that its braces give it. A line that fits stays as it is; one that does not is read as far as one must to know
//! where it may break.

mod expression;
mod line;
mod list;
mod printer;
mod reader;
mod tokens;
mod types;

use memchr::memchr;

use self::printer::indent;
use self::reader::Reader;
use crate::code::lines;

/// Appends code with a margin.
pub(crate) fn lay_out(code: &str, margin: usize, out: &mut String) {
    // Margins, and the ends of broken lines.
    out.reserve(code.len() + code.len() / 3);
    let mut reader = Reader::default();
    let mut left = lines(code).peekable();
    while let Some(line) = left.next() {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
        let content = line.get(spaces..).unwrap_or_default();
        if content.starts_with('}') && out.ends_with("{\n") {
            // An empty block.
            out.pop();
            out.push_str(content);
        } else {
            let margin = margin + spaces;
            indent(margin, out);
            if stays(content, margin) {
                out.push_str(content);
            } else {
                let is_last = left
                    .peek()
                    .is_some_and(|next| next.trim_start().starts_with('}'));
                reader.read(content, is_last).print(margin, out);
            }
        }
        out.push('\n');
    }
}

/// Whether a line is as it should be. A struct expression may be too wide for a line that is not.
fn stays(content: &str, margin: usize) -> bool {
    content.starts_with("//")
        || content.len() <= printer::room(margin)
            && (content.len() < 34 || memchr(b'}', content.as_bytes()).is_none())
}
