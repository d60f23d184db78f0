//! Token trees: attributes and the arguments of macros.

use super::printer::{Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, path_len, token};

impl Reader<'_> {
    /// Reads the attributes of an element; returns whether there are any.
    pub(super) fn attributes(&mut self) -> bool {
        let has_attributes = self.at("#[");
        while self.at("#[") {
            self.attribute();
            self.skip_spaces();
            self.printer.space();
        }
        has_attributes
    }

    /// Reads `#[..]`.
    pub(super) fn attribute(&mut self) {
        self.keep("#[");
        self.take(path_len(self.rest));
        if self.keep(" = ") {
            self.expression(false);
        } else {
            self.attribute_tokens();
        }
        self.keep("]");
    }

    fn attribute_tokens(&mut self) {
        let mut depth = 0_usize;
        let (mut after_word, mut after_last_comma) = (false, false);
        loop {
            self.skip_spaces();
            let Some((next, after)) = token(self.rest) else {
                return;
            };
            let len = self.rest.len() - after.len();
            let is_word = matches!(next, Token::Word(_) | Token::Literal(_));
            let mut is_last_comma = false;
            match next {
                Token::Word(_) | Token::Literal(_) => {
                    if after_word {
                        self.printer.space();
                    }
                    self.take(len);
                }
                Token::Punctuation(',') if after.trim_start().starts_with(')') => {
                    self.rest = after;
                    self.last_comma();
                    is_last_comma = true;
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
                        if !after_last_comma {
                            self.dedent(false, None);
                        }
                        self.printer.end();
                    }
                    self.take(len);
                }
            }
            (after_word, after_last_comma) = (is_word, is_last_comma);
        }
    }

    /// Reads the arguments of a macro, in parentheses.
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
        self.dedent(false, None);
        self.printer.end();
        self.keep(")");
    }

    fn macro_tokens(&mut self) {
        // The token before the next one, and those before the open brackets.
        let (mut before, mut around) = (Before::Other, Vec::new());
        // `true` if the next token belongs to the one before it.
        let mut is_joint = true;
        loop {
            self.skip_spaces();
            let Some((next, after)) = token(self.rest) else {
                return;
            };
            let len = self.rest.len() - after.len();
            if let Token::Close(bracket) = next {
                let Some(outer) = around.pop() else { return };
                if bracket == '}' {
                    self.printer.space();
                }
                self.take(len);
                (before, is_joint) = (outer, false);
                continue;
            }
            let joins = matches!(next, Token::Punctuation(_)) && starts_with_sign(after);
            let (has_space, this) = before.and(next, joins);
            match next {
                _ if is_joint => {}
                _ if has_space => self.printer.space(),
                Token::Punctuation('.') => self.printer.zero(),
                _ => {}
            }
            self.take(len);
            (before, is_joint) = (this, joins);
            if let Token::Open(bracket) = next {
                if bracket == '{' {
                    self.printer.space();
                }
                around.push(this);
                (before, is_joint) = (Before::Other, true);
            }
        }
    }
}

/// Returns whether the spacing of a macro's arguments may change.
pub(super) fn may_change(arguments: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_():;".contains(&byte);
    !arguments.bytes().all(is_plain) || arguments.contains("crate::")
}

/// Returns whether a text starts with punctuation, as lifetimes do.
fn starts_with_sign(text: &str) -> bool {
    match token(text) {
        Some((Token::Punctuation(_), _)) => true,
        Some((Token::Word(word), _)) => word.starts_with('\''),
        _ => false,
    }
}

/// The kind of token before a token of a macro.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Word,
    /// `word!`
    Macro,
    Brackets,
    Dot,
    /// The first colon of `::`.
    Colon,
    /// `::`
    Colons,
    Other,
}

impl Before {
    /// Returns whether a space separates this kind from the next token, and the kind for the token
    /// after it. `joins` is `true` if the next token is joined to the one after it.
    fn and(self, next: Token<'_>, joins: bool) -> (bool, Self) {
        match (self, next) {
            (Self::Word, Token::Open('(' | '[')) => (false, Self::Brackets),
            (Self::Macro, Token::Open('(' | '[')) => (false, Self::Other),
            (_, Token::Open('(' | '[')) => (true, Self::Brackets),
            (Self::Word, Token::Punctuation('!')) if !joins => (false, Self::Macro),
            (Self::Colon, Token::Punctuation(':')) => (false, Self::Colons),
            (_, Token::Word(word)) if !is_keyword(word) => {
                (!matches!(self, Self::Dot | Self::Colons), Self::Word)
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

/// Returns whether a word is one of those that prettyplease separates from any token before it.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &str = " as async await box break const continue crate dyn else enum extern fn for if impl in let \
                            loop macro match mod move mut pub ref return static struct trait type unsafe use where \
                            while yield ";
    KEYWORDS.split(' ').any(|keyword| keyword == word)
}
