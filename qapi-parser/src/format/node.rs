//! An expression with its comments, which `modern` changes and `layout` prints.

use std::ops::Range;

use super::trivia::{Comment, Trivia};
use crate::source::{SourceMap, Span};
use crate::syntax::{Entry, Expr};

/// A member of an object, or an element of an array.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Comments on lines of their own before it; an empty text is a blank line.
    pub(super) before: Vec<String>,
    /// The key with its quotes; `None` for an element.
    pub(super) key: Option<String>,
    pub(super) value: Value,
    /// The comment on its last line, with its continuation lines.
    pub(super) after: Vec<String>,
}

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A string with its quotes, or a boolean; and its place.
    Atom(String, Option<Span>),
    List(List),
}

/// An object or array.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) is_object: bool,
    pub(super) style: Style,
    /// The comment after the opening bracket, with its continuation lines.
    pub(super) open: Vec<String>,
    pub(super) items: Vec<Item>,
    /// Comments on lines of their own after the last item.
    pub(super) tail: Vec<String>,
}

/// The layout of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// On one line, or one item per line.
    Plain,
    /// The same, without white space within the brackets: the type of an array.
    Tight,
    /// As many items per line as fit.
    Filled,
    /// One item per line, aligned with the first: a definition.
    Definition,
    /// One item per line, the first below the bracket.
    Hanging,
}

impl Item {
    pub(super) fn new(key: Option<&str>, value: Value) -> Self {
        Self {
            before: Vec::new(),
            key: key.map(|key| format!("'{key}'")),
            value,
            after: Vec::new(),
        }
    }

    /// Returns the key without its quotes; empty for an element.
    pub(super) fn name(&self) -> &str {
        self.key.as_deref().map_or("", |key| key.trim_matches('\''))
    }
}

impl Value {
    /// Returns the text of a string without its quotes.
    pub(super) fn string(&self) -> Option<&str> {
        match self {
            Self::Atom(text, _) => text.strip_prefix('\'')?.strip_suffix('\''),
            Self::List(_) => None,
        }
    }

    pub(super) fn list(&mut self) -> Option<&mut List> {
        match self {
            Self::Atom(..) => None,
            Self::List(list) => Some(list),
        }
    }

    pub(super) fn object(&mut self) -> Option<&mut List> {
        self.list().filter(|list| list.is_object)
    }
}

impl List {
    pub(super) fn new(is_object: bool, items: Vec<Item>) -> Self {
        Self {
            is_object,
            style: Style::Plain,
            open: Vec::new(),
            items,
            tail: Vec::new(),
        }
    }

    pub(super) fn find(&mut self, key: &str) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.name() == key)
    }

    /// Returns the value of a key.
    pub(super) fn value(&mut self, key: &str) -> Option<&mut Value> {
        self.find(key).map(|item| &mut item.value)
    }
}

/// Builds the nodes of the expressions of one file.
pub(super) struct Builder<'t> {
    pub(super) sources: &'t SourceMap,
    pub(super) trivia: &'t Trivia<'t>,
}

impl Builder<'_> {
    /// The recursion is bounded, as expressions nest no deeper than the grammar allows.
    fn value(&self, expr: &Expr) -> Value {
        match expr {
            Expr::Str(string) => {
                Value::Atom(self.sources.text(string.span).to_owned(), Some(string.span))
            }
            Expr::Bool(_, span) => Value::Atom(self.sources.text(*span).to_owned(), Some(*span)),
            Expr::Object(entries, span) => Value::List(self.object(entries, *span)),
            Expr::Array(values, span) => {
                let parts = values.iter().map(|value| (None, value.span(), value));
                Value::List(self.list(false, *span, parts))
            }
        }
    }

    pub(super) fn object(&self, entries: &[Entry], span: Span) -> List {
        let parts = entries.iter().map(|Entry { key, value }| {
            (
                Some(self.sources.text(key.span)),
                key.span.to(value.span()),
                value,
            )
        });
        self.list(true, span, parts)
    }

    fn list<'e>(
        &self,
        is_object: bool,
        span: Span,
        parts: impl Iterator<Item = (Option<&'e str>, Span, &'e Expr)>,
    ) -> List {
        let mut list = List::new(is_object, Vec::new());
        let mut at = span.start as usize + 1;
        for (key, place, expr) in parts {
            let mut before = self.between(&mut list, at..place.start as usize);
            // A comment between a key and its value is printed before both.
            let inner = place.start as usize..expr.span().start as usize;
            before.extend(self.trivia.comments(inner).iter().map(|it| it.text.clone()));
            list.items.push(Item {
                before,
                key: key.map(str::to_owned),
                value: self.value(expr),
                after: Vec::new(),
            });
            at = place.end as usize;
        }
        list.tail = self.between(&mut list, at..(span.end as usize).saturating_sub(1));
        while list.tail.last().is_some_and(String::is_empty) {
            list.tail.pop();
        }
        list
    }

    /// Sorts the comments between two items: attaches those on the line of the first item to it, or
    /// to the bracket, and returns those before the second.
    fn between(&self, list: &mut List, range: Range<usize>) -> Vec<String> {
        let is_first = list.items.is_empty();
        let after = match list.items.last_mut() {
            Some(item) => &mut item.after,
            None => &mut list.open,
        };
        let (trailing, others) = self.trivia.split(range.clone());
        after.extend(trailing.iter().map(|it| it.text.clone()));
        let mut before = Vec::new();
        let mut at = trailing.last().map_or(range.start, Comment::end);
        let mut may_gap = !is_first;
        for comment in others {
            if may_gap && self.trivia.has_blank_line(at..comment.start) {
                before.push(String::new());
            }
            before.push(comment.text.clone());
            at = comment.end();
            may_gap = true;
        }
        if may_gap && self.trivia.has_blank_line(at..range.end) {
            before.push(String::new());
        }
        before
    }
}
