//! The data of an event in its envelope: a branch of the union
//! [`EventMessage`](crate::message::EventMessage).

use serde_core::de::Error;
use serde_core::ser::SerializeMap;

use crate::Event;
use crate::decode::{Node, NodeDeserializer};
use crate::object::{Entries, Input, Table};

const TABLE: &Table = &Table {
    name: "event",
    names: &["data"],
    optional: &[1],
};

/// Reads the data of an event. It may be absent if the event has no mandatory members.
///
/// Errors of decoding the data.
/// Errors of decoding the data.
pub fn event_data<E: Event, I: Input>(input: I) -> Result<E, I::Error> {
    let mut data = None;
    input.read(TABLE, &mut (&mut data,))?;
    match data {
        Some(data) => Ok(data),
        None if E::TABLE
            .names
            .iter()
            .enumerate()
            .any(|(index, _)| !E::TABLE.is_optional(index)) =>
        {
            Err(I::Error::missing_field("data"))
        }
        None => {
            let none = Node::Object(Vec::new());
            E::deserialize(NodeDeserializer::lenient(&none)).map_err(I::Error::custom)
        }
    }
}

/// Writes the data of an event, unless the event has no members.
///
/// # Errors
/// Errors of the serializer.
pub fn write_event_data<E: Event, M: SerializeMap>(event: &E, out: &mut M) -> Result<(), M::Error> {
    let data = (!E::TABLE.names.is_empty()).then_some(event);
    (&data,).put(TABLE.names, out)
}
