//! Says hello to a QEMU, asks what it can do, and has it quit: `qmp-hello SOCKET`.
#![allow(
    clippy::print_stdout,
    reason = "a command-line program speaks to its user"
)]

mod connection;

mod qmp {
    include!(concat!(env!("OUT_DIR"), "/qmp.rs"));
}

use std::path::Path;

use qapi_wire::introspect::Introspection;
use qapi_wire::message::ErrorClass;
use qapi_wire::{Mode, decode_value};

use connection::{Connection, Error};
use qmp::client::Commands as _;
use qmp::commands::{DeviceDel, QueryYank};
use qmp::events::{Event, Shutdown};
use qmp::{ShutdownCause, VersionInfo, YankInstanceBranch};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let socket = std::env::args_os()
        .nth(1)
        .ok_or("usage: qmp-hello SOCKET")?;
    hello(Path::new(&socket))?;
    Ok(())
}

fn hello(socket: &Path) -> Result<(), Error> {
    // The handshake: QEMU greets, and capabilities are negotiated.
    let (mut qemu, greeting) = Connection::open(socket)?;
    let greeted: VersionInfo = decode_value(&greeting.version, Mode::Lenient)?;
    println!("greeting: QEMU {}", number(&greeted));

    // A command without arguments, and its reply.
    let version = qemu.query_version()?;
    println!("version: {} ({})", number(&version), version.package);
    let commands = qemu.query_commands()?;
    let has_stop = commands.iter().any(|command| command.name == "stop");
    println!(
        "commands: more than 100: {}, stop: {has_stop}",
        commands.len() > 100
    );

    // What this QEMU supports, whatever its version says.
    let peer = Introspection::new(&qemu.query_qmp_schema()?)?;
    println!("query-yank: {}", peer.supports::<QueryYank>());
    println!("its member id: {}", peer.supports_reply::<QueryYank>("id"));
    println!("SHUTDOWN: {}", peer.supports_event::<Shutdown>());
    println!(
        "device_del's force: {}",
        peer.supports_argument::<DeviceDel>("force")
    );
    let remove = DeviceDel::new("no-such-device");
    peer.accepts(&remove)?;

    // An error: its class is for programs, its description for people.
    match qemu.device_del(remove) {
        Err(Error::Refused(error)) if error.class == ErrorClass::DeviceNotFound => {
            println!("error: {error}");
        }
        other => println!("something else: {other:?}"),
    }

    // A command that overtakes others, where QEMU has agreed to that.
    if peer.supports_out_of_band::<QueryYank>() {
        for instance in qemu.execute_out_of_band(&QueryYank::new())? {
            if let YankInstanceBranch::Chardev(chardev) = instance.r#type {
                println!("out of band: the character device {}", chardev.id);
            }
        }
    }

    // Events come when they come.
    qemu.stop()?;
    let stopped = qemu.event()?;
    println!(
        "event: stopped: {}",
        matches!(stopped.event, Event::Stop(_))
    );
    qemu.quit()?;
    if let Event::Shutdown(shutdown) = qemu.event()?.event {
        let quit = shutdown.reason == ShutdownCause::HostQmpQuit;
        println!(
            "event: down, by quit: {quit}, by the guest: {}",
            shutdown.guest
        );
    }
    Ok(())
}

fn number(version: &VersionInfo) -> String {
    let triple = &version.qemu;
    format!("{}.{}.{}", triple.major, triple.minor, triple.micro)
}
