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

    fn read<'de, A: rt::MapAccess<'de>>(
        input: &mut rt::Members<'_, 'de, A>,
    ) -> Result<Self, A::Error> {
        let mut timestamp = None;
        let event = rt::read_union(input, Self::TABLE, &mut [&mut timestamp])?;
        let Some(timestamp) = timestamp else {
            return Err(rt::lost());
        };
        Ok(Self { timestamp, event })
    }

    fn write<M: rt::SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
        rt::write_union(out, Self::TABLE, &[&Some(&self.timestamp)], &self.event)
    }
}

impl<'de, E: Branches> rt::Deserialize<'de> for EventMessage<E> {
    fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        rt::read_object(deserializer)
    }
}

impl<E: Branches> rt::Serialize for EventMessage<E> {
    fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rt::write_object(self, serializer)
    }
}
