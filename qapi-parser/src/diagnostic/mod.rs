//! Diagnostics: errors and warnings about a schema, with their places and help.
//!
//! Stages push a [`Diagnostic`] for each finding and continue. This module contains the data, the
//! codes, the one-line and JSON forms, and (feature `render`) the drawing. The rules are in the
//! modules that check them.

mod annotation;
mod brief;
mod code;
mod excerpt;
mod levels;
#[cfg(feature = "render")]
mod render;
mod report;

use std::fmt;

pub use annotation::{Annotation, AnnotationLevel};
pub use brief::Brief;
pub use code::{Code, UnknownCode};
pub use levels::{CannotAllow, Codes, Levels};
#[cfg(feature = "render")]
pub use render::Renderer;

use crate::limits;
use crate::names::Budget;
use crate::schema::DefinitionKind;
use crate::source::{SourceMap, Span};

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The schema can still be used.
    Warning,
    /// The schema is refused.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A place in addition to the primary one, with its relation to it. Inside the primary place, it is
/// the part that is wrong, and drawings mark it instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words about the place; empty if the mark is enough.
    pub text: String,
}

/// The definition that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InDefinition {
    /// Its kind.
    pub kind: DefinitionKind,
    /// Its name.
    pub name: String,
    /// The span of the name in the definition, with its quotes.
    pub name_span: Span,
    /// The span of the whole definition.
    pub span: Span,
}

/// An error or warning about a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The code of its subject.
    pub code: Code,
    /// The message: one line, without a full stop.
    pub message: String,
    /// The primary place. In the latest edition its start is the place that QEMU's front end
    /// reports, except in semantic errors: there QEMU's front end reports the definition, and this
    /// is the part that is wrong.
    pub span: Span,
    /// A few words about the primary place.
    pub label: Option<String>,
    /// Other places.
    pub labels: Vec<Label>,
    /// The definition that contains the primary place.
    pub definition: Option<InDefinition>,
    /// The help: a way to correct the schema.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Returns a diagnostic with the default severity of its code.
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let severity = if code.is_warning() {
            Severity::Warning
        } else {
            Severity::Error
        };
        let message = message.into();
        Self {
            severity,
            code,
            message,
            span,
            label: None,
            labels: Vec::new(),
            definition: None,
            help: None,
        }
    }

    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    pub(crate) fn also(mut self, span: Option<Span>, text: impl Into<String>) -> Self {
        if let Some(span) = span {
            self.labels.push(Label {
                span,
                text: text.into(),
            });
        }
        self
    }

    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    pub(crate) fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Returns the most exact place: the first label inside the primary place, or else the primary
    /// place.
    #[must_use]
    pub fn place(&self) -> Span {
        let labels = self.labels.iter().map(|label| label.span);
        let inside = labels.filter(|label| self.span.contains(*label) && *label != self.span);
        inside.min_by_key(|label| label.start).unwrap_or(self.span)
    }

    /// Returns whether it is a warning about a form that only older releases accepted.
    #[must_use]
    pub fn is_older_form(&self) -> bool {
        self.code.is_legacy() && self.severity == Severity::Warning
    }

    /// Returns the `include` directives that lead to the file, outermost first.
    #[must_use]
    pub fn included_from(&self, sources: &SourceMap) -> Vec<Span> {
        sources.include_chain(self.span.file)
    }
}

/// Joins names, as in `'a', 'b' or 'c'`.
pub(crate) fn list(names: &[&str], word: &str) -> String {
    match names {
        [] => "none".to_owned(),
        [one] => format!("'{one}'"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|name| format!("'{name}'")).collect();
            format!("{} {word} '{last}'", first.join(", "))
        }
    }
}

/// Shortens the middle of a text that is too long to be read.
fn shorten(text: &mut String) {
    const LONGEST: usize = 1000;
    let cut = |at: usize| {
        text.char_indices()
            .map(|(at, _)| at)
            .find(|found| *found >= at)
    };
    if text.len() <= LONGEST {
        return;
    }
    if let (Some(head), Some(tail)) = (cut(LONGEST / 2), cut(text.len() - LONGEST / 2)) {
        text.replace_range(head..tail, " ... ");
    }
}

/// Collects the diagnostics of all stages.
#[derive(Debug)]
pub(crate) struct Sink {
    pub(crate) edition: crate::Edition,
    pub(crate) list: Vec<Diagnostic>,
    budget: Budget,
}

impl Sink {
    pub(crate) fn new(edition: crate::Edition) -> Self {
        Self {
            edition,
            list: Vec::new(),
            budget: Budget::default(),
        }
    }

    /// Adds a diagnostic. A form that only older releases accepted is a warning in edition auto.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.code.is_legacy() && self.edition == crate::Edition::Auto {
            diagnostic.severity = Severity::Warning;
        }
        // Names can be of any length.
        shorten(&mut diagnostic.message);
        diagnostic.help.iter_mut().for_each(shorten);
        for label in &mut diagnostic.labels {
            shorten(&mut label.text);
        }
        match self.list.len() {
            0..limits::FINDINGS => self.list.push(diagnostic),
            limits::FINDINGS => {
                let message = format!(
                    "there is more to report than {} errors and warnings",
                    limits::FINDINGS
                );
                self.list
                    .push(Diagnostic::new(Code::TooLarge, diagnostic.span, message));
            }
            _ => {}
        }
    }

    /// Returns the candidate that was probably meant by a wrong name, within the run's budget.
    pub(crate) fn nearest<'a>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.budget.nearest(name, candidates)
    }

    /// Returns whether no more diagnostics are accepted, so that further checks are useless.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() > limits::FINDINGS
    }
}
