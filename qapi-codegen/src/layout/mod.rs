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

use self::reader::Reader;

/// Appends code with a margin.
pub(crate) fn lay_out(code: &str, margin: usize, out: &mut String) {
    for line in code.lines() {
        let content = line.trim_start_matches(' ');
        if content.starts_with('}') && out.ends_with("{\n") {
            // An empty block.
            out.pop();
            out.push_str(content);
        } else {
            let margin = margin + line.len() - content.len();
            out.extend(std::iter::repeat_n(' ', margin));
            if stays(content, margin) {
                out.push_str(content);
            } else {
                Reader::new(content).line().print(margin, out);
            }
        }
        out.push('\n');
    }
}

/// Whether a line is as it should be. A struct expression may be too wide for a line that is not.
fn stays(content: &str, margin: usize) -> bool {
    content.starts_with("//") || content.len() <= printer::room(margin) && !content.contains(" { ")
}
