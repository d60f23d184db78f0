//! The parts of the tuples that objects are read as and written from.

use crate::Map;

/// A mandatory member: its value when it is read, a reference to it when it is written.
#[derive(Debug)]
pub struct Must<T>(pub T);

/// More members than fit a tuple: those of two groups.
#[derive(Debug)]
pub struct Both<A, B>(pub A, pub B);

/// A union: its members except the discriminator, and the branch.
#[derive(Debug)]
pub struct Union<G, B>(pub G, pub B);

/// An object that accepts any members: those of its table, and the others.
#[derive(Debug)]
pub struct Free<G>(pub G, pub Map);
