//! What the generator knows of an event, and when an event happened.

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::rt;

/// An event of the schema. The struct of its data implements it.
pub trait Event: rt::Object + Serialize + DeserializeOwned {
    /// The name on the wire.
    const NAME: &'static str;
}

/// When an event happened, by the sender's clock, since 1970. Both are -1 where the sender does not know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    /// Whole seconds.
    pub seconds: i64,
    /// The rest, in microseconds.
    pub microseconds: i64,
}

impl rt::Object for Timestamp {
    const TABLE: &'static rt::Table = &rt::Table {
        name: "timestamp",
        names: &["seconds", "microseconds"],
        optional: &[],
    };
    type Members = (rt::Must<i64>, rt::Must<i64>);
    fn made((rt::Must(seconds), rt::Must(microseconds)): Self::Members) -> Self {
        Self {
            seconds,
            microseconds,
        }
    }
}
rt::object!(Timestamp);

impl Serialize for Timestamp {
    fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        rt::write(
            out,
            <Self as rt::Object>::TABLE,
            (rt::Must(&self.seconds), rt::Must(&self.microseconds)),
        )
    }
}
