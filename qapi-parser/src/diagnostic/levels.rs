//! Which codes a run allows and which warnings it refuses.

use std::fmt;

use super::{Code, Diagnostic, Severity};

/// Severities that a run sets by code: a later setting of a code replaces an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: Vec<(Code, Option<Severity>)>,
}

impl Levels {
    /// Drops what has this code.
    ///
    /// # Errors
    /// Where no schema can be made of what the code reports ([`Code::can_be_allowed`]).
    pub fn allow(&mut self, code: Code) -> Result<(), CannotAllow> {
        if !code.can_be_allowed() {
            return Err(CannotAllow(code));
        }
        self.set.push((code, None));
        Ok(())
    }

    /// Makes an error of what has this code.
    pub fn deny(&mut self, code: Code) {
        self.set.push((code, Some(Severity::Error)));
    }

    pub(crate) fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        for &(code, level) in &self.set {
            diagnostics.retain_mut(|diagnostic| {
                if diagnostic.code != code {
                    return true;
                }
                diagnostic.severity = level.unwrap_or(diagnostic.severity);
                level.is_some()
            });
        }
    }
}

/// An error that cannot be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotAllow(pub Code);

impl std::error::Error for CannotAllow {}

impl fmt::Display for CannotAllow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, title) = (self.0, self.0.title());
        write!(
            f,
            "{code} cannot be allowed ({title}): it leaves the schema without a meaning"
        )
    }
}
