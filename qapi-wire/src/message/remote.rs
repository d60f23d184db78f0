//! What a peer says when a command fails.

use std::fmt;

use crate::Value;
use crate::rt::{self, Enum};

/// The kind of a failure. Descriptions are for humans and change from release to release: match the class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// Anything that has no class of its own.
    GenericError,
    /// The command does not exist, is disabled, or may not run now.
    CommandNotFound,
    /// The device is there, but not active.
    DeviceNotActive,
    /// The device is not there.
    DeviceNotFound,
    /// KVM lacks a capability that the command needs.
    KVMMissingCap,
    /// A class that is not one of the five.
    Unknown(String),
}

impl Enum for ErrorClass {
    const NAMES: &'static rt::Names = &rt::Names {
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
    const ALL: &'static [Self] = &[
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
rt::enumeration!(ErrorClass);
rt::display!(ErrorClass);

/// A failure that a peer reports.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RemoteError {
    /// Its kind.
    pub class: ErrorClass,
    /// A sentence for humans. Guest agents before QEMU 1.2 send none: of theirs, this is the member
    /// `data`, which has the details, as JSON.
    pub desc: String,
}

impl RemoteError {
    /// A failure of a class.
    #[must_use]
    pub fn new(class: ErrorClass, desc: impl Into<String>) -> Self {
        Self {
            class,
            desc: desc.into(),
        }
    }

    /// A failure that has no class of its own.
    #[must_use]
    pub fn generic(desc: impl Into<String>) -> Self {
        Self::new(ErrorClass::GenericError, desc)
    }

    /// A command that does not exist, as QEMU words it.
    #[must_use]
    pub fn not_found(command: &str) -> Self {
        let desc = format!("The command {command} has not been found");
        Self::new(ErrorClass::CommandNotFound, desc)
    }

    /// A command that exists and may not run, as QEMU words it.
    #[must_use]
    pub fn disabled(command: &str, reason: &str) -> Self {
        let desc = format!("Command {command} has been disabled: {reason}");
        Self::new(ErrorClass::CommandNotFound, desc)
    }
}

impl rt::Object for RemoteError {
    const TABLE: &'static rt::Table = &rt::Table {
        name: "error",
        names: &["class", "desc", "data"],
        optional: &[0b110],
    };
    type Members = (rt::Must<ErrorClass>, Option<String>, Option<Value>);
    fn made((rt::Must(class), desc, data): Self::Members) -> Self {
        let desc = desc.or_else(|| data.map(|data| data.to_string()));
        Self {
            class,
            desc: desc.unwrap_or_default(),
        }
    }
}
rt::object!(RemoteError);

impl rt::Serialize for RemoteError {
    fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        rt::write(
            out,
            <Self as rt::Object>::TABLE,
            (rt::Must(&self.class), rt::Must(&self.desc), &None::<Value>),
        )
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
