//! The commands of this agent, and how they are called: a trait with a method a command.

use std::io;

use qapi_wire::Empty;
use qapi_wire::message::RemoteError;
use qapi_wire::server::{Call, CommandInfo, CommandTable, Commands, Outcome};
use qga_types as types;
use qga_types::commands::*;

type Reply<T> = Result<T, RemoteError>;

/// What an agent does.
pub(crate) trait Server {
    /// `guest-sync-delimited`.
    fn guest_sync_delimited(&mut self, arguments: GuestSyncDelimited) -> Reply<i64>;
    /// `guest-sync`.
    fn guest_sync(&mut self, arguments: GuestSync) -> Reply<i64>;
    /// `guest-ping`.
    fn guest_ping(&mut self, arguments: GuestPing) -> Reply<()>;
    /// `guest-get-time`.
    fn guest_get_time(&mut self, arguments: GuestGetTime) -> Reply<i64>;
    /// `guest-info`.
    fn guest_info(&mut self, arguments: GuestInfo) -> Reply<types::GuestAgentInfo>;
    /// `guest-file-open`.
    fn guest_file_open(&mut self, arguments: GuestFileOpen) -> Reply<i64>;
    /// `guest-file-close`.
    fn guest_file_close(&mut self, arguments: GuestFileClose) -> Reply<()>;
    /// `guest-file-read`.
    fn guest_file_read(&mut self, arguments: GuestFileRead) -> Reply<types::GuestFileRead>;
    /// `guest-file-write`.
    fn guest_file_write(&mut self, arguments: GuestFileWrite) -> Reply<types::GuestFileWrite>;
    /// `guest-file-seek`.
    fn guest_file_seek(&mut self, arguments: GuestFileSeek) -> Reply<types::GuestFileSeek>;
    /// `guest-file-flush`.
    fn guest_file_flush(&mut self, arguments: GuestFileFlush) -> Reply<()>;
    /// `guest-fsfreeze-status`.
    fn guest_fsfreeze_status(
        &mut self,
        arguments: GuestFsfreezeStatus,
    ) -> Reply<types::GuestFsfreezeStatus>;
    /// `guest-network-get-interfaces`.
    fn guest_network_get_interfaces(
        &mut self,
        arguments: GuestNetworkGetInterfaces,
    ) -> Reply<Vec<types::GuestNetworkInterface>>;
    /// `guest-get-vcpus`.
    fn guest_get_vcpus(
        &mut self,
        arguments: GuestGetVcpus,
    ) -> Reply<Vec<types::GuestLogicalProcessor>>;
    /// `guest-get-disks`.
    fn guest_get_disks(&mut self, arguments: GuestGetDisks) -> Reply<Vec<types::GuestDiskInfo>>;
    /// `guest-get-fsinfo`.
    fn guest_get_fsinfo(
        &mut self,
        arguments: GuestGetFsinfo,
    ) -> Reply<Vec<types::GuestFilesystemInfo>>;
    /// `guest-get-memory-blocks`.
    fn guest_get_memory_blocks(
        &mut self,
        arguments: GuestGetMemoryBlocks,
    ) -> Reply<Vec<types::GuestMemoryBlock>>;
    /// `guest-get-memory-block-info`.
    fn guest_get_memory_block_info(
        &mut self,
        arguments: GuestGetMemoryBlockInfo,
    ) -> Reply<types::GuestMemoryBlockInfo>;
    /// `guest-exec-status`.
    fn guest_exec_status(&mut self, arguments: GuestExecStatus) -> Reply<types::GuestExecStatus>;
    /// `guest-exec`.
    fn guest_exec(&mut self, arguments: GuestExec) -> Reply<types::GuestExec>;
    /// `guest-get-host-name`.
    fn guest_get_host_name(&mut self, arguments: GuestGetHostName) -> Reply<types::GuestHostName>;
    /// `guest-get-users`.
    fn guest_get_users(&mut self, arguments: GuestGetUsers) -> Reply<Vec<types::GuestUser>>;
    /// `guest-get-timezone`.
    fn guest_get_timezone(&mut self, arguments: GuestGetTimezone) -> Reply<types::GuestTimezone>;
    /// `guest-get-osinfo`.
    fn guest_get_osinfo(&mut self, arguments: GuestGetOsinfo) -> Reply<types::GuestOSInfo>;
    /// `guest-get-diskstats`.
    fn guest_get_diskstats(
        &mut self,
        arguments: GuestGetDiskstats,
    ) -> Reply<Vec<types::GuestDiskStatsInfo>>;
    /// `guest-get-cpustats`.
    fn guest_get_cpustats(
        &mut self,
        arguments: GuestGetCpustats,
    ) -> Reply<Vec<types::GuestCpuStats>>;
    /// `guest-get-load`.
    fn guest_get_load(&mut self, arguments: GuestGetLoad) -> Reply<types::GuestLoadAverage>;
    /// `guest-network-get-route`.
    fn guest_network_get_route(
        &mut self,
        arguments: GuestNetworkGetRoute,
    ) -> Reply<Vec<types::GuestNetworkRoute>>;
}

/// The table of the commands of a [`Server`].
#[derive(Debug)]
pub(crate) enum ServerCommands {}

impl CommandTable for ServerCommands {
    const COMMANDS: &'static [CommandInfo] = &[
        CommandInfo {
            delimited: true,
            ..CommandInfo::new("guest-sync-delimited")
        },
        CommandInfo::new("guest-sync"),
        CommandInfo::new("guest-ping"),
        CommandInfo::new("guest-get-time"),
        CommandInfo::new("guest-info"),
        CommandInfo::new("guest-file-open"),
        CommandInfo::new("guest-file-close"),
        CommandInfo::new("guest-file-read"),
        CommandInfo::new("guest-file-write"),
        CommandInfo::new("guest-file-seek"),
        CommandInfo::new("guest-file-flush"),
        CommandInfo::new("guest-fsfreeze-status"),
        CommandInfo::new("guest-network-get-interfaces"),
        CommandInfo::new("guest-get-vcpus"),
        CommandInfo::new("guest-get-disks"),
        CommandInfo::new("guest-get-fsinfo"),
        CommandInfo::new("guest-get-memory-blocks"),
        CommandInfo::new("guest-get-memory-block-info"),
        CommandInfo::new("guest-exec-status"),
        CommandInfo::new("guest-exec"),
        CommandInfo::new("guest-get-host-name"),
        CommandInfo::new("guest-get-users"),
        CommandInfo::new("guest-get-timezone"),
        CommandInfo::new("guest-get-osinfo"),
        CommandInfo::new("guest-get-diskstats"),
        CommandInfo::new("guest-get-cpustats"),
        CommandInfo::new("guest-get-load"),
        CommandInfo::new("guest-network-get-route"),
    ];
}

impl<S: Server> Commands<S> for ServerCommands {
    fn run(server: &mut S, index: usize, call: Call<'_>) -> io::Result<Outcome> {
        match index {
            0 => call.run(|arguments: GuestSyncDelimited| server.guest_sync_delimited(arguments)),
            1 => call.run(|arguments: GuestSync| server.guest_sync(arguments)),
            2 => call.run(|arguments: GuestPing| server.guest_ping(arguments).map(|()| Empty {})),
            3 => call.run(|arguments: GuestGetTime| server.guest_get_time(arguments)),
            4 => call.run(|arguments: GuestInfo| server.guest_info(arguments)),
            5 => call.run(|arguments: GuestFileOpen| server.guest_file_open(arguments)),
            6 => call.run(|arguments: GuestFileClose| {
                server.guest_file_close(arguments).map(|()| Empty {})
            }),
            7 => call.run(|arguments: GuestFileRead| server.guest_file_read(arguments)),
            8 => call.run(|arguments: GuestFileWrite| server.guest_file_write(arguments)),
            9 => call.run(|arguments: GuestFileSeek| server.guest_file_seek(arguments)),
            10 => call.run(|arguments: GuestFileFlush| {
                server.guest_file_flush(arguments).map(|()| Empty {})
            }),
            11 => {
                call.run(|arguments: GuestFsfreezeStatus| server.guest_fsfreeze_status(arguments))
            }
            12 => call.run(|arguments: GuestNetworkGetInterfaces| {
                server.guest_network_get_interfaces(arguments)
            }),
            13 => call.run(|arguments: GuestGetVcpus| server.guest_get_vcpus(arguments)),
            14 => call.run(|arguments: GuestGetDisks| server.guest_get_disks(arguments)),
            15 => call.run(|arguments: GuestGetFsinfo| server.guest_get_fsinfo(arguments)),
            16 => call
                .run(|arguments: GuestGetMemoryBlocks| server.guest_get_memory_blocks(arguments)),
            17 => call.run(|arguments: GuestGetMemoryBlockInfo| {
                server.guest_get_memory_block_info(arguments)
            }),
            18 => call.run(|arguments: GuestExecStatus| server.guest_exec_status(arguments)),
            19 => call.run(|arguments: GuestExec| server.guest_exec(arguments)),
            20 => call.run(|arguments: GuestGetHostName| server.guest_get_host_name(arguments)),
            21 => call.run(|arguments: GuestGetUsers| server.guest_get_users(arguments)),
            22 => call.run(|arguments: GuestGetTimezone| server.guest_get_timezone(arguments)),
            23 => call.run(|arguments: GuestGetOsinfo| server.guest_get_osinfo(arguments)),
            24 => call.run(|arguments: GuestGetDiskstats| server.guest_get_diskstats(arguments)),
            25 => call.run(|arguments: GuestGetCpustats| server.guest_get_cpustats(arguments)),
            26 => call.run(|arguments: GuestGetLoad| server.guest_get_load(arguments)),
            _ => call
                .run(|arguments: GuestNetworkGetRoute| server.guest_network_get_route(arguments)),
        }
    }
}
