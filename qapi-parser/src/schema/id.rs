//! Ids: the positions of a schema's items in its arenas.

use crate::source::Span;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Returns the position in its arena, from 0: dense, so a `Vec` can be indexed by it.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}
id!(
    /// A type of a [`Schema`](super::Schema), builtin and implicit ones included.
    TypeId
);
id!(
    /// A command of a [`Schema`](super::Schema).
    CommandId
);
id!(
    /// An event of a [`Schema`](super::Schema).
    EventId
);
id!(
    /// A module (a file) of a [`Schema`](super::Schema).
    ModuleId
);

id!(
    /// A doc comment of a [`Schema`](super::Schema).
    DocId
);

/// A reference to one section of one doc comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocRef {
    /// The comment.
    pub doc: DocId,
    pub(crate) section: u32,
}

/// The span of an item; `None` if it is predefined or implied.
pub type Place = Option<Span>;
