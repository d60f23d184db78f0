//! What the generator knows of a command. Its envelope is in [`crate::message`].

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::rt;

/// A command of the schema. The struct of its arguments implements it.
///
/// The type's JSON form is the object of arguments.
pub trait Command: rt::Object + Serialize + DeserializeOwned {
    /// The name on the wire.
    const NAME: &'static str;
    /// Whether success is answered at all. Where it is not, only failures are.
    const SUCCESS_RESPONSE: bool = true;
    /// Whether the command may be sent out of band (`exec-oob`).
    const ALLOW_OOB: bool = false;
    /// Whether the command may run before the machine is configured.
    const ALLOW_PRECONFIG: bool = false;
    /// What success returns. A command without `returns` returns [`Empty`].
    type Reply: Serialize + DeserializeOwned;
}

/// The reply of a command that returns nothing: `{}`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Empty {}

impl rt::Object for Empty {
    const TABLE: &'static rt::Table = &rt::Table {
        name: "empty",
        names: &[],
        optional: &[],
    };
    type Members = ();
    fn made((): ()) -> Self {
        Self {}
    }
}
rt::object!(Empty);

impl Serialize for Empty {
    fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        rt::write(out, <Self as rt::Object>::TABLE, ())
    }
}
