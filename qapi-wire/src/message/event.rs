//! The envelope of events: a union whose tag is the event's name, and whose branches have one member, `data`.

use crate::Timestamp;
use crate::rt::{self, Branches, Object};

/// An event with its time. `E` is the enum of events that the generator makes, or another of that kind.
#[derive(Debug, Clone, PartialEq)]
pub struct EventMessage<E> {
    /// When it happened.
    pub timestamp: Timestamp,
    /// What happened.
    pub event: E,
}

impl<E: Branches> Object for EventMessage<E> {
    const TABLE: &'static rt::Table = &rt::Table {
        name: "event",
        names: &["event", "timestamp"],
        optional: &[],
    };

    type Members = rt::Union<(rt::Must<Timestamp>,), E>;
    fn made(rt::Union((rt::Must(timestamp),), event): Self::Members) -> Self {
        Self { timestamp, event }
    }
}

impl<'de, E: Branches> rt::Deserialize<'de> for EventMessage<E> {
    fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        rt::read_object(deserializer)
    }
}

impl<E: Branches> rt::Serialize for EventMessage<E> {
    fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        rt::write_union(out, Self::TABLE, (rt::Must(&self.timestamp),), &self.event)
    }
}
