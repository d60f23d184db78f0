//! The data of an event inside its envelope: the branch of the union that [`crate::message::EventMessage`] is.

use serde_core::de::Error;
use serde_core::ser::SerializeMap;

use super::entries::Entries;
use super::shape::Input;
use super::table::Table;
use crate::Event;
use crate::decode::{Node, NodeDeserializer};

const TABLE: &Table = &Table {
    name: "event",
    names: &["data"],
    optional: &[1],
};

/// Reads the data of an event. Events whose data is all optional, or empty, may come without.
///
/// # Errors
/// What decoding the data meets.
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

/// Writes the data of an event, unless the event never has any.
///
/// # Errors
/// What the serializer meets.
pub fn write_event_data<E: Event, M: SerializeMap>(event: &E, out: &mut M) -> Result<(), M::Error> {
    let data = (!E::TABLE.names.is_empty()).then_some(event);
    (&data,).put(TABLE.names, out)
}
