//! Lines: heads of items, parts of items, statements and arms.

use super::printer::{Break, Breaks, INDENT, Printer};
use super::reader::Reader;

impl<'l> Reader<'l> {
    /// The parts of a line. `is_last` is whether it is the last one between braces.
    pub(super) fn read(&mut self, line: &'l str, is_last: bool) -> &mut Printer<'l> {
        self.begin(line);
        if self.at("#[") {
            self.attribute();
        } else {
            let is_public = self.keep("pub ");
            self.item_or_statement(is_public, is_last);
        }
        self.take(self.rest.len());
        &mut self.printer
    }

    fn item_or_statement(&mut self, is_public: bool, is_last: bool) {
        if self.at("fn ") || self.at("async fn ") {
            self.function();
        } else if self.at("impl") {
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
        } else if self.keep_word_and(": ") {
            self.member(is_public, is_last);
        } else if self.rest.ends_with(',') {
            self.arm_or_variant();
        } else if !self.at("match ") {
            self.statement();
        }
    }

    /// What is behind the name of a member: of a struct, which generated code has public, or of a struct expression.
    fn member(&mut self, is_public: bool, is_last: bool) {
        if is_public {
            self.ty();
        } else {
            self.expression(false);
            if is_last && self.skip(",") {
                self.printer.line_end(Break {
                    unbroken: Some(','),
                    never: true,
                    ..Break::default()
                });
            }
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

    /// ` = ` and an expression.
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

    fn arm_or_variant(&mut self) {
        let line = self.rest;
        self.printer.begin(0, Breaks::Inconsistent);
        self.pattern();
        if !self.keep(" => ") {
            self.begin(line);
            self.keep_word();
            if self.at("(") {
                self.list("(", ")", Self::ty);
            }
            return;
        }
        self.printer.never();
        self.printer.begin(INDENT, Breaks::Consistent);
        self.printer.line_end(Break {
            before: Some('{'),
            ..Break::default()
        });
        self.expression(true);
        self.skip(",");
        self.printer.line_end(Break {
            offset: -INDENT,
            behind: Some('}'),
            unbroken: Some(','),
            ..Break::default()
        });
        self.printer.end();
        self.printer.end();
    }

    fn statement(&mut self) {
        let line = self.rest;
        self.expression(true);
        if self.at(" = ") {
            self.begin(line);
            self.expression(false);
            self.value();
        }
    }
}
