//! Types, patterns and parameters.

use super::printer::{Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, path_len, token};

impl Reader<'_> {
    /// A type, or bounds with `+` between them.
    pub(super) fn ty(&mut self) {
        self.nested(|it| it.parts_of_type(true));
    }

    /// A bound without what is added to it.
    fn bound(&mut self) {
        self.nested(|it| it.parts_of_type(false));
    }

    fn parts_of_type(&mut self, with_sums: bool) {
        // Whether a path, and which, is what was last.
        let mut path = None;
        loop {
            let content = self.rest.strip_prefix(' ').unwrap_or(self.rest);
            let space = self.rest.len() - content.len();
            let len = path_len(content);
            if len > 0 {
                // The type that an `impl` is for.
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
                    self.parameters_of_trait();
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
                Some((Token::Punctuation('-'), behind)) if behind.starts_with('>') => {
                    self.take(space + 2);
                }
                Some((Token::Punctuation('+'), _)) if with_sums => self.take(space + 1),
                Some((Token::Punctuation('&' | '*' | '?' | '!'), _)) => self.take(space + 1),
                Some((Token::Word(word), _)) => self.take(space + word.len()),
                Some((Token::Literal(literal), _)) => self.take(space + literal.len()),
                _ => return,
            }
            path = None;
        }
    }

    /// `Fn(A, B) -> C`, from the parenthesis.
    fn parameters_of_trait(&mut self) {
        self.printer.begin(INDENT, Breaks::Consistent);
        self.keep("(");
        if !self.at(")") {
            self.printer.zero();
            self.elements(|it, _| it.ty());
            self.last();
        }
        self.keep(")");
        if self.keep(" -> ") {
            self.ty();
        }
        self.printer.end();
    }

    /// `<..>` behind a path.
    pub(super) fn generic_arguments(&mut self) {
        self.list("<", ">", |it| {
            it.keep_word_and(" = ");
            it.ty();
        });
    }

    /// `<..>` behind the name of a function, or behind `impl`.
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

    /// `(..)` of a function.
    pub(super) fn parameters(&mut self) {
        if self.keep("()") {
            return;
        }
        self.keep("(");
        self.printer.never();
        self.list("", ")", Self::parameter);
    }

    /// A pattern, and a type.
    pub(super) fn parameter(&mut self) {
        self.pattern();
        if self.keep(": ") {
            self.ty();
        }
    }

    pub(super) fn pattern(&mut self) {
        self.nested(Self::pattern_inside);
    }

    fn pattern_inside(&mut self) {
        for prefix in ["&", "ref ", "mut "] {
            self.keep(prefix);
        }
        if self.keep("()") {
            return;
        }
        match token(self.rest) {
            Some((Token::Open('('), _)) => {
                self.tuple(Self::pattern);
            }
            Some((Token::Literal(literal), _)) => self.take(literal.len()),
            Some((Token::Word(_), _)) => {
                self.path();
                if self.at("(") {
                    self.list("(", ")", Self::pattern);
                } else {
                    self.keep(" {}");
                }
            }
            _ => {}
        }
    }
}
