//! Makes one change of those that have one cause: a member's setter changes with its field, the enum of a union's
//! branches is called otherwise with the union, an async method changes with the blocking one.

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
    fn origin(&self) -> Option<&Origin> {
        self.old.as_ref().or(self.new.as_ref())
    }

    /// Returns whether this follows from the other, which says at least as much.
    fn follows_from(&self, cause: &Self) -> bool {
        let (this, other) = (&self.change, &cause.change);
        if other.rule.level < this.rule.level {
            return false;
        }
        let is_part = matches!(other.role, Role::Part(_));
        let same_item = this.item() == other.item();
        match &this.role {
            // Constructors take what members hold.
            Role::Function(name) if is_part && same_item && name == "new" => return true,
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
            Role::Function(_) if is_part => origin.part().is_some(),
            Role::Function(name) if matches!(other.role, Role::Function(_)) => {
                // The methods of a command, in traits of several kinds of clients.
                this.rule.id == other.rule.id && last(&other.path()) == name && !same_item
            }
            Role::Item => this.rule.id == other.rule.id && matches!(other.role, Role::Item),
            _ => false,
        }
    }
}

/// Merges changes into their causes.
pub(super) fn fold(changes: Vec<Placed>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::new();
    // Items come before their parts, and those before what follows from them.
    let (causes, rest): (Vec<Placed>, Vec<Placed>) = changes
        .into_iter()
        .partition(|it| matches!(it.change.role, Role::Item | Role::Part(_)));
    for placed in causes.into_iter().chain(rest) {
        match kept.iter_mut().find(|cause| placed.follows_from(cause)) {
            Some(cause) => cause.change.also.push(placed.change.path()),
            None => kept.push(placed),
        }
    }
    kept
}
