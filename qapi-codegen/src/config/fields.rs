//! The options as structs.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Emit, Layout, Output};
use super::condition::{Conditions, Unstable};
use super::options::options;

macro_rules! structs {
    ($(
        $(#[doc = $about:literal])*
        $part:ident, $prefix:literal, $of:expr => {
            $(
                $(#[doc = $doc:literal])*
                $(#[serde($($serde:tt)*)])?
                $field:ident: $type:ty = $default:expr, $options:tt
            )*
        }
    )*) => { $(
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[cfg_attr(
            feature = "config-file",
            derive(serde::Deserialize),
            serde(default, deny_unknown_fields, rename_all = "kebab-case")
        )]
        #[non_exhaustive]
        pub struct $part {
            $(
                $(#[doc = $doc])*
                $(#[cfg_attr(feature = "config-file", serde($($serde)*))])?
                pub $field: $type,
            )*
        }

        impl Default for $part {
            fn default() -> Self {
                Self {
                    $($field: $default,)*
                }
            }
        }
    )* };
}

options!(structs);
