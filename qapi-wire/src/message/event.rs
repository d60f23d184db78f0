//! The envelope of events: a union with the event's name as discriminator, and branches of one
//! member, `data`.

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};

use crate::Timestamp;
use crate::object::{Branches, Must, Object, Table, Union, read_object, write_union};

/// An event with its time. `E` is the generated enum of events, or another that implements
/// [`Branches`].
#[derive(Debug, Clone, PartialEq)]
pub struct EventMessage<E> {
    /// The time at which it happened.
    pub timestamp: Timestamp,
    /// The event.
    pub event: E,
}

impl<E: Branches> Object for EventMessage<E> {
    const TABLE: &'static Table = &Table {
        name: "event",
        names: &["event", "timestamp"],
        optional: &[],
    };

    type Members = Union<(Must<Timestamp>,), E>;
    fn made(Union((Must(timestamp),), event): Self::Members) -> Self {
        Self { timestamp, event }
    }
}

impl<'de, E: Branches> Deserialize<'de> for EventMessage<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_object(deserializer)
    }
}

impl<E: Branches> Serialize for EventMessage<E> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        write_union(out, Self::TABLE, (Must(&self.timestamp),), &self.event)
    }
}
