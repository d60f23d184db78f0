//! The agent's report on the machine, compared with `/proc` and `/sys`. If a kernel or a container
//! lacks something, the agent must report that, too.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use qga_types::commands::{self, *};
use qga_types::{GuestCpuStatsBranch, GuestFsfreezeStatus, GuestIpAddressType};
use serde_json::json;

use super::peer::{Agent, Peer};

fn peer() -> (Agent, Peer) {
    let agent = Agent::start(&[]);
    let peer = agent.connect();
    (agent, peer)
}

/// Returns the content of a file, or `None` if it does not exist.
fn read(path: &str) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// Returns the numbers of a folder's entries with a prefix.
fn numbered(folder: &str, prefix: &str) -> BTreeSet<i64> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().into_string().unwrap_or_default());
    names
        .filter_map(|name| name.strip_prefix(prefix)?.parse().ok())
        .collect()
}

/// Checks that a command returns a reply if its file exists, and an error otherwise.
fn told<R>(file: &str, reply: Result<R, super::peer::Refusal>) -> Option<R> {
    match (Path::new(file).exists(), reply) {
        (true, reply) => Some(reply.unwrap_or_else(|refusal| panic!("{file}: {refusal}"))),
        (false, Err(refusal)) => {
            assert_eq!(refusal.class, "GenericError");
            assert!(refusal.desc.contains(&format!("{file}: ")), "{refusal}");
            eprintln!("{file} is not there, and the agent says so");
            None
        }
        (false, Ok(_)) => panic!("{file} is not there, and the agent knows what it says"),
    }
}

#[test]
fn the_agent_knows_what_it_can() {
    let (_agent, mut peer) = peer();
    let info = peer.call(&GuestInfo::new());
    let commands = info.supported_commands.expect("it lists them");
    let names: BTreeSet<&str> = commands.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names.len(), 28);
    assert!(
        (commands.iter()).all(|command| command.enabled && command.success_response == Some(true))
    );
    // All other commands of the schema are unknown to the agent.
    let schema = qga_schema::TEXT;
    let schema = schema
        .lines()
        .filter_map(|line| line.strip_prefix("{ 'command': '"));
    let schema: Vec<&str> = schema.filter_map(|line| line.split('\'').next()).collect();
    assert!(names.iter().all(|name| schema.contains(name)));
    let absent: Vec<&str> = schema
        .into_iter()
        .filter(|name| !names.contains(name))
        .collect();
    assert_eq!(absent.len(), 16, "{absent:?}");
    for name in absent {
        assert_eq!(
            peer.refused(&json!({"execute": name})).class,
            "CommandNotFound",
            "{name}"
        );
    }
}

#[test]
fn time_and_names() {
    let (_agent, mut peer) = peer();
    let now = || {
        i64::try_from(
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap()
                .as_micros(),
        )
        .unwrap()
            * 1000
    };
    let before = now();
    let time = peer.call(&GuestGetTime::new());
    assert!((before..=now()).contains(&time));
    let uname = |option: &str| {
        let output = std::process::Command::new("uname")
            .arg(option)
            .output()
            .expect("uname runs");
        String::from_utf8(output.stdout)
            .expect("UTF-8")
            .trim_end()
            .to_owned()
    };
    assert_eq!(peer.call(&GuestGetHostName::new()).host_name, uname("-n"));
    let info = peer.call(&GuestGetOsinfo::new());
    assert_eq!(info.kernel_release, Some(uname("-r")));
    assert_eq!(info.kernel_version, Some(uname("-v")));
    assert_eq!(info.machine, Some(uname("-m")));
    let release = read("/etc/os-release").unwrap_or_default();
    let id = release.lines().find_map(|line| line.strip_prefix("ID="));
    assert_eq!(info.id.as_deref(), id.map(|id| id.trim_matches('"')));
    for user in peer.call(&GuestGetUsers::new()) {
        assert!(
            !user.user.is_empty() && user.login_time * 1e9 <= now() as f64,
            "{user:?}"
        );
    }
}

#[test]
fn the_time_zone_is_that_of_the_environment() {
    let agent = Agent::start_with(&[], &[("TZ", "IST-5:30")]);
    let zone = agent.connect().call(&GuestGetTimezone::new());
    assert_eq!((zone.offset, zone.zone.as_deref()), (19_800, Some("IST")));
    // Otherwise it is that of the machine, as another program reports it.
    let (_agent, mut peer) = peer();
    let zone = peer.call(&GuestGetTimezone::new());
    let date = std::process::Command::new("date")
        .arg("+%:z %Z")
        .output()
        .expect("date runs");
    let date = String::from_utf8(date.stdout).expect("ASCII");
    let (sign, minutes) = (
        if zone.offset < 0 { '-' } else { '+' },
        zone.offset.abs() / 60,
    );
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let name = zone.zone.unwrap_or_default();
    assert_eq!(
        format!("{sign}{hours:02}:{minutes:02} {name}"),
        date.trim_end()
    );
}

#[test]
fn processors() {
    let (_agent, mut peer) = peer();
    let folder = "/sys/devices/system/cpu";
    if let Some(all) = told(folder, peer.try_call(&GuestGetVcpus::new())) {
        let numbers: BTreeSet<i64> = all.iter().map(|processor| processor.logical_id).collect();
        assert_eq!(numbers, numbered(folder, "cpu"));
        for processor in &all {
            let file = format!("{folder}/cpu{}/online", processor.logical_id);
            assert_eq!(processor.can_offline, Some(Path::new(&file).exists()));
            let online = read(&file).is_none_or(|online| online.trim_end() == "1");
            assert_eq!(processor.online, online);
        }
    }

    let before = read("/proc/stat").expect("Linux counts");
    let stats = told("/proc/stat", peer.try_call(&GuestGetCpustats::new())).expect("it is there");
    let after = read("/proc/stat").expect("Linux counts");
    let lines = |text: &str| -> Vec<(i64, u64)> {
        let lines = text.lines().filter_map(|line| {
            let mut fields = line.strip_prefix("cpu")?.split(' ');
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        });
        lines.collect()
    };
    let (before, after) = (lines(&before), lines(&after));
    assert_eq!(stats.len(), before.len());
    for ((stat, before), after) in stats.iter().zip(before).zip(after) {
        let GuestCpuStatsBranch::Linux(stat) = &stat.r#type else {
            panic!("{stat:?}")
        };
        assert_eq!((stat.cpu, stat.cpu), (before.0, after.0));
        // Ticks are 10 ms on all machines that run the tests.
        assert!(
            (before.1 * 10..=after.1 * 10).contains(&stat.user),
            "{stat:?}"
        );
    }

    if let Some(load) = told("/proc/loadavg", peer.try_call(&GuestGetLoad::new())) {
        assert!(load.load1m >= 0.0 && load.load5m >= 0.0 && load.load15m >= 0.0);
        let now = read("/proc/loadavg").expect("Linux counts");
        let fifteen: f64 = now
            .split(' ')
            .nth(2)
            .expect("three averages")
            .parse()
            .expect("a number");
        assert!((fifteen - load.load15m).abs() < 1.0, "{load:?} {now}");
    }
}

#[test]
fn memory() {
    let (_agent, mut peer) = peer();
    let folder = "/sys/devices/system/memory";
    let blocks = peer.call(&GuestGetMemoryBlocks::new());
    let numbers: BTreeSet<i64> = blocks.iter().map(|block| block.phys_index as i64).collect();
    assert_eq!(numbers, numbered(folder, "memory"));
    for block in &blocks {
        let state = read(&format!("{folder}/memory{}/state", block.phys_index));
        assert_eq!(
            state.map(|state| state.trim_end() == "online"),
            Some(block.online)
        );
    }
    let file = "/sys/devices/system/memory/block_size_bytes";
    if let Some(info) = told(file, peer.try_call(&GuestGetMemoryBlockInfo::new())) {
        assert_eq!(format!("{:x}", info.size), read(file).unwrap().trim_end());
    }
}

#[test]
fn network() {
    let (_agent, mut peer) = peer();
    let interfaces = peer.call(&GuestNetworkGetInterfaces::new());
    let lo = interfaces
        .iter()
        .find(|interface| interface.name == "lo")
        .expect("every machine has one");
    let local = lo.ip_addresses.as_deref().unwrap_or_default();
    assert!(local.iter().any(|address| {
        address.ip_address == "127.0.0.1"
            && address.ip_address_type == GuestIpAddressType::Ipv4
            && address.prefix == 8
    }));
    assert!(lo.statistics.is_some());
    for interface in &interfaces {
        let hardware = read(&format!("/sys/class/net/{}/address", interface.name));
        if let (Some(told), Some(hardware)) = (&interface.hardware_address, hardware) {
            assert_eq!(told, hardware.trim_end());
        }
        assert_eq!(
            interface.statistics.is_some(),
            interface.ip_addresses.is_some(),
            "{interface:?}"
        );
    }
    let told_six = interfaces
        .iter()
        .flat_map(|interface| interface.ip_addresses.as_deref().unwrap_or_default());
    let told_six: BTreeSet<String> = told_six
        .filter(|address| address.ip_address_type == GuestIpAddressType::Ipv6)
        .map(|address| format!("{} {}", address.ip_address, address.prefix))
        .collect();
    let six: BTreeSet<String> = read("/proc/net/if_inet6")
        .unwrap_or_default()
        .lines()
        .map(|line| {
            let mut fields = line.split_ascii_whitespace();
            let mut number = || u128::from_str_radix(fields.next().unwrap(), 16).unwrap();
            let address = std::net::Ipv6Addr::from(number());
            let (_, prefix) = (number(), number());
            format!("{address} {prefix}")
        })
        .collect();
    assert_eq!(told_six, six);

    let lines = |file: &str| read(file).map(|text| text.lines().count());
    let file = "/proc/net/ipv6_route";
    if let Some(routes) = told(file, peer.try_call(&GuestNetworkGetRoute::new())) {
        let of = |version| {
            routes
                .iter()
                .filter(|route| route.version == version)
                .count()
        };
        assert_eq!(Some(of(4)), lines("/proc/net/route").map(|count| count - 1));
        assert_eq!(Some(of(6)), lines(file));
        assert!(routes.is_sorted_by_key(|route| route.version));
    }
}

#[test]
fn disks_and_filesystems() {
    let (_agent, mut peer) = peer();
    let folder = "/sys/class/block";
    if let Some(disks) = told(folder, peer.try_call(&GuestGetDisks::new())) {
        let names: BTreeSet<String> = disks.iter().map(|disk| disk.name.clone()).collect();
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let sized = entries
            .filter(|path| read(&format!("{}/size", path.display())).is_some_and(|s| s != "0\n"));
        let expected: BTreeSet<String> = sized
            .map(|path| {
                format!(
                    "/dev/{}",
                    path.file_name()
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('!', "/")
                )
            })
            .collect();
        assert_eq!(names, expected);
        for disk in disks {
            let name = disk.name.trim_start_matches("/dev/").replace('/', "!");
            assert_eq!(
                disk.partition,
                Path::new(&format!("{folder}/{name}/partition")).exists()
            );
            let whole = disk.dependencies.unwrap_or_default();
            assert!(!disk.partition || whole.len() == 1, "{whole:?}");
        }
    }
    if let Some(stats) = told("/proc/diskstats", peer.try_call(&GuestGetDiskstats::new())) {
        let text = read("/proc/diskstats").unwrap();
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split_ascii_whitespace().nth(2))
            .collect();
        let told: Vec<&str> = stats.iter().map(|stat| stat.name.as_str()).collect();
        assert_eq!(told, names);
    }
    let mounts = read("/proc/self/mountinfo").expect("Linux has mounts");
    let filesystems = peer.call(&GuestGetFsinfo::new());
    for filesystem in &filesystems {
        let place = format!("{} ", filesystem.mountpoint.replace(' ', "\\040"));
        let mut lines = mounts.lines();
        let line = lines.find(|line| {
            line.splitn(5, ' ')
                .nth(4)
                .is_some_and(|at| at.starts_with(&place))
        });
        let line = line.expect("it is mounted");
        assert!(
            line.contains(&format!(" - {} /", filesystem.r#type)),
            "{line}"
        );
        assert!(filesystem.used_bytes <= filesystem.total_bytes);
        assert!(filesystem.total_bytes <= filesystem.total_bytes_privileged);
    }
    // The root folder of a container may be without a device.
    let root = mounts
        .lines()
        .find(|line| line.contains(" / / rw") && line.contains(" - ext4 /dev/"));
    let told_root = filesystems
        .iter()
        .any(|filesystem| filesystem.mountpoint == "/");
    assert!(root.is_none() || told_root);
}

#[test]
fn a_freeze_by_another_agent_is_known() {
    let (agent, mut peer) = peer();
    let status = commands::GuestFsfreezeStatus::new();
    assert_eq!(peer.call(&status), GuestFsfreezeStatus::Thawed);
    fs::write(agent.file("qga.state.isfrozen"), "").expect("it is written");
    assert_eq!(peer.call(&status), GuestFsfreezeStatus::Frozen);
}
