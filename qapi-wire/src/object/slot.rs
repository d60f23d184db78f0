//! Slots: places for the values of members while an object is read.

use serde_core::de::{DeserializeOwned, Error};

/// The source of the values of members.
pub trait Values {
    /// The error of decoding.
    type Error: Error;
    /// Reads the value of the member whose name was read last.
    ///
    /// # Errors
    /// Errors of decoding the value.
    fn value<T: DeserializeOwned>(&mut self) -> Result<T, Self::Error>;
}

/// The place of one member: an `Option`, or a reference to one.
pub trait Slot<V: Values> {
    /// Returns whether the slot has a value.
    fn is_filled(&self) -> bool;
    /// Fills the slot with the value of the member of this name, which was read last.
    ///
    /// # Errors
    /// Errors of decoding the value; a repeated member.
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
        // `?` would add a function for each type.
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
    /// Returns the number of slots.
    fn count(&self) -> usize;
    /// Returns whether the slot at an index has a value. It takes `&mut self` for groups of groups.
    fn is_filled(&mut self, index: usize) -> bool;
    /// Fills the slot at an index with the value of the member of this name, which was read last.
    ///
    /// # Errors
    /// Errors of decoding the value; a repeated member, or one without a slot.
    fn fill(&mut self, index: usize, name: &'static str, values: &mut V) -> Result<(), V::Error>;
}

macro_rules! tuple {
    ($($slot:ident $value:ident $index:tt),*) => {
        impl<V: Values, $($slot: Slot<V>),*> Slots<V> for ($($slot,)*) {
            fn count(&self) -> usize {
                <[&str]>::len(&[$(stringify!($value)),*])
            }

            fn is_filled(&mut self, index: usize) -> bool {
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
    /// The number of slots in the first group.
    count: usize,
    second: &'s mut dyn Slots<V>,
}

impl<'s, V: Values> Pair<'s, V> {
    /// Joins the slots of the first group and those of the second.
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

    fn is_filled(&mut self, index: usize) -> bool {
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
