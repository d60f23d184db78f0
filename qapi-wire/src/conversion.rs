//! Conversions into the type of a member.

use std::borrow::Cow;

use crate::Bytes;

/// A value that [`new!`](crate::new) accepts for a member of type `T`.
///
/// Besides `T` itself these are: text for `String`, bytes for [`Bytes`], the value for a `Box` of
/// it, arrays and slices for `Vec`, and each alternative for an alternate. Numbers have no
/// conversions, so that the type of a literal follows from the member.
#[diagnostic::on_unimplemented(
    message = "a member of type `{T}` cannot be made of `{Self}`",
    label = "expected `{T}`"
)]
pub trait IntoMember<T> {
    /// Converts the value to the type of the member.
    fn into_member(self) -> T;
}

impl<T> IntoMember<T> for T {
    fn into_member(self) -> T {
        self
    }
}

impl<T> IntoMember<Box<T>> for T {
    fn into_member(self) -> Box<T> {
        Box::new(self)
    }
}

impl<T, const N: usize> IntoMember<Vec<T>> for [T; N] {
    fn into_member(self) -> Vec<T> {
        self.into()
    }
}

impl<T: Clone> IntoMember<Vec<T>> for &[T] {
    fn into_member(self) -> Vec<T> {
        self.to_vec()
    }
}

macro_rules! by_from {
    ($($from:ty => $into:ty),* $(,)?) => { $(
        impl IntoMember<$into> for $from {
            fn into_member(self) -> $into {
                self.into()
            }
        }
    )* };
}
by_from!(
    &str => String,
    &String => String,
    Cow<'_, str> => String,
    Box<str> => String,
    &[u8] => Bytes,
    Vec<u8> => Bytes,
);

impl<const N: usize> IntoMember<Bytes> for &[u8; N] {
    fn into_member(self) -> Bytes {
        self.as_slice().into()
    }
}

impl<const N: usize> IntoMember<Vec<String>> for [&str; N] {
    fn into_member(self) -> Vec<String> {
        self.map(String::from).into()
    }
}

impl IntoMember<Vec<String>> for &[&str] {
    fn into_member(self) -> Vec<String> {
        self.iter().copied().map(String::from).collect()
    }
}

impl IntoMember<Vec<String>> for Vec<&str> {
    fn into_member(self) -> Vec<String> {
        self.as_slice().into_member()
    }
}
