//! Lists in brackets: on one line, or an element a line.

use super::printer::{Break, Breaks, INDENT};
use super::reader::Reader;

/// What a list had.
pub(super) struct Listed {
    pub(super) count: usize,
    /// A comma behind the last element.
    pub(super) comma: bool,
}

impl<'l> Reader<'l> {
    /// A list in brackets.
    pub(super) fn list(&mut self, open: &str, close: &str, mut element: impl FnMut(&mut Self)) {
        self.keep(open);
        self.printer.begin(INDENT, Breaks::Consistent);
        self.printer.zero();
        self.elements(|it, _| element(it));
        self.last();
        self.printer.end();
        self.keep(close);
    }

    /// A tuple, or something in parentheses.
    pub(super) fn tuple(&mut self, mut element: impl FnMut(&mut Self)) -> Listed {
        self.keep("(");
        let (begin, first) = (self.printer.keep_free(), self.printer.keep_free());
        let listed = self.elements(|it, _| element(it));
        let is_one = listed.count == 1;
        if !is_one || listed.comma {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            self.printer.line_end_at(first, Break::default());
            if is_one {
                self.printer.text(",");
                self.unindent(false, None);
            } else {
                self.last();
            }
            self.printer.end();
        }
        self.keep(")");
        listed
    }

    /// What is between brackets. `element` is told whether the element has attributes.
    pub(super) fn elements(&mut self, mut element: impl FnMut(&mut Self, bool)) -> Listed {
        let mut count = 0;
        loop {
            let has_attributes = self.attributes();
            element(self, has_attributes);
            count += 1;
            if !self.skip(",") {
                return Listed {
                    count,
                    comma: false,
                };
            }
            self.skip_space();
            if matches!(self.next(), None | Some(')' | ']' | '>' | '}')) {
                return Listed { count, comma: true };
            }
            self.printer.text(",");
            self.printer.space();
        }
    }

    /// The break behind the last element, with a comma before it.
    pub(super) fn last(&mut self) {
        self.unindent(false, Some(','));
    }

    /// A break back to the margin around a group.
    pub(super) fn unindent(&mut self, blank: bool, before: Option<char>) {
        self.printer.line_end(Break {
            offset: -INDENT,
            blank,
            before,
            ..Break::default()
        });
    }
}
