//! Prints a guest's system, runs a process there, and writes a file. To run it:
//! `cargo run --example guest -- ADDRESS`.
#![allow(clippy::print_stdout, reason = "an example speaks to its user")]

use qga_client::types::commands::GuestFileOpen;
use qga_client::{Address, Client, Commands as _, Error, ErrorClass, Process};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("usage: guest ADDRESS")?;
    let address: Address = address.parse()?;

    // Connecting syncs: the agent answers, and replies to earlier clients are skipped.
    let mut client = Client::connect(&address)?;

    // Each command has a method with a typed reply.
    let system = client.guest_get_osinfo()?;
    println!("{}", system.pretty_name.as_deref().unwrap_or("unknown"));

    // A method takes the command with its arguments, or the only mandatory argument.
    let handle = client.guest_file_open(GuestFileOpen::new("/etc/hostname").with_mode("r"))?;
    client.guest_file_close(handle)?;

    // Running a process takes several commands.
    let outcome = client.run(&Process::new("uname").arg("-r"))?;
    print!("{}", String::from_utf8_lossy(&outcome.stdout));
    client.write_file("/tmp/hello", "hello\n")?;
    assert_eq!(client.read_file("/tmp/hello")?, b"hello\n");

    // Agents differ: ask for a command, or match the class of the error.
    if client.supports("guest-get-load")? {
        println!("load: {}", client.guest_get_load()?.load1m);
    }
    match client.guest_fsfreeze_status() {
        Ok(status) => println!("file systems: {status}"),
        Err(Error::Remote { source, .. }) if source.class == ErrorClass::CommandNotFound => {
            println!("file systems cannot be frozen");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
