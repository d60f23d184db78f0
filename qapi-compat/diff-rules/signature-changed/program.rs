use qmp::client::Commands;

pub fn eject<C: Commands>(client: &mut C) -> Result<(), C::Error> {
    client.eject()?;
    Ok(())
}
