//! Prints the version of the guest agent, with qga-client.

use qga_client::{Address, Client, Commands as _};

fn main() -> Result<(), qga_client::Error> {
    let mut client = Client::connect(&Address::unix("/run/vm.qga"))?;
    println!("{}", client.guest_info()?.version);
    Ok(())
}
