//! Calls the function of each command of the protocol.

use std::path::Path;
use std::sync::Arc;

use qapi_wire::message::RemoteError;
use qapi_wire::new;
use qapi_wire::server::{CommandInfo, CommandTable as _, Lists, Permit};
use qga_types::commands::*;
use qga_types::{self as types, GuestAgentCommandInfo, GuestAgentInfo};

use crate::command::exec::Processes;
use crate::command::file::Files;
use crate::command::{
    clock, cpu, disk, filesystem, freeze, host, memory, network, os, route, statistics, timezone,
    user,
};
use crate::configuration::Configuration;
use crate::log::Log;
use crate::system::Root;
use crate::table::server::{Server, ServerCommands};

/// The agent. Each connection has a copy of this handle.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    shared: Arc<Shared>,
}

/// The state that all connections share: files and processes belong to the agent, not to a client.
#[derive(Debug)]
struct Shared {
    configuration: Configuration,
    lists: Lists,
    root: Root,
    files: Files,
    processes: Processes,
    log: Arc<Log>,
}

type Reply<T> = Result<T, RemoteError>;

impl Agent {
    /// Creates the agent of this machine.
    pub(crate) fn new(configuration: Configuration, log: Arc<Log>) -> Self {
        let names = Configuration::names;
        let mut lists = Lists::default().block(names(&configuration.block_rpcs));
        if !configuration.allow_rpcs.is_empty() {
            lists = lists.allow(names(&configuration.allow_rpcs));
        }
        let shared = Shared {
            lists,
            root: Root::of_the_machine(),
            files: Files::new(Path::new(&configuration.statedir)),
            processes: Processes::default(),
            configuration,
            log,
        };
        let shared = Arc::new(shared);
        Self { shared }
    }

    /// Returns the names of all commands.
    pub(crate) fn commands() -> impl Iterator<Item = &'static str> {
        ServerCommands::COMMANDS.iter().map(|command| command.name)
    }
}

impl Permit for Agent {
    fn permit(&self, command: &'static CommandInfo) -> Reply<()> {
        let permit = self.shared.lists.permit(command);
        match &permit {
            Ok(()) => self.shared.log.debug(command.name),
            Err(refusal) => self.shared.log.debug(&refusal.desc),
        }
        permit
    }
}

impl Server for Agent {
    fn guest_sync_delimited(&mut self, arguments: GuestSyncDelimited) -> Reply<i64> {
        Ok(arguments.id)
    }

    fn guest_sync(&mut self, arguments: GuestSync) -> Reply<i64> {
        Ok(arguments.id)
    }

    fn guest_ping(&mut self, _: GuestPing) -> Reply<()> {
        Ok(())
    }

    fn guest_info(&mut self, _: GuestInfo) -> Reply<GuestAgentInfo> {
        let commands = ServerCommands::COMMANDS.iter().map(|command| {
            let enabled = self.shared.lists.permit(command).is_ok();
            new!(GuestAgentCommandInfo {
                name: command.name,
                enabled,
                success_response: command.success_response
            })
        });
        let release = self.shared.configuration.release();
        Ok(GuestAgentInfo::new(release).with_supported_commands(commands.collect()))
    }

    fn guest_get_time(&mut self, _: GuestGetTime) -> Reply<i64> {
        Ok(clock::time()?)
    }

    fn guest_file_open(&mut self, arguments: GuestFileOpen) -> Reply<i64> {
        Ok(self.shared.files.open(&arguments)?)
    }

    fn guest_file_close(&mut self, arguments: GuestFileClose) -> Reply<()> {
        Ok(self.shared.files.close(arguments.handle)?)
    }

    fn guest_file_read(&mut self, arguments: GuestFileRead) -> Reply<types::GuestFileRead> {
        Ok(self.shared.files.read(&arguments)?)
    }

    fn guest_file_write(&mut self, arguments: GuestFileWrite) -> Reply<types::GuestFileWrite> {
        Ok(self.shared.files.write(&arguments)?)
    }

    fn guest_file_seek(&mut self, arguments: GuestFileSeek) -> Reply<types::GuestFileSeek> {
        Ok(self.shared.files.seek(&arguments)?)
    }

    fn guest_file_flush(&mut self, arguments: GuestFileFlush) -> Reply<()> {
        Ok(self.shared.files.flush(arguments.handle)?)
    }

    fn guest_exec(&mut self, arguments: GuestExec) -> Reply<types::GuestExec> {
        Ok(self.shared.processes.start(arguments)?)
    }

    fn guest_exec_status(&mut self, arguments: GuestExecStatus) -> Reply<types::GuestExecStatus> {
        Ok(self.shared.processes.status(arguments.pid)?)
    }

    fn guest_fsfreeze_status(
        &mut self,
        _: GuestFsfreezeStatus,
    ) -> Reply<types::GuestFsfreezeStatus> {
        Ok(freeze::status(Path::new(
            &self.shared.configuration.statedir,
        )))
    }

    fn guest_network_get_interfaces(
        &mut self,
        _: GuestNetworkGetInterfaces,
    ) -> Reply<Vec<types::GuestNetworkInterface>> {
        Ok(network::interfaces(&self.shared.root)?)
    }

    fn guest_network_get_route(
        &mut self,
        _: GuestNetworkGetRoute,
    ) -> Reply<Vec<types::GuestNetworkRoute>> {
        Ok(route::routes(&self.shared.root)?)
    }

    fn guest_get_vcpus(&mut self, _: GuestGetVcpus) -> Reply<Vec<types::GuestLogicalProcessor>> {
        Ok(cpu::processors(&self.shared.root)?)
    }

    fn guest_get_cpustats(&mut self, _: GuestGetCpustats) -> Reply<Vec<types::GuestCpuStats>> {
        Ok(statistics::processors(&self.shared.root)?)
    }

    fn guest_get_load(&mut self, _: GuestGetLoad) -> Reply<types::GuestLoadAverage> {
        Ok(statistics::load(&self.shared.root)?)
    }

    fn guest_get_memory_blocks(
        &mut self,
        _: GuestGetMemoryBlocks,
    ) -> Reply<Vec<types::GuestMemoryBlock>> {
        Ok(memory::blocks(&self.shared.root)?)
    }

    fn guest_get_memory_block_info(
        &mut self,
        _: GuestGetMemoryBlockInfo,
    ) -> Reply<types::GuestMemoryBlockInfo> {
        Ok(memory::block_info(&self.shared.root)?)
    }

    fn guest_get_fsinfo(&mut self, _: GuestGetFsinfo) -> Reply<Vec<types::GuestFilesystemInfo>> {
        Ok(filesystem::filesystems(&self.shared.root)?)
    }

    fn guest_get_disks(&mut self, _: GuestGetDisks) -> Reply<Vec<types::GuestDiskInfo>> {
        Ok(disk::disks(&self.shared.root)?)
    }

    fn guest_get_diskstats(
        &mut self,
        _: GuestGetDiskstats,
    ) -> Reply<Vec<types::GuestDiskStatsInfo>> {
        Ok(statistics::disks(&self.shared.root)?)
    }

    fn guest_get_host_name(&mut self, _: GuestGetHostName) -> Reply<types::GuestHostName> {
        Ok(host::host_name()?)
    }

    fn guest_get_users(&mut self, _: GuestGetUsers) -> Reply<Vec<types::GuestUser>> {
        Ok(user::users(&self.shared.root))
    }

    fn guest_get_timezone(&mut self, _: GuestGetTimezone) -> Reply<types::GuestTimezone> {
        Ok(timezone::timezone()?)
    }

    fn guest_get_osinfo(&mut self, _: GuestGetOsinfo) -> Reply<types::GuestOSInfo> {
        Ok(os::os_info()?)
    }
}
