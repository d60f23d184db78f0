//! Reports on the agent and the guest, as JSON and as tables.

use std::time::Duration;

use indicatif::BinaryBytes;
use qga_client::types::{
    GuestAgentInfo, GuestFilesystemInfo, GuestIpAddress, GuestNetworkInterface, GuestOSInfo,
};
use serde_json::{json, to_value};

use crate::output::{Failure, Output};
use crate::table::Table;

pub(crate) fn ping(took: Duration, output: &Output) -> Result<(), Failure> {
    let milliseconds = (took.as_secs_f64() * 1e5).round() / 100.0;
    output.reply(&json!({ "milliseconds": milliseconds }), || {
        let mut table = Table::default();
        table.row([format!("the agent answers in {milliseconds} ms")]);
        table
    })?;
    Ok(())
}

pub(crate) fn info(info: &GuestAgentInfo, output: &Output) -> Result<(), Failure> {
    output.reply(&to_value(info)?, || {
        let mut table = Table::new(["AGENT", &info.version]);
        let Some(commands) = &info.supported_commands else {
            return table;
        };
        let mut commands: Vec<_> = commands.iter().collect();
        commands.sort_by_key(|command| (!command.enabled, &*command.name));
        table.row(["COMMAND", "STATE"].map(str::to_owned));
        for command in commands {
            let state = match (command.enabled, command.success_response) {
                (false, _) => "disabled",
                (true, Some(false)) => "silent on success",
                (true, _) => "",
            };
            table.row([command.name.clone(), state.to_owned()]);
        }
        table
    })?;
    Ok(())
}

pub(crate) fn interfaces(
    interfaces: &[GuestNetworkInterface],
    output: &Output,
) -> Result<(), Failure> {
    let address = |it: &GuestIpAddress| format!("{}/{}", it.ip_address, it.prefix);
    output.reply(&to_value(interfaces)?, || {
        let mut table = Table::new(["NAME", "HARDWARE", "RECEIVED", "SENT", "ADDRESSES"]);
        for interface in interfaces {
            let addresses = interface.ip_addresses.iter().flatten().map(address);
            let mut addresses = addresses.collect::<Vec<_>>().into_iter();
            let statistics = interface.statistics.as_ref();
            table.row([
                interface.name.clone(),
                interface.hardware_address.clone().unwrap_or_default(),
                statistics.map_or_else(String::new, |it| bytes(it.rx_bytes)),
                statistics.map_or_else(String::new, |it| bytes(it.tx_bytes)),
                addresses.next().unwrap_or_default(),
            ]);
            for address in addresses {
                let none = String::new;
                table.row([none(), none(), none(), none(), address]);
            }
        }
        table
    })?;
    Ok(())
}

pub(crate) fn filesystems(
    filesystems: &[GuestFilesystemInfo],
    output: &Output,
) -> Result<(), Failure> {
    output.reply(&to_value(filesystems)?, || {
        let mut table = Table::new(["MOUNTED ON", "TYPE", "SIZE", "USED", "", "DEVICE", "DISKS"]);
        for filesystem in filesystems {
            let (used, total) = (filesystem.used_bytes, filesystem.total_bytes);
            let share = match (used, total) {
                (Some(used), Some(total @ 1..)) => {
                    format!("{}%", u128::from(used) * 100 / u128::from(total))
                }
                _ => String::new(),
            };
            let disks = filesystem
                .disk
                .iter()
                .filter_map(|disk| disk.dev.as_deref());
            table.row([
                filesystem.mountpoint.clone(),
                filesystem.r#type.clone(),
                total.map_or_else(String::new, bytes),
                used.map_or_else(String::new, bytes),
                share,
                filesystem.name.clone(),
                disks.collect::<Vec<_>>().join(" "),
            ]);
        }
        table
    })?;
    Ok(())
}

pub(crate) fn system(system: &GuestOSInfo, output: &Output) -> Result<(), Failure> {
    let json = to_value(system)?;
    output.reply(&json, || {
        let mut table = Table::default();
        let members = json.as_object().into_iter().flatten();
        for (name, value) in members {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            table.row([name.clone(), text]);
        }
        table
    })?;
    Ok(())
}

fn bytes(count: u64) -> String {
    BinaryBytes(count).to_string()
}
