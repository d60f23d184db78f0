//! The expressions of generated code: paths, literals, calls, chains of methods and members,
//! references, lists, struct expressions, closures, blocks of one expression, and `if` with such
//! blocks.

use super::printer::{Break, Breaks, INDENT};
use super::reader::Reader;
use crate::code::lexer::{Token, path_len, token};

/// The width of the widest struct expression on one line.
pub(super) const STRUCT_WIDTH: usize = 34;
/// The length of the longest name that keeps the first method of a chain on its line.
const SHORT_NAME: usize = 4;

/// A kind of expression, as far as the code around it needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Path,
    /// A literal other than a string.
    Number,
    /// An expression in brackets. As the only argument of a call it is not on its own line.
    Block,
    Call,
    Other,
}

impl Reader<'_> {
    /// Reads an expression. `is_first` is `true` if it starts a statement or an arm.
    pub(super) fn expression(&mut self, is_first: bool) -> Kind {
        let kind = self.nested(|it| it.prefixed(is_first));
        kind.unwrap_or(Kind::Other)
    }

    fn prefixed(&mut self, is_first: bool) -> Kind {
        let is_prefixed = match self.rest.as_bytes().first() {
            Some(b'&') => self.keep("&mut ") || self.keep("&"),
            Some(b'*') => self.keep("*"),
            Some(b'r') => self.keep("return "),
            _ => false,
        };
        if is_prefixed {
            self.expression(false);
            return Kind::Other;
        }
        if let Some(kind) = self.simple() {
            return kind;
        }
        if self.at("|") || self.at("async |") {
            self.closure();
            Kind::Block
        } else if self.keep("async move ") {
            self.printer.begin(INDENT, Breaks::Consistent);
            self.block();
            self.printer.end();
            Kind::Block
        } else if self.at("if ") {
            self.conditional();
            Kind::Other
        } else {
            self.operand(is_first)
        }
    }

    /// Reads a path or a literal, if it is the whole expression.
    fn simple(&mut self) -> Option<Kind> {
        let (len, kind) = match path_len(self.rest) {
            0 => match token(self.rest)? {
                (Token::Literal(text), _) if text.contains('"') => (text.len(), Kind::Other),
                (Token::Literal(text), _) => (text.len(), Kind::Number),
                _ => return None,
            },
            len if matches!(self.rest.get(..len), Some("true" | "false")) => (len, Kind::Number),
            len => (len, Kind::Path),
        };
        let is_whole = match self.rest.as_bytes().get(len..)? {
            [b' ', b'}', ..] => true,
            [after, ..] => b",;)]".contains(after),
            [] => true,
        };
        is_whole.then(|| {
            self.take(len);
            kind
        })
    }

    /// Reads an operand: an expression that can be called, and the chain of calls on it.
    fn operand(&mut self, is_first: bool) -> Kind {
        let (outer, inner) = (self.printer.reserve(), self.printer.reserve());
        let (line, width) = (self.rest, self.printer.width());
        let mut kind = self.head();
        let head = line.strip_suffix(self.rest).unwrap_or(line);
        let inner_end = self.printer.reserve();
        if kind == Kind::Path && self.at("!(") {
            self.keep("!");
            self.macro_arguments();
            return Kind::Other;
        }
        if kind == Kind::Path && self.at(" {") && self.rest != " {" {
            self.printer.begin_at(outer, INDENT, Breaks::Consistent);
            self.printer.begin_at(inner, -INDENT, Breaks::Inconsistent);
            self.printer.end_at(inner_end);
            self.fields();
            if self.printer.width() - width > STRUCT_WIDTH.cast_signed() {
                self.printer.widen();
            }
            self.printer.end();
            self.keep("}");
            return Kind::Block;
        }
        let mut is_short = is_first && kind == Kind::Path && is_short_name(head);
        let mut outer_end = None;
        loop {
            if self.at("(") {
                self.arguments();
                kind = Kind::Call;
            } else if self.at(".") && !self.at("..") {
                self.link(is_short);
                outer_end = Some(self.printer.reserve());
                kind = Kind::Other;
            } else if self.keep("?") {
                kind = Kind::Other;
            } else {
                break;
            }
            is_short = false;
        }
        if let Some(outer_end) = outer_end {
            self.printer.begin_at(outer, INDENT, Breaks::Consistent);
            self.printer.begin_at(inner, -INDENT, Breaks::Consistent);
            self.printer.end_at(inner_end);
            self.printer.end_at(outer_end);
        }
        kind
    }

    fn head(&mut self) -> Kind {
        if self.keep("()") {
            return Kind::Block;
        }
        match token(self.rest) {
            Some((Token::Open('('), _)) => {
                let listed = self.tuple(|it| {
                    it.expression(false);
                });
                if listed.count > 1 || listed.has_last_comma {
                    Kind::Block
                } else {
                    Kind::Other
                }
            }
            Some((Token::Open('['), _)) => {
                self.array();
                Kind::Block
            }
            Some((Token::Literal(literal), _)) => {
                self.take(literal.len());
                Kind::Other
            }
            _ => {
                self.path();
                Kind::Path
            }
        }
    }

    /// Reads a path, with `::<..>` or without.
    pub(super) fn path(&mut self) {
        if self.keep("<") {
            self.ty();
            self.keep(">");
        }
        self.take(path_len(self.rest));
        while self.at("<") {
            self.generic_arguments();
            self.take(path_len(self.rest));
        }
    }

    /// Reads `.name` or `.name(..)`. `stays` is `true` if it is on the line of the text before it.
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
            let begin = self.printer.reserve();
            self.arguments();
            self.printer.end();
            let is_whole = stays && !self.at(".");
            let indent = if is_whole { -INDENT } else { 0 };
            self.printer.begin_at(begin, indent, Breaks::Consistent);
        }
    }

    /// Reads the arguments of a call, in parentheses.
    fn arguments(&mut self) {
        if self.keep("()") {
            return;
        }
        self.keep("(");
        let (begin, first) = (self.printer.reserve(), self.printer.reserve());
        let mut is_block = false;
        let listed = self.elements(|it, has_attributes| {
            is_block = it.expression(false) == Kind::Block && !has_attributes;
        });
        if listed.count > 1 || !is_block {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            self.printer.line_break_at(first, Break::default());
            self.last_comma();
            self.printer.end();
        }
        self.keep(")");
    }

    /// Reads `[..]`. A line contains as many numbers as fit.
    fn array(&mut self) {
        if self.keep("[]") {
            return;
        }
        let filled = self.printer.reserve();
        self.keep("[");
        let listed = self.printer.reserve();
        self.printer.zero();
        let lines = self.printer.reserve();
        let mut are_numbers = true;
        self.elements(|it, _| are_numbers &= it.expression(false) == Kind::Number);
        if are_numbers {
            self.printer.begin_at(filled, INDENT, Breaks::Consistent);
            self.printer.begin_at(lines, 0, Breaks::Inconsistent);
            self.printer.end();
            self.last_comma();
            self.keep("]");
            self.printer.end();
        } else {
            self.printer.begin_at(listed, INDENT, Breaks::Consistent);
            self.last_comma();
            self.printer.end();
            self.keep("]");
        }
    }

    /// Reads ` { a, b: c, ..d }`, without the last brace.
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
        self.dedent(true, (!is_rest).then_some(','));
    }

    /// Reads `|..| ..`.
    fn closure(&mut self) {
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
        self.dedent(true, None);
        self.printer.end();
        self.printer.never();
        let (begin, first) = (self.printer.reserve(), self.printer.reserve());
        if !matches!(self.expression(false), Kind::Block | Kind::Call) {
            self.printer.begin_at(begin, INDENT, Breaks::Consistent);
            let brace = Break {
                before: Some('{'),
                ..Break::default()
            };
            self.printer.line_break_at(first, brace);
            self.printer.line_break(Break {
                offset: -INDENT,
                after: Some('}'),
                ..Break::default()
            });
            self.printer.end();
        }
        self.printer.end();
    }

    /// Reads `if .. { .. } else { .. }`.
    fn conditional(&mut self) {
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

    /// Reads a block of one expression.
    pub(super) fn block(&mut self) {
        self.keep("{");
        self.skip(" ");
        self.printer.space();
        self.printer.begin(0, Breaks::Inconsistent);
        self.expression(true);
        self.printer.end();
        self.skip(" ");
        self.dedent(true, None);
        self.keep("}");
    }
}

fn is_short_name(path: &str) -> bool {
    path.len() <= SHORT_NAME && !path.contains(':')
}
