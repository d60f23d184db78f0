//! Macros that implement serde's traits through this crate's, one for each kind of type. Generated
//! code calls them by their names in [`rt`](crate::rt).

/// Implements `Deserialize` for a type that implements [`Object`](crate::Object).
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($type:ty) => {
        impl<'de> $crate::rt::Deserialize<'de> for $type {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(
                input: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::rt::read_object(input)
            }
        }
    };
}

/// Implements `Object`, `Deserialize` and `Serialize` for a struct around one type that implements
/// them.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($type:ident($inner:ty)) => {
        impl $crate::rt::Object for $type {
            const TABLE: &'static $crate::rt::Table = <$inner as $crate::rt::Object>::TABLE;
            type Members = <$inner as $crate::rt::Object>::Members;
            #[inline]
            fn made(members: Self::Members) -> Self {
                Self(<$inner as $crate::rt::Object>::made(members))
            }
            fn read<I: $crate::rt::Input>(input: I) -> ::std::result::Result<Self, I::Error> {
                $crate::rt::branch(input).map(Self)
            }
        }
        impl $crate::rt::Serialize for $type {
            fn serialize<S: $crate::rt::Serializer>(
                &self,
                out: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::rt::serialize(&self.0, out)
            }
        }
        $crate::rt::object!($type);
        impl ::std::convert::From<$inner> for $type {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }
    };
}

/// Implements `Deserialize`, `Serialize` and the supertraits of [`Enum`](crate::Enum) for a type
/// that implements it, and adds its tables as items of the type, which need no import.
///
/// Functions that call a generic one are `#[inline]`: only programs that use them compile them.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($type:ident) => {
        impl $type {
            /// The values that the schema lists, in its order.
            pub const VALUES: &'static [Self] = <Self as $crate::rt::Enum>::VALUES;
            /// Returns the name on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::rt::Enum::as_str(self)
            }
            /// Returns the names of the values, in the same order.
            #[must_use]
            pub fn names() -> &'static [&'static str] {
                <Self as $crate::rt::Enum>::NAMES.names
            }
            /// Returns the value of a name, or an error if the schema does not list it.
            #[inline]
            pub fn parse_known(
                name: &str,
            ) -> ::std::result::Result<Self, $crate::rt::UnknownValue> {
                $crate::rt::Enum::parse_known(name)
            }
        }
        impl ::std::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = $crate::rt::UnknownValue;
            // Not `Self::Err`: a value may have that name.
            #[inline]
            fn from_str(name: &str) -> ::std::result::Result<Self, $crate::rt::UnknownValue> {
                $crate::rt::parse_enum(name)
            }
        }
        impl<'de> $crate::rt::Deserialize<'de> for $type {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(
                input: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::rt::read_enum(input)
            }
        }
        impl $crate::rt::Serialize for $type {
            fn serialize<S: $crate::rt::Serializer>(
                &self,
                out: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                out.serialize_str(self.as_str())
            }
        }
        impl ::std::cmp::PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
        impl ::std::cmp::Eq for $type {}
        impl ::std::cmp::PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(self.cmp(other))
            }
        }
        impl ::std::cmp::Ord for $type {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                $crate::rt::compare_names(
                    <Self as $crate::rt::Enum>::NAMES,
                    self.as_str(),
                    other.as_str(),
                )
            }
        }
        impl ::std::hash::Hash for $type {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }
    };
}

/// Implements `Deserialize` and `Serialize` for a type that implements
/// [`Alternate`](crate::Alternate).
#[doc(hidden)]
#[macro_export]
macro_rules! __alternate {
    ($type:ty) => {
        impl<'de> $crate::rt::Deserialize<'de> for $type {
            fn deserialize<D: $crate::rt::Deserializer<'de>>(
                input: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::rt::read_alternate(input)
            }
        }
        impl $crate::rt::Serialize for $type {
            fn serialize<S: $crate::rt::Serializer>(
                &self,
                out: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::rt::Alternate::write(self, out)
            }
        }
    };
}

/// Implements the conversions from one alternative to its alternate.
#[doc(hidden)]
#[macro_export]
macro_rules! __alternative {
    ($type:ident::$variant:ident($from:ty)) => {
        impl ::std::convert::From<$from> for $type {
            fn from(value: $from) -> Self {
                Self::$variant($crate::rt::IntoMember::into_member(value))
            }
        }
        impl $crate::rt::IntoMember<$type> for $from {
            fn into_member(self) -> $type {
                ::std::convert::From::from(self)
            }
        }
    };
}
