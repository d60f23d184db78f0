//! Types, patterns and parameters.

use super::printer::{Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, token};

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
        let mut after = None;
        while let Some((next, behind)) = token(self.rest.trim_start()) {
            let has_space = self.rest.starts_with(' ');
            match next {
                Token::Punctuation('<') if after.is_some() && !has_space => {
                    self.generic_arguments()
                }
                Token::Punctuation('<') => {
                    self.keep(" ");
                    self.keep("<");
                    self.ty();
                    self.keep(">");
                }
                Token::Open('(') if after == Some("fn") => {
                    self.list("(", ")", Self::ty);
                }
                Token::Open('(') if after.is_some() && !has_space => self.parameters_of_trait(),
                Token::Open('(') => {
                    self.keep(" ");
                    self.tuple_type();
                }
                Token::Open('[') => {
                    self.keep(" ");
                    self.keep("[");
                    self.ty();
                    if self.keep("; ") {
                        self.expression(false);
                    }
                    self.keep("]");
                }
                // `->`
                Token::Punctuation('-') if behind.starts_with('>') => {
                    self.take(self.rest.len() - behind.len() + 1);
                }
                Token::Punctuation('+') if with_sums => self.take(self.rest.len() - behind.len()),
                Token::Punctuation('&' | '*' | '?' | '!' | ':') => {
                    if self.at(": ") {
                        return;
                    }
                    self.take(self.rest.len() - behind.len());
                }
                // The type that an `impl` is for.
                Token::Word("for") if self.at(" for ") => return,
                Token::Word(_) | Token::Literal(_) => self.take(self.rest.len() - behind.len()),
                _ => return,
            }
            after = match next {
                Token::Word(word) => Some(word),
                // The path goes on: `Vec::<u8>`.
                Token::Punctuation(':') => Some(""),
                _ => None,
            };
        }
    }

    /// `Fn(A, B) -> C`, from the parenthesis.
    fn parameters_of_trait(&mut self) {
        self.printer.begin(INDENT, Breaks::Consistent);
        self.keep("(");
        if !self.at(")") {
            self.printer.zero();
            self.elements(|it, _| it.ty());
            self.last(0);
        }
        self.keep(")");
        if self.keep(" -> ") {
            self.ty();
        }
        self.printer.end();
    }

    fn tuple_type(&mut self) {
        if !self.keep("()") {
            self.tuple(Self::ty);
        }
    }

    /// `<..>` behind a path.
    pub(super) fn generic_arguments(&mut self) {
        self.list("<", ">", |it| {
            if it.at_word_and(" = ") {
                it.keep_word();
                it.keep(" = ");
            }
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
