//! The diagnostics for users of a schema, who may not be its authors.

use super::{Diagnostic, Severity};
use crate::source::SourceMap;

/// The diagnostics that a program prints if it uses a schema instead of checking it.
///
/// Users of an older release's schema cannot change its forms, so warnings about those are left
/// out. Only their number is printed, and only with errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief<'d> {
    /// All diagnostics except warnings about forms of older releases
    /// ([`Code::is_legacy`](super::Code::is_legacy)), in order. A form that is denied, or that the
    /// edition refuses, is an error and included.
    pub diagnostics: Vec<&'d Diagnostic>,
    /// One line with the number of warnings that were left out. It is present if a diagnostic is an
    /// error and at least one warning was left out.
    pub note: Option<String>,
}

impl<'d> Brief<'d> {
    pub(crate) fn of(all: &'d [Diagnostic], sources: &SourceMap) -> Self {
        let (left_out, diagnostics): (Vec<_>, Vec<_>) = all
            .iter()
            .partition(|diagnostic| diagnostic.is_older_form());
        let has_errors = (diagnostics.iter()).any(|it| it.severity == Severity::Error);
        let note = has_errors.then(|| note(left_out.len(), sources)).flatten();
        Self { diagnostics, note }
    }
}

fn note(left_out: usize, sources: &SourceMap) -> Option<String> {
    let warnings = match left_out {
        0 => return None,
        1 => "1 more warning".to_owned(),
        count => format!("{count} more warnings"),
    };
    let top = sources.files().next().map_or("", |file| file.path());
    Some(format!(
        "note: {top}: `qapi check` lists {warnings}, about forms of older releases"
    ))
}
