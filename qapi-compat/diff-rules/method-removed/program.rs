use qmp::client::Commands;

pub fn pause<C: Commands>(client: &mut C) -> Result<(), C::Error> {
    client.stop()?;
    Ok(())
}
