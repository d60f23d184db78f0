//! Expressions, as far as generated code has them: calls, members, references, literals, lists, closures, blocks of one
//! expression, and `if` between such blocks.

use super::printer::{Break, Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, path_len, token};

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
        let prefixed = self.prefixes();
        let kind = match self.next() {
            Some('|') => self.closure(),
            Some('a') if self.at("async move {") => self.async_block(),
            Some('a') if self.at("async |") => self.closure(),
            Some('i') if self.at("if ") => self.choice(),
            _ => self.operand(first && !prefixed),
        };
        if prefixed { Kind::Other } else { kind }
    }

    fn prefixes(&mut self) -> bool {
        let line = self.rest;
        while match self.next() {
            Some('&') => self.keep("&mut ") || self.keep("&"),
            Some('*') => self.keep("*"),
            Some('r') => self.keep("return "),
            _ => false,
        } {}
        line.len() > self.rest.len()
    }

    /// A path, a literal or a list, and what is called and taken of it.
    fn operand(&mut self, first: bool) -> Kind {
        if let Some(kind) = self.word_alone() {
            return kind;
        }
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

    /// A path or a literal of which nothing is called or taken.
    fn word_alone(&mut self) -> Option<Kind> {
        let (len, kind) = match path_len(self.rest) {
            0 => match token(self.rest)? {
                (Token::Literal(literal), _) if literal.contains('"') => {
                    (literal.len(), Kind::Other)
                }
                (Token::Literal(literal), _) => (literal.len(), Kind::Simple),
                _ => return None,
            },
            len if matches!(self.rest.get(..len), Some("true" | "false")) => (len, Kind::Simple),
            len => (len, Kind::Other),
        };
        let behind = self.rest.as_bytes().get(len..)?;
        let is_alone = match behind {
            [b' ', next, ..] => *next != b'{',
            [next, ..] => b",;)]".contains(next),
            [] => true,
        };
        is_alone.then(|| {
            self.take(len);
            kind
        })
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
                (Kind::Other, false)
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
            self.take(path_len(self.rest));
            if !self.at("<") {
                return;
            }
            self.generic_arguments();
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
            self.last();
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
            self.last();
            self.keep("]");
            self.printer.end();
        } else {
            self.printer.begin_at(other, INDENT, Breaks::Consistent);
            self.last();
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
            } else if it.keep_word_and(": ") {
                it.printer.begin(0, Breaks::Inconsistent);
                it.expression(false);
                it.printer.end();
            } else {
                it.keep_word();
            }
        });
        self.skip(" ");
        self.unindent(true, (!is_rest).then_some(','));
    }

    fn closure(&mut self) -> Kind {
        self.printer.begin(0, Breaks::Inconsistent);
        self.keep("async ");
        self.printer.begin(INDENT, Breaks::Consistent);
        self.keep("|");
        if !self.at("|") {
            self.printer.zero();
            self.elements(|it, _| it.parameter());
        }
        self.keep("|");
        self.skip(" ");
        self.unindent(true, None);
        self.printer.end();
        self.printer.never();
        let (begin, first) = (self.printer.keep_free(), self.printer.keep_free());
        let kind = self.expression(false);
        if !matches!(kind, Kind::Block | Kind::Call) {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            let open = Break {
                before: Some('{'),
                ..Break::default()
            };
            self.printer.line_end_at(first, open);
            self.printer.line_end(Break {
                offset: -INDENT,
                behind: Some('}'),
                ..Break::default()
            });
            self.printer.end();
        }
        self.printer.end();
        Kind::Block
    }

    /// `if` between expressions.
    fn choice(&mut self) -> Kind {
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
        Kind::Other
    }

    fn async_block(&mut self) -> Kind {
        self.keep("async move ");
        self.printer.begin(INDENT, Breaks::Consistent);
        self.block();
        self.printer.end();
        Kind::Block
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
        self.unindent(true, None);
        self.keep("}");
    }
}
