//! A slot: where the value of one member goes.

use serde_core::de::{Deserialize, Error, MapAccess};

use super::members::Source;

/// The place of one member while an object is read. `Option` is the only kind.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Whether the member was there already.
    fn is_filled(&self) -> bool;
    /// Takes the value that the source stands at, of the member of this name.
    ///
    /// # Errors
    /// What decoding the value meets; a member that was there already.
    fn fill(&mut self, name: &'static str, source: &mut Source<'de, A>) -> Result<(), A::Error>;
}

impl<'de, T: Deserialize<'de>, A: MapAccess<'de>> Slot<'de, A> for Option<T> {
    fn is_filled(&self) -> bool {
        self.is_some()
    }

    fn fill(&mut self, name: &'static str, source: &mut Source<'de, A>) -> Result<(), A::Error> {
        if self.is_some() {
            return Err(A::Error::duplicate_field(name));
        }
        *self = Some(source.value()?);
        Ok(())
    }
}

/// The slots of one object.
pub type Slots<'s, 'de, A> = [&'s mut (dyn Slot<'de, A> + 's)];
