//! Members to be written: tuples of up to sixteen, and larger groups.

use serde_core::ser::{Serialize, SerializeMap};

use super::parts::{Both, Must};

/// A member to be written: [`Must`] of a reference if it is mandatory, a reference to an `Option`
/// if not.
pub trait Entry {
    /// Writes the member under its name, if it is present.
    ///
    /// # Errors
    /// Errors of the serializer.
    fn put<M: SerializeMap>(&self, name: &'static str, out: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize> Entry for Must<&T> {
    #[inline]
    fn put<M: SerializeMap>(&self, name: &'static str, out: &mut M) -> Result<(), M::Error> {
        out.serialize_entry(name, self.0)
    }
}

impl<T: Serialize> Entry for &Option<T> {
    #[inline]
    fn put<M: SerializeMap>(&self, name: &'static str, out: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => out.serialize_entry(name, value),
            None => Ok(()),
        }
    }
}

/// Members to be written: a tuple of [`Entry`]s, or two such groups.
pub trait Entries {
    /// The number of members.
    const COUNT: usize;
    /// Writes the present members.
    ///
    /// # Errors
    /// Errors of the serializer.
    fn put<M: SerializeMap>(
        &self,
        names: &'static [&'static str],
        out: &mut M,
    ) -> Result<(), M::Error>;
}

macro_rules! tuple {
    ($($entry:ident $value:ident $index:tt),*) => {
        impl<$($entry: Entry),*> Entries for ($($entry,)*) {
            const COUNT: usize = <[&str]>::len(&[$(stringify!($value)),*]);

            #[inline]
            fn put<M: SerializeMap>(
                &self,
                names: &'static [&'static str],
                out: &mut M,
            ) -> Result<(), M::Error> {
                let ($($value,)*) = self;
                match names {
                    [$($entry,)* ..] => {
                        $($value.put($entry, out)?;)*
                        Ok(())
                    }
                    #[allow(unreachable_patterns, reason = "the empty tuple matches any names")]
                    _ => Ok(()),
                }
            }
        }
    };
}
super::tuples!(tuple);

impl<A: Entries, B: Entries> Entries for Both<A, B> {
    const COUNT: usize = A::COUNT + B::COUNT;

    fn put<M: SerializeMap>(
        &self,
        names: &'static [&'static str],
        out: &mut M,
    ) -> Result<(), M::Error> {
        self.0.put(names, out)?;
        self.1.put(names.get(A::COUNT..).unwrap_or_default(), out)
    }
}
