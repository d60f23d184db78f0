//! Types, patterns and parameters.

use super::printer::{Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, path_len, token};

impl Reader<'_> {
    /// Reads a type, or bounds separated by `+`.
    pub(super) fn ty(&mut self) {
        self.nested(|it| it.parts_of_type(true));
    }

    /// Reads one bound.
    fn bound(&mut self) {
        self.nested(|it| it.parts_of_type(false));
    }

    fn parts_of_type(&mut self, has_sums: bool) {
        // The path that was read last, unless something else followed.
        let mut path = None;
        loop {
            let content = self.rest.strip_prefix(' ').unwrap_or(self.rest);
            let space = self.rest.len() - content.len();
            let len = path_len(content);
            if len > 0 {
                // After the trait of an `impl`.
                if self.at(" for ") {
                    return;
                }
                path = content.get(..len);
                self.take(space + len);
                continue;
            }
            match token(content) {
                Some((Token::Punctuation('<'), _)) if path.is_some() && space == 0 => {
                    self.generic_arguments();
                }
                Some((Token::Punctuation('<'), _)) => {
                    self.take(space + 1);
                    self.ty();
                    self.keep(">");
                }
                Some((Token::Open('('), _)) if path == Some("fn") => {
                    self.list("(", ")", Self::ty);
                }
                Some((Token::Open('('), _)) if path.is_some() && space == 0 => {
                    self.closure_type();
                }
                Some((Token::Open('('), _)) => {
                    self.take(space);
                    if !self.keep("()") {
                        self.tuple(Self::ty);
                    }
                }
                Some((Token::Open('['), _)) => {
                    self.take(space + 1);
                    self.ty();
                    if self.keep("; ") {
                        self.expression(false);
                    }
                    self.keep("]");
                }
                Some((Token::Punctuation('-'), after)) if after.starts_with('>') => {
                    self.take(space + 2);
                }
                Some((Token::Punctuation('+'), _)) if has_sums => self.take(space + 1),
                Some((Token::Punctuation('&' | '*' | '?' | '!'), _)) => self.take(space + 1),
                Some((Token::Word(word), _)) => self.take(space + word.len()),
                Some((Token::Literal(literal), _)) => self.take(space + literal.len()),
                _ => return,
            }
            path = None;
        }
    }

    /// Reads `(A, B) -> C` after `Fn`.
    fn closure_type(&mut self) {
        self.printer.begin(INDENT, Breaks::Consistent);
        self.keep("(");
        if !self.at(")") {
            self.printer.zero();
            self.elements(|it, _| it.ty());
            self.last_comma();
        }
        self.keep(")");
        if self.keep(" -> ") {
            self.ty();
        }
        self.printer.end();
    }

    /// Reads `<..>` after a path.
    pub(super) fn generic_arguments(&mut self) {
        self.list("<", ">", |it| {
            it.keep_word_and(" = ");
            it.ty();
        });
    }

    /// Reads `<..>` after `impl` or after the name of a function, if it is next.
    pub(super) fn generic_parameters(&mut self) {
        if self.at("<") {
            self.list("<", ">", |it| {
                it.keep_word();
                it.printer.begin(INDENT, Breaks::Inconsistent);
                if it.keep(": ") {
                    it.bound();
                    while it.skip(" + ") {
                        it.printer.space();
                        it.printer.text("+ ");
                        it.bound();
                    }
                }
                it.printer.end();
            });
        }
    }

    /// Reads the parameters of a function, in parentheses.
    pub(super) fn parameters(&mut self) {
        if !self.keep("()") {
            self.keep("(");
            self.printer.never();
            self.list("", ")", Self::parameter);
        }
    }

    /// Reads a pattern, with a type or without.
    pub(super) fn parameter(&mut self) {
        self.pattern();
        if self.keep(": ") {
            self.ty();
        }
    }

    pub(super) fn pattern(&mut self) {
        self.nested(|it| {
            for prefix in ["&", "ref ", "mut "] {
                it.keep(prefix);
            }
            if it.keep("()") {
                return;
            }
            if it.at("(") {
                it.tuple(Self::pattern);
            } else if let Some((Token::Literal(literal), _)) = token(it.rest) {
                it.take(literal.len());
            } else {
                it.path();
                if it.at("(") {
                    it.list("(", ")", Self::pattern);
                } else {
                    it.keep(" {}");
                }
            }
        });
    }
}
