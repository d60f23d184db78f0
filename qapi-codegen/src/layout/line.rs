//! Lines: heads of items, parts of items, statements and arms.

use super::printer::{Break, Breaks, INDENT, Printer};
use super::reader::Reader;

impl<'l> Reader<'l> {
    /// Reads the whole line.
    pub(super) fn line(mut self) -> Printer<'l> {
        if self.at("#[") {
            self.attribute();
        } else {
            self.keep("pub ");
            self.item_or_statement();
        }
        self.keep_rest();
        self.printer
    }

    fn item_or_statement(&mut self) {
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
        } else if self.at_word_and(": ") {
            // A member.
            self.keep_word();
            self.keep(": ");
            self.ty();
        } else if self.rest.ends_with(',') {
            self.arm_or_variant();
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
            self.reset(line);
            self.keep_word();
            if self.at("(") {
                self.list("(", ")", Self::ty);
            }
            return;
        }
        self.printer.never();
        self.printer.begin(INDENT, Breaks::Consistent);
        self.printer.line_end(Break {
            before: "{",
            ..Break::default()
        });
        self.expression(true);
        self.skip(",");
        self.printer.line_end(Break {
            offset: -INDENT,
            behind: "}",
            unbroken: ",",
            ..Break::default()
        });
        self.printer.end();
        self.printer.end();
    }

    fn statement(&mut self) {
        let line = self.rest;
        self.expression(true);
        if self.at(" = ") {
            self.reset(line);
            self.expression(false);
            self.value();
        }
    }
}
