//! Prints the version of the guest agent, with package qapi.

use std::os::unix::net::UnixStream;

use qapi::qga::guest_info;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stream = UnixStream::connect("/run/vm.qga")?;
    let mut agent = qapi::Qga::from_stream(&stream);
    agent.guest_sync(1)?;
    println!("{}", agent.execute(&guest_info {})?.version);
    Ok(())
}
