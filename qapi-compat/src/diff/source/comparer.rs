//! The state of a comparison, and the comparison of attributes.

use super::change::{Change, Role, Site};
use super::rename::Renames;
use super::surface::Head;
use crate::diff::rule::Rule;
use crate::diff::rules::source::{CFG_CHANGED, CFG_REMOVED, ITEM_DEPRECATED};

/// A comparison of two surfaces.
#[derive(Debug)]
pub(super) struct Comparer<'s> {
    pub(super) renames: &'s Renames,
    /// `true` if the code is a part of its user's crate.
    pub(super) included: bool,
    pub(super) changes: Vec<Change>,
}

impl<'s> Comparer<'s> {
    pub(super) fn new(renames: &'s Renames, included: bool) -> Self {
        Self {
            renames,
            included,
            changes: Vec::new(),
        }
    }

    /// Adds a change, and returns it for completion.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        site: Site<'s>,
        role: Role,
        message: String,
    ) -> Option<&mut Change> {
        self.changes.extend(Change::new(rule, site, role, message));
        self.changes.last_mut()
    }

    /// Compares attributes.
    pub(super) fn head(
        &mut self,
        site: Site<'s>,
        role: Role,
        subject: &str,
        old: &Head,
        new: &Head,
    ) {
        if new.deprecated && !old.deprecated {
            let message = format!("{subject} is deprecated now");
            self.push(&ITEM_DEPRECATED, site, role.clone(), message);
        }
        self.cfg(site, role, subject, old.cfg.as_ref(), new.cfg.as_ref());
    }

    pub(super) fn cfg(
        &mut self,
        site: Site<'s>,
        role: Role,
        subject: &str,
        old: Option<&String>,
        new: Option<&String>,
    ) {
        match (old, new) {
            (old, Some(cfg)) if old != Some(cfg) => {
                let message = format!("{subject} is under `#[cfg({cfg})]` now");
                self.push(&CFG_CHANGED, site, role, message);
            }
            (Some(_), None) => {
                let message = format!("{subject} is under no `#[cfg(..)]` any more");
                self.push(&CFG_REMOVED, site, role, message);
            }
            _ => {}
        }
    }
}
