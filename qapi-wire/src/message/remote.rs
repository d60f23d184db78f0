//! The error that a peer reports.

use std::fmt;

use serde_core::ser::{Serialize, Serializer};

use crate::Value;
use crate::enumeration::{Enum, Names};
use crate::object::{Must, Object, Table, write};

/// The class of an error. Match it, not the description, which changes from release to release.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ErrorClass {
    /// An error without a class of its own.
    GenericError,
    /// The command does not exist, is disabled, or may not run now.
    CommandNotFound,
    /// The device exists, but is not active.
    DeviceNotActive,
    /// The device does not exist.
    DeviceNotFound,
    /// KVM lacks a capability that the command needs.
    KVMMissingCap,
    /// Another class.
    Unknown(String),
}

impl Enum for ErrorClass {
    const NAMES: &'static Names = &Names {
        name: "error class",
        names: &[
            "GenericError",
            "CommandNotFound",
            "DeviceNotActive",
            "DeviceNotFound",
            "KVMMissingCap",
        ],
        open: true,
    };
    const VALUES: &'static [Self] = &[
        Self::GenericError,
        Self::CommandNotFound,
        Self::DeviceNotActive,
        Self::DeviceNotFound,
        Self::KVMMissingCap,
    ];
    fn as_str(&self) -> &str {
        match self {
            Self::GenericError => "GenericError",
            Self::CommandNotFound => "CommandNotFound",
            Self::DeviceNotActive => "DeviceNotActive",
            Self::DeviceNotFound => "DeviceNotFound",
            Self::KVMMissingCap => "KVMMissingCap",
            Self::Unknown(name) => name,
        }
    }
    fn unknown(name: String) -> Option<Self> {
        Some(Self::Unknown(name))
    }
}
crate::__enumeration!(ErrorClass);

/// The error that a peer reports.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RemoteError {
    /// Its class.
    pub class: ErrorClass,
    /// Its description, for people. Guest agents before QEMU 1.2 send none; the text is then that
    /// of the member `data`, with the details, as JSON.
    pub desc: String,
}

impl RemoteError {
    /// Creates an error of a class.
    #[must_use]
    pub fn new(class: ErrorClass, desc: impl Into<String>) -> Self {
        Self {
            class,
            desc: desc.into(),
        }
    }

    /// Creates an error without a class of its own.
    #[must_use]
    pub fn generic(desc: impl Into<String>) -> Self {
        Self::new(ErrorClass::GenericError, desc)
    }

    /// Creates the error for a command that does not exist, in QEMU's words.
    #[must_use]
    pub fn not_found(command: &str) -> Self {
        let desc = format!("The command {command} has not been found");
        Self::new(ErrorClass::CommandNotFound, desc)
    }

    /// Creates the error for a command that exists and may not run, in QEMU's words.
    #[must_use]
    pub fn disabled(command: &str, reason: &str) -> Self {
        let desc = format!("Command {command} has been disabled: {reason}");
        Self::new(ErrorClass::CommandNotFound, desc)
    }
}

impl Object for RemoteError {
    const TABLE: &'static Table = &Table {
        name: "error",
        names: &["class", "desc", "data"],
        optional: &[0b110],
    };
    type Members = (Must<ErrorClass>, Option<String>, Option<Value>);
    fn made((Must(class), desc, data): Self::Members) -> Self {
        let desc = desc.or_else(|| data.map(|data| data.to_string()));
        let desc = desc.unwrap_or_default();
        Self { class, desc }
    }
}
crate::__object!(RemoteError);

impl Serialize for RemoteError {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let members = (Must(&self.class), Must(&self.desc), &None::<Value>);
        write(out, Self::TABLE, members)
    }
}

impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.desc {
            "" => self.class.fmt(f),
            desc => write!(f, "{}: {desc}", self.class),
        }
    }
}

impl std::error::Error for RemoteError {}
