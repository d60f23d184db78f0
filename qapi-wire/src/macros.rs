//! Implementations of serde's traits by this crate's, one macro for each kind of type. Generated
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

/// Implements `Deserialize` and `Serialize` for a type that implements [`Enum`](crate::Enum).
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($type:ty) => {
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
                out.serialize_str($crate::rt::Enum::as_str(self))
            }
        }
    };
}

/// Implements `Display` and `FromStr` for a type that implements [`Enum`](crate::Enum).
#[doc(hidden)]
#[macro_export]
macro_rules! __display {
    ($type:ty) => {
        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad($crate::rt::Enum::as_str(self))
            }
        }
        impl ::std::str::FromStr for $type {
            type Err = $crate::rt::UnknownName;
            // Not `Self::Err`: a value may have that name.
            fn from_str(name: &str) -> ::std::result::Result<Self, $crate::rt::UnknownName> {
                $crate::rt::parse_enum(name)
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

/// Makes an alternate of the value of one of its alternatives.
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
