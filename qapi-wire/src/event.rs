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
    fn read<'de, A: rt::MapAccess<'de>>(
        input: &mut rt::Members<'_, 'de, A>,
    ) -> Result<Self, A::Error> {
        let (mut m0, mut m1) = (None, None);
        rt::read(input, Self::TABLE, &mut [&mut m0, &mut m1])?;
        let (Some(m0), Some(m1)) = (m0, m1) else {
            return Err(rt::lost());
        };
        Ok(Self {
            seconds: m0,
            microseconds: m1,
        })
    }
    fn write<M: rt::SerializeMap>(&self, out: &mut M) -> Result<(), M::Error> {
        rt::write(
            out,
            Self::TABLE,
            &[&Some(&self.seconds), &Some(&self.microseconds)],
        )
    }
}
rt::object!(Timestamp);
