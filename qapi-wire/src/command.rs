//! The trait of commands. Their envelope is in [`crate::message`].

use std::fmt::Debug;

use serde_core::de::DeserializeOwned;
use serde_core::ser::{Serialize, Serializer};

use crate::object::{Object, Table, write};

/// A command of the schema. The struct of its arguments implements it, and so does a reference to
/// one.
///
/// The JSON form of the type is the object of arguments. The structs are also `'static` and
/// implement [`Object`] and `Deserialize`; generic code that keeps or decodes a command has these
/// bounds.
///
/// A function that is generic over commands:
///
/// ```
/// use qapi_wire::Command;
/// use qga_types::commands::GuestFileOpen;
///
/// fn log<C: Command>(command: &C) -> serde_json::Result<String> {
///     Ok(format!("{} {}", C::NAME, serde_json::to_string(command)?))
/// }
///
/// assert_eq!(log(&GuestFileOpen::new("/x"))?, r#"guest-file-open {"path":"/x"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Command: Serialize + Debug + Clone + PartialEq + Send + Sync {
    /// The name on the wire.
    const NAME: &'static str;
    /// `true` if the peer replies to a successful command. It always replies if the command fails.
    const SUCCESS_RESPONSE: bool = true;
    /// `true` if the command may be sent out of band (`exec-oob`).
    const ALLOW_OOB: bool = false;
    /// `true` if the command may run before the machine is configured.
    const ALLOW_PRECONFIG: bool = false;
    /// The type that the command returns: [`Empty`] if the schema has no `returns`.
    type Reply: Serialize + DeserializeOwned + Debug + Clone + PartialEq + Send + Sync + 'static;
}

impl<C: Command> Command for &C {
    const NAME: &'static str = C::NAME;
    const SUCCESS_RESPONSE: bool = C::SUCCESS_RESPONSE;
    const ALLOW_OOB: bool = C::ALLOW_OOB;
    const ALLOW_PRECONFIG: bool = C::ALLOW_PRECONFIG;
    type Reply = C::Reply;
}

/// The reply of a command that returns nothing: `{}`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Empty {}

impl Object for Empty {
    const TABLE: &'static Table = &Table {
        name: "empty",
        names: &[],
        optional: &[],
    };
    type Members = ();
    fn made((): ()) -> Self {
        Self {}
    }
}
crate::__object!(Empty);

impl Serialize for Empty {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        write(out, Self::TABLE, ())
    }
}

impl From<Empty> for () {
    fn from(Empty {}: Empty) {}
}
