//! Prints the version of the guest agent, with package qapi and tokio.

use qapi::futures::QgaStreamTokio;
use qapi::qga::guest_info;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(ask())
}

async fn ask() -> Result<(), Box<dyn std::error::Error>> {
    let stream = QgaStreamTokio::open_uds("/run/vm.qga").await?;
    let (agent, _reader) = stream.spawn_tokio();
    agent.guest_sync(1).await?;
    println!("{}", agent.execute(guest_info {}).await?.version);
    Ok(())
}
