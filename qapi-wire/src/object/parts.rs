//! The parts of the tuples that objects are read as and written from.

use crate::Map;

/// A mandatory member: its value where it is read, a reference to it where it is written.
#[derive(Debug)]
pub struct Must<T>(pub T);

/// More members than a tuple takes: those of two groups.
#[derive(Debug)]
pub struct Both<A, B>(pub A, pub B);

/// A union: its members but the discriminator, and the branch.
#[derive(Debug)]
pub struct Union<G, B>(pub G, pub B);

/// An object that takes any members: those of its table, and the others.
#[derive(Debug)]
pub struct Free<G>(pub G, pub Map);
