//! What is only tokens to the compiler: attributes, and what macros are given.

use super::printer::{Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, token};

impl Reader<'_> {
    /// The attributes of what is in a list; returns whether there are any.
    pub(super) fn attributes(&mut self) -> bool {
        let is_any = self.at("#[");
        while self.at("#[") {
            self.attribute();
            self.skip_space();
            self.printer.space();
        }
        is_any
    }

    /// `#[..]`
    pub(super) fn attribute(&mut self) {
        self.keep("#[");
        let path = self
            .rest
            .find(|c: char| !(c == ':' || c == '_' || c.is_alphanumeric()));
        self.take(path.unwrap_or(0));
        if self.keep(" = ") {
            self.expression(false);
        } else {
            self.attribute_tokens();
        }
        self.keep("]");
    }

    fn attribute_tokens(&mut self) {
        let mut depth = 0_usize;
        let (mut after_word, mut after_comma) = (false, false);
        loop {
            self.skip_space();
            let Some((next, behind)) = token(self.rest) else {
                return;
            };
            let len = self.rest.len() - behind.len();
            let is_word = matches!(next, Token::Word(_) | Token::Literal(_));
            let mut is_comma = false;
            match next {
                Token::Word(_) | Token::Literal(_) => {
                    if after_word {
                        self.printer.space();
                    }
                    self.take(len);
                }
                Token::Punctuation(',') if behind.trim_start().starts_with(')') => {
                    self.rest = behind;
                    self.last();
                    is_comma = true;
                }
                Token::Punctuation(sign) => {
                    if sign == '=' && after_word {
                        self.printer.text(" ");
                    }
                    self.take(len);
                    match sign {
                        '=' => self.printer.text(" "),
                        ',' => self.printer.space(),
                        _ => {}
                    }
                }
                Token::Open(bracket) => {
                    depth += 1;
                    self.take(len);
                    if bracket == '(' {
                        self.printer.begin(INDENT, Breaks::Consistent);
                        self.printer.zero();
                    }
                }
                Token::Close(_) if depth == 0 => return,
                Token::Close(bracket) => {
                    depth -= 1;
                    if bracket == ')' {
                        if !after_comma {
                            self.unindent(false, None);
                        }
                        self.printer.end();
                    }
                    self.take(len);
                }
            }
            (after_word, after_comma) = (is_word, is_comma);
        }
    }

    /// What a macro is given, with the parentheses.
    pub(super) fn macro_arguments(&mut self) {
        if self.keep("()") {
            return;
        }
        self.keep("(");
        self.printer.begin(INDENT, Breaks::Consistent);
        self.printer.zero();
        self.printer.begin(0, Breaks::Inconsistent);
        self.macro_tokens();
        self.printer.end();
        self.unindent(false, None);
        self.printer.end();
        self.keep(")");
    }

    fn macro_tokens(&mut self) {
        // What is before, inside of the brackets that are open, and whether it belongs to what is next.
        let (mut open, mut before, mut is_joint) = (Vec::new(), Before::Other, true);
        loop {
            self.skip_space();
            let Some((next, behind)) = token(self.rest) else {
                return;
            };
            let len = self.rest.len() - behind.len();
            if let Token::Close(bracket) = next {
                let Some(around) = open.pop() else { return };
                if bracket == '}' {
                    self.printer.space();
                }
                self.take(len);
                (before, is_joint) = (around, false);
                continue;
            }
            let joins = matches!(token(behind), Some((Token::Punctuation(_), _)));
            let (has_space, after) = before.and(next, joins);
            match next {
                _ if is_joint => {}
                _ if has_space => self.printer.space(),
                Token::Punctuation('.') => self.printer.zero(),
                _ => {}
            }
            self.take(len);
            is_joint = joins && matches!(next, Token::Punctuation(_));
            before = after;
            if let Token::Open(bracket) = next {
                if bracket == '{' {
                    self.printer.space();
                }
                open.push(after);
                (before, is_joint) = (Before::Other, true);
            }
        }
    }
}

/// What is before a token of a macro.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Word,
    /// `word!`
    Name,
    Brackets,
    Dot,
    Colon,
    Path,
    Other,
}

impl Before {
    /// Whether there is a space between that and a token, and what is before the one behind.
    fn and(self, next: Token<'_>, joins: bool) -> (bool, Self) {
        match (self, next) {
            (Self::Word, Token::Open('(' | '[')) => (false, Self::Brackets),
            (Self::Name, Token::Open('(' | '[')) => (false, Self::Other),
            (_, Token::Open('(' | '[')) => (true, Self::Brackets),
            (Self::Word, Token::Punctuation('!')) if !joins => (false, Self::Name),
            (Self::Colon, Token::Punctuation(':')) => (false, Self::Path),
            (_, Token::Word(word)) if !is_keyword(word) => {
                (!matches!(self, Self::Dot | Self::Path), Self::Word)
            }
            (_, Token::Literal(_)) => (self != Self::Dot, Self::Word),
            (_, Token::Punctuation(',' | ';')) => (false, Self::Other),
            (_, Token::Punctuation('.')) => {
                (!matches!(self, Self::Word | Self::Brackets), Self::Dot)
            }
            (_, Token::Punctuation(':')) if joins => (self != Self::Word, Self::Colon),
            _ => (true, Self::Other),
        }
    }
}

/// The words that prettyplease keeps apart from the tokens around.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &str = " as async await box break const continue crate dyn else enum extern fn for if impl in let \
                            loop macro match mod move mut pub ref return static struct trait type unsafe use where \
                            while yield ";
    KEYWORDS.split(' ').any(|keyword| keyword == word)
}
