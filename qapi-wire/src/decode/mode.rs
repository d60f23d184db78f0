//! The strictness of decoding.

/// The treatment of members and values that the schema does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Skips unknown members, and keeps unknown values and branches if the type can hold them. For
    /// clients: their peer may be newer.
    Lenient,
    /// Refuses unknown members, values and branches, at any depth, and repeated members, even if
    /// the schema says `any`. For servers, and for tests.
    Strict,
}
