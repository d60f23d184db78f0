//! Prints the version of the guest agent, with qga-client and tokio.

use qga_client::{Address, AsyncClient, AsyncCommands as _};

fn main() -> Result<(), qga_client::Error> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(ask())
}

async fn ask() -> Result<(), qga_client::Error> {
    let mut client = AsyncClient::connect(&Address::unix("/run/vm.qga")).await?;
    println!("{}", client.guest_info().await?.version);
    Ok(())
}
