//! The envelope of a command that is given by its name.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

/// The name of a command, and its arguments, if any.
pub(super) struct Named<'a, A> {
    pub(super) name: &'a str,
    pub(super) arguments: Option<A>,
    pub(super) id: Option<i64>,
}

impl<A: Serialize> Serialize for Named<'_, A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("execute", self.name)?;
        if let Some(arguments) = &self.arguments {
            map.serialize_entry("arguments", arguments)?;
        }
        if let Some(id) = self.id {
            map.serialize_entry("id", &id)?;
        }
        map.end()
    }
}
