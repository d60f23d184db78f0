use qmp::client::Commands;

pub fn name<C: Commands>(client: &mut C) -> Result<String, C::Error> {
    Ok(client.query_name()?.name)
}
