//! The shared state of the checks of one definition.

use crate::Edition;
use crate::diagnostic::{Code, Diagnostic, InDefinition, Sink};
use crate::schema::Pragmas;
use crate::source::{SourceMap, Span};
use crate::syntax::{Entry, Expr};

/// The shared state of the checks of one definition. `'s` is the lifetime of the sources.
pub(super) struct Context<'s, 'c> {
    pub(super) sources: &'s SourceMap,
    pub(super) pragmas: &'c Pragmas,
    sink: &'c mut Sink,
    /// The definition, once its name is known.
    pub(super) site: Option<InDefinition>,
}

impl<'s, 'c> Context<'s, 'c> {
    pub(super) fn new(sources: &'s SourceMap, pragmas: &'c Pragmas, sink: &'c mut Sink) -> Self {
        Self {
            sources,
            pragmas,
            sink,
            site: None,
        }
    }

    /// Returns whether forms of older releases are accepted.
    pub(super) fn auto(&self) -> bool {
        self.sink.edition == Edition::Auto
    }

    /// Adds a diagnostic about the definition.
    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.definition.clone_from(&self.site);
        self.sink.push(diagnostic);
    }

    /// Adds a diagnostic without labels and help.
    pub(super) fn complain(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message));
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_value(&mut self, value: &Expr, what: &str, wanted: &str) {
        let message = format!("{what} must be {wanted}, not {}", value.what());
        self.complain(Code::WrongValue, value.span(), message);
    }

    /// Returns the entry with a key.
    pub(super) fn find<'e>(&self, entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
        entries
            .iter()
            .find(|entry| entry.key.raw(self.sources) == key)
    }

    /// Returns the value of a key.
    pub(super) fn value<'e>(&self, entries: &'e [Entry], key: &str) -> Option<&'e Expr> {
        self.find(entries, key).map(|entry| &entry.value)
    }
}
