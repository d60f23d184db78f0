//! Merges changes with one cause. The setter of a member changes with its field, the enum of a
//! union's branches is renamed with the union, and an async method changes with the blocking one.

use super::change::{Change, Role, last};
use super::origin::Origin;

/// A change with its origins.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) change: Change,
    pub(super) old: Option<Origin>,
    pub(super) new: Option<Origin>,
}

impl Placed {
    /// Returns the origin on the side that contains the part.
    pub(super) fn origin(&self) -> Option<&Origin> {
        let whole = |origin: &&Origin| !origin.lacking;
        let old = self.old.as_ref();
        old.filter(whole).or(self.new.as_ref()).or(old)
    }

    /// Returns whether this follows from another change of at least the same level.
    fn follows_from(&self, cause: &Self) -> bool {
        let (this, other) = (&self.change, &cause.change);
        if other.rule.level < this.rule.level {
            return false;
        }
        let is_part = matches!(other.role, Role::Part(_));
        let same_item = this.item() == other.item();
        match &this.role {
            Role::Constructor(_) if is_part && same_item => return true,
            Role::Impl(name) if is_part && same_item && name.starts_with("From<") => return true,
            _ => {}
        }
        let (Some(origin), Some(cause_of_it)) = (self.origin(), cause.origin()) else {
            return false;
        };
        if origin.key() != cause_of_it.key() {
            return false;
        }
        match &this.role {
            Role::Function(_) | Role::Constructor(_) if is_part => origin.part().is_some(),
            Role::Function(name) if matches!(other.role, Role::Function(_)) => {
                // The methods of a command, in the traits of several kinds of clients.
                this.rule.id == other.rule.id && last(&other.path()) == name && !same_item
            }
            Role::Item => this.rule.id == other.rule.id && matches!(other.role, Role::Item),
            // The variant of an event in the enum of all events.
            Role::Part(_) if origin.part().is_none() => {
                let way = |id: &'static str| id.rsplit('-').next();
                matches!(other.role, Role::Item) && way(this.rule.id) == way(other.rule.id)
            }
            _ => false,
        }
    }
}

/// Merges changes into their causes.
pub(super) fn fold(changes: Vec<Placed>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::new();
    // Items come before their parts, and parts before functions and implementations.
    let mut changes = changes;
    changes.sort_by_cached_key(|placed| {
        let rank = match placed.change.role {
            Role::Item => 0,
            Role::Part(_) => 1,
            Role::Function(_) | Role::Constructor(_) | Role::Impl(_) => 2,
        };
        let item = placed.change.item();
        // The blocking client has the shorter name.
        let module = item.rsplit_once("::").map_or("", |(module, _)| module);
        (rank, module.to_owned(), item.len())
    });
    for placed in changes {
        match kept.iter_mut().find(|cause| placed.follows_from(cause)) {
            Some(cause) => cause.change.also.push(placed.change.path()),
            None => kept.push(placed),
        }
    }
    kept
}
