//! A deserializer of one string that knows the mode, for the string branch of an alternate.

use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error, Visitor};
use serde_core::forward_to_deserialize_any;

use super::request::ASK_MODE;

/// A string with a mode.
pub(crate) struct Text<'t, E> {
    text: &'t str,
    strict: bool,
    error: PhantomData<E>,
}

impl<'t, E> Text<'t, E> {
    pub(crate) fn new(text: &'t str, strict: bool) -> Self {
        Self {
            text,
            strict,
            error: PhantomData,
        }
    }
}

impl<'de, E: Error> Deserializer<'de> for Text<'_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_str(self.text)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.strict && name == ASK_MODE {
            true => visitor.visit_some(self),
            false => visitor.visit_newtype_struct(self),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
