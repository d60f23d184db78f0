//! The commands:
//!
//! ```text
//! { 'struct': 'Part', 'data': { 'index': 'int', '*on': 'bool' } }
//! { 'command': 'ping' }
//! { 'command': 'sync', 'data': { 'id': 'int' }, 'returns': 'int' }              # configured as delimited
//! { 'command': 'halt', 'data': { '*fail': 'bool' }, 'success-response': false }
//! { 'command': 'set', 'data': { 'parts': ['Part'], '*mask': 'uint64', '*small': 'uint8' }, 'returns': 'uint64' }
//! { 'command': 'read', 'data': { 'count': 'int' }, 'returns': 'str' }            # configured as bytes
//! { 'command': 'any', 'data': { 'value': 'any' }, 'returns': 'any' , 'allow-oob': true }
//! ```

use std::io;

use qapi_wire::rt;
use qapi_wire::server::{
    AsyncCommands, Call, CommandInfo, CommandTable, Commands, Lists, Outcome, Permit, RemoteError,
};

/// Defines a struct of members, its object, and its command if it is one.
macro_rules! object {
    ($type:ident $name:literal { $($slot:ident $member:ident: $ty:ty $(= $unwrap:ident)?),* } $optional:literal
        $(-> $reply:ty)?) => {
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $type { $(pub(crate) $member: $ty),* }
        impl rt::Object for $type {
            const TABLE: &'static rt::Table =
                &rt::Table { name: $name, names: &[$(stringify!($member)),*], optional: &[$optional] };
            type Members = rt::ByHand;
            fn made(members: Self::Members) -> Self {
                match members {}
            }
            fn read<I: rt::Input>(input: I) -> Result<Self, I::Error> {
                $(let mut $slot = None;)*
                rt::Input::read(input, Self::TABLE, &mut ($(&mut $slot,)*))?;
                $($(let $unwrap = $slot; let Some($slot) = $unwrap else { return Err(rt::lost()) };)?)*
                Ok(Self { $($member: $slot),* })
            }
        }
        impl rt::Serialize for $type {
            fn serialize<S: rt::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                rt::SerializeMap::end(out.serialize_map(None)?)
            }
        }
        rt::object!($type);
        $(impl rt::Command for $type {
            const NAME: &'static str = $name;
            type Reply = $reply;
        })?
    };
}

object!(Part "Part" { m0 index: i64 = m, m1 on: Option<bool> } 0b10);
object!(Ping "ping" {} 0 -> rt::Empty);
object!(Sync "sync" { m0 id: i64 = m } 0 -> i64);
object!(Halt "halt" { m0 fail: Option<bool> } 1 -> rt::Empty);
object!(Set "set" { m0 parts: Vec<Part> = m, m1 mask: Option<u64>, m2 small: Option<u8> } 0b110 -> u64);
object!(Read "read" { m0 count: i64 = m } 0 -> rt::Bytes);
object!(Any "any" { m0 value: rt::Value = m } 0 -> rt::Value);

#[derive(Default)]
pub(crate) struct Agent {
    pub(crate) lists: Lists,
    /// The number of commands that have run.
    pub(crate) count: usize,
}

impl Permit for Agent {
    fn permit(&self, command: &'static CommandInfo) -> Result<(), RemoteError> {
        self.lists.permit(command)
    }
}

type Reply<T> = Result<T, RemoteError>;

impl Agent {
    fn ping(&mut self, _: Ping) -> Reply<()> {
        self.count += 1;
        Ok(())
    }
    fn sync(&mut self, sync: Sync) -> Reply<i64> {
        Ok(sync.id)
    }
    fn halt(&mut self, halt: Halt) -> Reply<()> {
        match halt.fail {
            Some(true) => Err(RemoteError::generic("no power \u{e9}")),
            _ => Ok(()),
        }
    }
    fn set(&mut self, set: Set) -> Reply<u64> {
        Ok(set.mask.unwrap_or(set.parts.len() as u64))
    }
    fn read(&mut self, read: Read) -> Reply<rt::Bytes> {
        Ok(vec![0xFB; usize::try_from(read.count).unwrap_or(0)].into())
    }
    fn any(&mut self, any: Any) -> Reply<rt::Value> {
        Ok(any.value)
    }
}

pub(crate) enum Table {}

impl CommandTable for Table {
    const COMMANDS: &'static [CommandInfo] = &[
        CommandInfo::new("ping"),
        CommandInfo {
            delimited: true,
            ..CommandInfo::new("sync")
        },
        CommandInfo {
            success_response: false,
            ..CommandInfo::new("halt")
        },
        CommandInfo::new("set"),
        CommandInfo::new("read"),
        CommandInfo {
            allow_oob: true,
            ..CommandInfo::new("any")
        },
    ];
}

impl Commands<Agent> for Table {
    fn run(server: &mut Agent, index: usize, call: Call<'_>) -> io::Result<Outcome> {
        match index {
            0 => call.run(|ping| server.ping(ping).map(|()| rt::Empty {})),
            1 => call.run(|sync| server.sync(sync)),
            2 => call.run(|halt| server.halt(halt).map(|()| rt::Empty {})),
            3 => call.run(|set| server.set(set)),
            4 => call.run(|read| server.read(read)),
            _ => call.run(|any| server.any(any)),
        }
    }
}

impl AsyncCommands<Agent> for Table {
    async fn run(server: &mut Agent, index: usize, call: Call<'_>) -> io::Result<Outcome> {
        match index {
            0 => {
                call.run_async(async |ping| server.ping(ping).map(|()| rt::Empty {}))
                    .await
            }
            _ => call.run_async(async |sync| server.sync(sync)).await,
        }
    }
}
