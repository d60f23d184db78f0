//! Types of the machine protocol by the names of messages, for each recorded release of QEMU whose
//! schema is available.

use qapi_wire::message::{EventMessage, Incoming, Request, decode_response};
use qapi_wire::rt::Deserialize;
use qapi_wire::{Branches, Command, Mode, decode};

/// Decodes a message and encodes it again. The error describes the failure and its place.
pub type Again = fn(&str, Mode) -> Result<String, String>;

/// The types of a release.
#[derive(Debug)]
pub struct Release {
    /// The name of the release, such as `7.2`.
    pub name: &'static str,
    commands: &'static [CommandTypes],
    /// Decodes and encodes events.
    pub event: Again,
}

/// The types of a command.
#[derive(Debug)]
pub struct CommandTypes {
    name: &'static str,
    /// Decodes and encodes requests with their arguments.
    pub request: Again,
    /// Decodes and encodes replies.
    pub reply: Again,
}

impl Release {
    /// Returns the types of a command, or `None` if the schema does not define it.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&'static CommandTypes> {
        self.commands.iter().find(|command| command.name == name)
    }
}

macro_rules! releases {
    ($($name:literal $module:ident { $($command:ident)* })*) => {
        $(
            #[allow(deprecated, missing_docs)]
            mod $module {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".rs"));
            }
        )*

        /// The releases whose schema was available at compile time.
        #[allow(deprecated)]
        pub const RELEASES: &[Release] = &[$(Release {
            name: $name,
            commands: &[$(CommandTypes {
                name: <$module::commands::$command as Command>::NAME,
                request: request::<$module::commands::$command>,
                reply: reply::<$module::commands::$command>,
            }),*],
            event: event::<$module::events::Event>,
        }),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/releases.rs"));

fn request<C: Command + for<'de> Deserialize<'de>>(
    text: &str,
    mode: Mode,
) -> Result<String, String> {
    let incoming = Incoming::decode(text.as_bytes()).map_err(|error| error.to_string())?;
    let command: C = incoming
        .arguments(mode)
        .map_err(|error| error.to_string())?;
    let mut request = Request::new(&command);
    if let Some(id) = incoming.id() {
        request = request.id(id);
    }
    if incoming.is_out_of_band() {
        request = request.out_of_band();
    }
    serde_json::to_string(&request).map_err(|error| error.to_string())
}

fn reply<C: Command>(text: &str, mode: Mode) -> Result<String, String> {
    let response =
        decode_response::<C>(text.as_bytes(), mode).map_err(|error| error.to_string())?;
    serde_json::to_string(&response).map_err(|error| error.to_string())
}

fn event<E: Branches>(text: &str, mode: Mode) -> Result<String, String> {
    let message: EventMessage<E> =
        decode(text.as_bytes(), mode).map_err(|error| error.to_string())?;
    serde_json::to_string(&message).map_err(|error| error.to_string())
}
