//! The options as data, for command lines and lists of the options.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Choice, Emit, Layout, Output};
use super::condition::{Conditions, Unstable};
use super::fields::{Config, Server};
use super::kind::{self, Kind, ValueError};
use super::options::options;

/// An option of the generator.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OptionInfo {
    /// The key in `qapi.toml`, with dots between the levels of tables: `server.commands`.
    pub key: &'static str,
    /// The field of [`Config`], with dots as in Rust: `server.commands`. Options of the same field
    /// exclude each other.
    pub field: &'static str,
    /// The method of the [`Builder`](crate::Builder).
    pub method: &'static str,
    /// The flag of the command line, without `--`.
    pub flag: &'static str,
    /// The kind of value that the flag passes to [`set`](Self::set).
    pub value: FlagValue,
    /// `true` if the flag can be repeated.
    pub repeatable: bool,
    /// The only valid values, if there are few.
    pub choices: &'static [Choice],
    /// The effect of the flag, in sentences.
    pub help: &'static str,
    /// Sets the option to values in the form of the command line: `NAME=VALUE` for an entry of a
    /// table, `true` or `false` for a switch. All values of a repeated flag are given at once. They
    /// are added to lists and tables, and replace earlier choices. If a value is invalid, nothing
    /// is set.
    ///
    /// # Errors
    /// Returns [`ValueError`] if a text does not have the form of the option's values. The schema
    /// is not checked.
    pub set: fn(&mut Config, values: &[&str]) -> Result<(), ValueError>,
}

/// The value of a flag of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagValue {
    /// The flag takes a value, with this name in the help.
    Named(&'static str),
    /// The flag takes no value and sets this one.
    Fixed(&'static str),
}

macro_rules! flag_value {
    (= $name:literal) => {
        FlagValue::Named($name)
    };
    (=> $value:literal) => {
        FlagValue::Fixed($value)
    };
}

macro_rules! table {
    ($(
        $(#[doc = $about:literal])*
        $part:ident, $prefix:literal, $of:expr => {
            $(
                $(#[doc = $doc:literal])*
                $(#[serde($($serde:tt)*)])?
                $field:ident: $type:ty = $default:expr, [$(
                    $(#[doc = $own:literal])*
                    {
                        key: $key:literal,
                        kind: $kind:ident,
                        builder: $method:ident($($parameter:ident),*),
                        flag: $flag:literal $sign:tt $value:literal,
                        help: $help:literal,
                    }
                )*]
            )*
        }
    )*) => {
        impl Config {
            /// The options, in the order of help.
            pub const OPTIONS: &'static [OptionInfo] = &[$($($(
                OptionInfo {
                    key: $key,
                    field: concat!($prefix, stringify!($field)),
                    method: stringify!($method),
                    flag: $flag,
                    value: flag_value!($sign $value),
                    repeatable: <kind::$kind as Kind<$type>>::REPEATABLE,
                    choices: <kind::$kind as Kind<$type>>::CHOICES,
                    help: $help,
                    set: |config, values| {
                        let part: fn(&mut Config) -> &mut $part = $of;
                        kind::$kind::set(&mut part(config).$field, values)
                    },
                },
            )*)*)*];
        }
    };
}

options!(table);
