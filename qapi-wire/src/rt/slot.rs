//! Slots: where the values of members go while an object is read.

use serde_core::de::{DeserializeOwned, Error};

/// Where the values of members come from.
pub trait Values {
    /// What decoding meets.
    type Error: Error;
    /// The value of the member whose name was read last.
    ///
    /// # Errors
    /// What decoding the value meets.
    fn value<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;
}

/// The place of one member: an `Option`, or a reference to one.
pub trait Slot<V: Values> {
    /// Whether the member was there already.
    fn is_filled(&self) -> bool;
    /// Takes the value of the member of this name, which was read last.
    ///
    /// # Errors
    /// What decoding the value meets; a member that was there already.
    fn fill(&mut self, name: &'static str, values: &mut V) -> Result<(), V::Error>;
}

impl<T: DeserializeOwned, V: Values> Slot<V> for Option<T> {
    #[inline]
    fn is_filled(&self) -> bool {
        self.is_some()
    }

    #[inline]
    fn fill(&mut self, name: &'static str, values: &mut V) -> Result<(), V::Error> {
        if self.is_some() {
            return Err(V::Error::duplicate_field(name));
        }
        // No `?`: it would be a function more for each type.
        match values.value() {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

impl<S: Slot<V>, V: Values> Slot<V> for &mut S {
    #[inline]
    fn is_filled(&self) -> bool {
        (**self).is_filled()
    }

    #[inline]
    fn fill(&mut self, name: &'static str, values: &mut V) -> Result<(), V::Error> {
        (**self).fill(name, values)
    }
}

/// The slots of one object: a tuple of them, or two groups.
pub trait Slots<V: Values> {
    /// How many they are.
    fn count(&self) -> usize;
    /// Whether the member at an index was there already.
    fn is_filled(&self, index: usize) -> bool;
    /// Takes the value of the member at an index and of this name, which was read last.
    ///
    /// # Errors
    /// What decoding the value meets; a member that was there already, or has no slot.
    fn fill(&mut self, index: usize, name: &'static str, values: &mut V) -> Result<(), V::Error>;
}

macro_rules! tuple {
    ($($slot:ident $value:ident $index:tt),*) => {
        impl<V: Values, $($slot: Slot<V>),*> Slots<V> for ($($slot,)*) {
            fn count(&self) -> usize {
                <[&str]>::len(&[$(stringify!($value)),*])
            }

            fn is_filled(&self, index: usize) -> bool {
                match index {
                    $($index => self.$index.is_filled(),)*
                    _ => false,
                }
            }

            fn fill(&mut self, index: usize, name: &'static str, values: &mut V) -> Result<(), V::Error> {
                match index {
                    $($index => self.$index.fill(name, values),)*
                    _ => Err(V::Error::duplicate_field(name)),
                }
            }
        }
    };
}
super::tuples!(tuple);

/// The slots of two groups.
pub struct Pair<'s, V> {
    first: &'s mut dyn Slots<V>,
    /// How many slots the first group has.
    count: usize,
    second: &'s mut dyn Slots<V>,
}

impl<'s, V: Values> Pair<'s, V> {
    /// Those of the first, then those of the second.
    pub fn new(first: &'s mut dyn Slots<V>, second: &'s mut dyn Slots<V>) -> Self {
        let count = first.count();
        Self {
            first,
            count,
            second,
        }
    }
}

impl<V: Values> Slots<V> for Pair<'_, V> {
    fn count(&self) -> usize {
        self.count + self.second.count()
    }

    fn is_filled(&self, index: usize) -> bool {
        match index.checked_sub(self.count) {
            None => self.first.is_filled(index),
            Some(index) => self.second.is_filled(index),
        }
    }

    fn fill(&mut self, index: usize, name: &'static str, values: &mut V) -> Result<(), V::Error> {
        match index.checked_sub(self.count) {
            None => self.first.fill(index, name, values),
            Some(index) => self.second.fill(index, name, values),
        }
    }
}
