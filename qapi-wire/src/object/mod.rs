//! Reading and writing objects and unions, by the tables of generated code.
//!
//! Reading: [`read_object`] passes the members of an object to [`Object::read`] as an [`Input`].
//! The type's [`Shape`] creates a slot for each member, fills them in the loop, and takes the
//! values out. Writing: [`write()`] and its variants write a tuple of [`Entries`] under the names
//! of the [`Table`].

mod draft;
mod entries;
mod group;
mod input;
mod inside;
mod members;
mod parts;
mod read;
mod shape;
mod slot;
mod table;
mod tuples;
mod union;
mod unknown;
mod write;

pub use self::draft::{Completed, Draft, FillAt, Taken, draft, give, made};
pub use self::entries::{Entries, Entry};
pub use self::group::{Group, Part};
pub use self::parts::{Both, Free, Must, Union};
pub use self::read::read_object;
pub use self::shape::{Branches, ByHand, Input, Object, Shape, branch, lost};
pub use self::slot::{Pair, Slot, Slots, Values};
pub use self::table::{Table, optional};
pub use self::unknown::UnknownBranch;
pub use self::write::{write, write_branch, write_free, write_union};

use self::tuples::tuples;
