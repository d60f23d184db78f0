//! The lines of generated code: heads of items, members and variants, attributes, statements and
//! arms.

use super::printer::{Break, Breaks, INDENT, Printer};
use super::reader::Reader;

impl<'l> Reader<'l> {
    /// Reads a whole line. `is_last` is `true` if it is the last one between braces.
    pub(super) fn read(&mut self, line: &'l str, is_last: bool) -> &mut Printer<'l> {
        self.start(line);
        if self.at("#[") {
            self.attribute();
        } else if self.keep("pub ") {
            // A member of a struct expression has no visibility, but all members of structs have.
            if self.keep_word_and(": ") {
                self.ty();
            } else {
                self.item();
            }
        } else if self.keep_word_and(": ") {
            self.expression(false);
            if is_last && self.skip(",") {
                self.last_comma_of_lines();
            }
        } else if self.rest.ends_with(',') {
            self.arm_or_variant();
        } else {
            self.item();
        }
        self.take(self.rest.len());
        &mut self.printer
    }

    fn item(&mut self) {
        if self.at("fn ") || self.at("async fn ") {
            self.function();
        } else if self.at("impl ") || self.at("impl<") {
            self.implementation();
        } else if self.keep("trait ") {
            self.keep_word();
            self.keep(": ");
            self.ty();
        } else if self.keep("struct ") {
            self.keep_word();
            if self.at("(") {
                self.list("(", ")", |it| {
                    it.keep("pub ");
                    it.ty();
                });
            }
        } else if self.keep("const ") {
            self.keep_word();
            self.keep(": ");
            self.ty();
            self.value();
        } else if self.keep("type ") {
            self.keep_word();
            self.keep(" = ");
            self.printer.never();
            self.ty();
        } else if self.at("let ") {
            self.local();
        } else if !self.at("match ") {
            self.statement();
        }
    }

    fn function(&mut self) {
        self.keep("async ");
        self.keep("fn ");
        self.keep_word();
        self.generic_parameters();
        self.parameters();
        if self.keep(" -> ") {
            self.ty();
        }
    }

    fn implementation(&mut self) {
        self.printer.begin(0, Breaks::Inconsistent);
        self.keep("impl");
        self.generic_parameters();
        self.keep(" ");
        self.ty();
        if self.skip(" for ") {
            self.printer.space();
            self.printer.text("for ");
            self.ty();
        }
        self.printer.end();
    }

    /// Reads ` = ..`, if it is next.
    fn value(&mut self) {
        if self.keep(" = ") {
            self.printer.never();
            self.expression(false);
        }
    }

    fn local(&mut self) {
        self.printer.begin(0, Breaks::Inconsistent);
        self.keep("let ");
        self.pattern();
        self.value();
        if self.skip(" else ") {
            self.printer.space();
            self.printer.text("else ");
            self.printer.end();
            self.printer.never();
            self.printer.begin(INDENT, Breaks::Consistent);
            self.block();
        }
        self.printer.end();
    }

    fn statement(&mut self) {
        let line = self.rest;
        self.expression(true);
        if self.at(" = ") {
            self.start(line);
            self.expression(false);
            self.value();
        }
    }

    fn arm_or_variant(&mut self) {
        let line = self.rest;
        self.printer.begin(0, Breaks::Inconsistent);
        self.pattern();
        if !self.keep(" => ") {
            self.start(line);
            self.keep_word();
            if self.at("(") {
                self.list("(", ")", Self::ty);
            }
            return;
        }
        self.printer.never();
        self.printer.begin(INDENT, Breaks::Consistent);
        self.printer.line_break(Break {
            before: Some('{'),
            ..Break::default()
        });
        self.expression(true);
        self.skip(",");
        self.printer.line_break(Break {
            offset: -INDENT,
            after: Some('}'),
            otherwise: Some(','),
            ..Break::default()
        });
        self.printer.end();
        self.printer.end();
    }

    /// Adds the comma of the last line of a list that the template broke. It has no width, as in
    /// any list.
    fn last_comma_of_lines(&mut self) {
        self.printer.line_break(Break {
            otherwise: Some(','),
            never: true,
            ..Break::default()
        });
    }
}
