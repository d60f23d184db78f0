//! Expressions, as far as generated code has them: calls, members, references, literals, lists, closures, blocks of one
//! expression, and `if` between such blocks.

use super::printer::{Break, Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, token};

/// How wide a struct expression on one line may be.
const STRUCT_WIDTH: isize = 34;
/// How long the name of what a method is called on may be to stay on the method's line.
const SHORT_NAME: usize = 4;

/// What an expression is, as far as what is around it must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, a character or a flag.
    Simple,
    /// What has brackets of its own, and hugs those of a call around.
    Block,
    Call,
    Other,
}

impl Reader<'_> {
    /// An expression; `first` is whether it begins a statement.
    pub(super) fn expression(&mut self, first: bool) -> Kind {
        let mut kind = Kind::Other;
        self.nested(|it| kind = it.expression_inside(first));
        kind
    }

    fn expression_inside(&mut self, first: bool) -> Kind {
        let mut prefixed = false;
        while ["&mut ", "&", "*", "!", "-", "return "]
            .iter()
            .any(|prefix| self.keep(prefix))
        {
            prefixed = true;
        }
        let kind = if self.at("if ") {
            self.choice();
            Kind::Other
        } else if self.at("async move {") {
            self.async_block();
            Kind::Block
        } else if self.at("|") || self.at("async |") || self.at("move |") {
            self.closure();
            Kind::Block
        } else {
            self.operand(first && !prefixed)
        };
        if prefixed { Kind::Other } else { kind }
    }

    /// A path, a literal or a list, and what is called and taken of it.
    fn operand(&mut self, first: bool) -> Kind {
        let (outer, inner) = (self.printer.keep_free(), self.printer.keep_free());
        let mark = self.printer.mark();
        let line = self.rest;
        let (mut kind, is_path) = self.head();
        let name = line.strip_suffix(self.rest).unwrap_or(line);
        let end = self.printer.keep_free();
        if is_path && self.at("!(") {
            self.keep("!");
            self.macro_arguments();
            return Kind::Other;
        }
        if is_path && self.at(" {") {
            self.printer.begin_at(outer, INDENT, Breaks::Consistent);
            self.printer.begin_at(inner, -INDENT, Breaks::Inconsistent);
            self.printer.end_at(end);
            self.fields();
            self.printer.end_narrow(mark, STRUCT_WIDTH);
            self.keep("}");
            return Kind::Block;
        }
        // A short name stays with its first link.
        let mut stays = first && is_path && name.len() <= SHORT_NAME && !name.contains(':');
        let mut last_link = None;
        loop {
            if self.at("(") {
                self.arguments();
                kind = Kind::Call;
            } else if self.keep("?") {
                kind = Kind::Other;
            } else if self.at(".") && !self.at("..") {
                self.link(stays);
                last_link = Some(self.printer.keep_free());
                kind = Kind::Other;
            } else {
                break;
            }
            stays = false;
        }
        if let Some(last_link) = last_link {
            self.printer.begin_at(outer, INDENT, Breaks::Consistent);
            self.printer.begin_at(inner, -INDENT, Breaks::Consistent);
            self.printer.end_at(end);
            self.printer.end_at(last_link);
        }
        kind
    }

    /// What an operand begins with; whether that is a path.
    fn head(&mut self) -> (Kind, bool) {
        match token(self.rest) {
            Some((Token::Open('('), _)) => {
                if self.keep("()") {
                    return (Kind::Block, false);
                }
                let listed = self.tuple(|it| {
                    it.expression(false);
                });
                let is_tuple = listed.count > 1 || listed.comma;
                (if is_tuple { Kind::Block } else { Kind::Other }, false)
            }
            Some((Token::Open('['), _)) => {
                self.array();
                (Kind::Block, false)
            }
            Some((Token::Literal(literal), _)) => {
                self.take(literal.len());
                let is_text = literal.contains('"');
                (if is_text { Kind::Other } else { Kind::Simple }, false)
            }
            Some((Token::Word(word @ ("true" | "false")), _)) => {
                self.take(word.len());
                (Kind::Simple, false)
            }
            Some((Token::Word(_) | Token::Punctuation('<' | ':'), _)) => {
                self.path();
                (Kind::Other, true)
            }
            _ => (Kind::Other, false),
        }
    }

    /// Words with `::` between them.
    pub(super) fn path(&mut self) {
        if self.keep("<") {
            self.ty();
            self.keep(">");
        }
        loop {
            self.keep("::");
            if self.at("<") {
                self.generic_arguments();
            } else {
                self.keep_word();
            }
            if !self.at("::") {
                return;
            }
        }
    }

    /// `.name` or `.name(..)`
    fn link(&mut self, stays: bool) {
        if !stays {
            self.printer.zero();
        }
        self.keep(".");
        self.keep_word();
        if self.keep("::") {
            self.generic_arguments();
        }
        if self.at("(") {
            let begin = self.printer.keep_free();
            self.arguments();
            self.printer.end();
            let is_only = stays && !self.at(".");
            let margin = if is_only { -INDENT } else { 0 };
            self.printer.begin_at(begin, margin, Breaks::Consistent);
        }
    }

    /// What a function is given, with the parentheses.
    fn arguments(&mut self) {
        if self.keep("()") {
            return;
        }
        self.keep("(");
        let (begin, first) = (self.printer.keep_free(), self.printer.keep_free());
        let mut hugs = false;
        let listed = self.elements(|it, has_attributes| {
            hugs = it.expression(false) == Kind::Block && !has_attributes;
        });
        if listed.count > 1 || !hugs {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            self.printer.line_end_at(first, Break::default());
            self.last(0);
            self.printer.end();
        }
        self.keep(")");
    }

    /// `[..]`: of numbers and the like, as many on a line as fit.
    fn array(&mut self) {
        if self.keep("[]") {
            return;
        }
        let simple = self.printer.keep_free();
        self.keep("[");
        let other = self.printer.keep_free();
        self.printer.zero();
        let lines = self.printer.keep_free();
        let mut is_simple = true;
        self.elements(|it, _| is_simple &= it.expression(false) == Kind::Simple);
        if is_simple {
            self.printer.begin_at(simple, INDENT, Breaks::Consistent);
            self.printer.begin_at(lines, 0, Breaks::Inconsistent);
            self.printer.end();
            self.last(0);
            self.keep("]");
            self.printer.end();
        } else {
            self.printer.begin_at(other, INDENT, Breaks::Consistent);
            self.last(0);
            self.printer.end();
            self.keep("]");
        }
    }

    /// ` { a, b: c, ..d }`, but for the last brace.
    fn fields(&mut self) {
        self.keep(" {");
        if self.at("}") {
            return;
        }
        self.skip(" ");
        self.printer.space();
        let mut is_rest = false;
        self.elements(|it, _| {
            is_rest = it.keep("..");
            if is_rest {
                it.expression(false);
            } else if it.at_word_and(": ") {
                it.keep_word();
                it.keep(": ");
                it.printer.begin(0, Breaks::Inconsistent);
                it.expression(false);
                it.printer.end();
            } else {
                it.keep_word();
            }
        });
        self.skip(" ");
        self.unindent(1, if is_rest { "" } else { "," });
    }

    fn closure(&mut self) {
        self.printer.begin(0, Breaks::Inconsistent);
        self.keep("async ");
        self.keep("move ");
        self.printer.begin(INDENT, Breaks::Consistent);
        self.keep("|");
        if !self.at("|") {
            self.printer.zero();
            self.elements(|it, _| it.parameter());
        }
        self.keep("|");
        self.skip(" ");
        self.unindent(1, "");
        self.printer.end();
        self.printer.never();
        let (begin, first) = (self.printer.keep_free(), self.printer.keep_free());
        let kind = self.expression(false);
        if !matches!(kind, Kind::Block | Kind::Call) {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            let open = Break {
                before: "{",
                ..Break::default()
            };
            self.printer.line_end_at(first, open);
            self.printer.line_end(Break {
                offset: -INDENT,
                behind: "}",
                ..Break::default()
            });
            self.printer.end();
        }
        self.printer.end();
    }

    /// `if` between expressions.
    fn choice(&mut self) {
        self.printer.begin(INDENT, Breaks::Consistent);
        loop {
            if self.keep("if ") {
                self.printer.begin(-INDENT, Breaks::Consistent);
                self.expression(false);
                self.keep(" ");
                self.printer.end();
            }
            self.block();
            if !self.keep(" else ") {
                break;
            }
        }
        self.printer.end();
    }

    fn async_block(&mut self) {
        self.keep("async move ");
        self.printer.begin(INDENT, Breaks::Consistent);
        self.block();
        self.printer.end();
    }

    /// A block of one expression.
    pub(super) fn block(&mut self) {
        self.keep("{");
        self.skip(" ");
        self.printer.space();
        self.printer.begin(0, Breaks::Inconsistent);
        self.expression(true);
        self.printer.end();
        self.skip(" ");
        self.unindent(1, "");
        self.keep("}");
    }
}
