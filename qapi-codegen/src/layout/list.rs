//! Lists in brackets: on one line, or with one element on each line.

use super::printer::{Break, Breaks, INDENT};
use super::reader::Reader;

/// The properties of a list that was read.
pub(super) struct Listed {
    pub(super) count: usize,
    /// `true` if a comma follows the last element.
    pub(super) has_last_comma: bool,
}

impl Reader<'_> {
    /// Reads a list between brackets.
    pub(super) fn list(&mut self, open: &str, close: &str, mut element: impl FnMut(&mut Self)) {
        self.keep(open);
        self.printer.begin(INDENT, Breaks::Consistent);
        self.printer.zero();
        self.elements(|it, _| element(it));
        self.last_comma();
        self.printer.end();
        self.keep(close);
    }

    /// Reads a tuple, or one element in parentheses, which does not break.
    pub(super) fn tuple(&mut self, mut element: impl FnMut(&mut Self)) -> Listed {
        self.keep("(");
        let (begin, first) = (self.printer.reserve(), self.printer.reserve());
        let listed = self.elements(|it, _| element(it));
        if listed.count > 1 || listed.has_last_comma {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            self.printer.line_break_at(first, Break::default());
            if listed.count > 1 {
                self.last_comma();
            } else {
                self.printer.text(",");
                self.dedent(false, None);
            }
            self.printer.end();
        }
        self.keep(")");
        listed
    }

    /// Reads elements separated by commas. The argument of `element` is `true` if the element has
    /// attributes.
    pub(super) fn elements(&mut self, mut element: impl FnMut(&mut Self, bool)) -> Listed {
        let mut count = 0;
        loop {
            let has_attributes = self.attributes();
            element(self, has_attributes);
            count += 1;
            let has_comma = self.skip(",");
            if has_comma {
                self.skip_spaces();
            }
            if !has_comma || self.rest.starts_with([')', ']', '>', '}']) {
                return Listed {
                    count,
                    has_last_comma: has_comma,
                };
            }
            self.printer.text(",");
            self.printer.space();
        }
    }

    /// Adds the break after the last element, with a comma if the list is broken.
    pub(super) fn last_comma(&mut self) {
        self.dedent(false, Some(','));
    }

    /// Adds the last break of a group. The indentation after it is that outside of the group.
    pub(super) fn dedent(&mut self, space: bool, before: Option<char>) {
        self.printer.line_break(Break {
            offset: -INDENT,
            space,
            before,
            ..Break::default()
        });
    }
}
