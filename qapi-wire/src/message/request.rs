//! A command to be sent.

use std::fmt;

use serde_core::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::Command;
use crate::object::write_branch;

/// The envelope of a command to be sent.
///
/// ```
/// use qapi_wire::message::Request;
/// # use qapi_wire::rt::{self, SerializeMap as _};
/// # #[derive(Debug, Clone, PartialEq)] struct Ping {}
/// # impl rt::Object for Ping {
/// #     const TABLE: &'static rt::Table = &rt::Table { name: "ping", names: &[], optional: &[] };
/// #     type Members = ();
/// #     fn made((): ()) -> Self { Self {} }
/// # }
/// # impl rt::Serialize for Ping {
/// #     fn serialize<S: rt::Serializer>(&self, o: S) -> Result<S::Ok, S::Error> { o.serialize_map(None)?.end() }
/// # }
/// # rt::object!(Ping);
/// # impl rt::Command for Ping { const NAME: &'static str = "ping"; type Reply = rt::Empty; }
/// let request = Request::new(&Ping {}).id(7);
/// assert_eq!(serde_json::to_string(&request)?, r#"{"execute":"ping","id":7}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Request<'c, C> {
    command: &'c C,
    id: Option<Value>,
    out_of_band: bool,
}

impl<'c, C: Command> Request<'c, C> {
    /// Creates the envelope of a command, without id, in band.
    #[must_use]
    pub fn new(command: &'c C) -> Self {
        Self {
            command,
            id: None,
            out_of_band: false,
        }
    }

    /// Sets the id, which the reply will repeat: any value, `null` included.
    #[must_use]
    pub fn id(mut self, id: impl Into<Value>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Requests to run the command out of band. The peer refuses it unless both
    /// [`Command::ALLOW_OOB`] is true and the capability was negotiated.
    #[must_use]
    pub fn out_of_band(mut self) -> Self {
        self.out_of_band = true;
        self
    }
}

impl<C: Command> Serialize for Request<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(
            if self.out_of_band {
                "exec-oob"
            } else {
                "execute"
            },
            C::NAME,
        )?;
        if write_branch(self.command, &mut Probe).is_err() {
            map.serialize_entry("arguments", self.command)?;
        }
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        map.end()
    }
}

/// A serializer that fails at the first member, to detect arguments.
struct Probe;

#[derive(Debug)]
struct Found;

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is a member")
    }
}

impl std::error::Error for Found {}

impl Error for Found {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl SerializeMap for Probe {
    type Ok = ();
    type Error = Found;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Found> {
        Err(Found)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Found> {
        Err(Found)
    }

    fn end(self) -> Result<(), Found> {
        Ok(())
    }
}
