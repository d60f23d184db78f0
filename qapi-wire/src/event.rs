//! The trait of events, and the time at which an event happened.

use serde_core::de::DeserializeOwned;
use serde_core::ser::{Serialize, Serializer};

use crate::object::{Must, Object, Table, write};

/// An event of the schema. The struct of its data implements it.
pub trait Event: Object + Serialize + DeserializeOwned {
    /// The name on the wire.
    const NAME: &'static str;
}

/// The time at which an event happened, by the sender's clock, since 1970. Both members are -1 if
/// the sender does not know it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    /// Whole seconds.
    pub seconds: i64,
    /// The rest, in microseconds.
    pub microseconds: i64,
}

impl Object for Timestamp {
    const TABLE: &'static Table = &Table {
        name: "timestamp",
        names: &["seconds", "microseconds"],
        optional: &[],
    };
    type Members = (Must<i64>, Must<i64>);
    fn made((Must(seconds), Must(microseconds)): Self::Members) -> Self {
        Self {
            seconds,
            microseconds,
        }
    }
}
crate::__object!(Timestamp);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let members = (Must(&self.seconds), Must(&self.microseconds));
        write(out, Self::TABLE, members)
    }
}
