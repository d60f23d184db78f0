use qmp::{commands, server::Server};
use qapi_wire::message::RemoteError;

pub struct Machine(bool);

impl Server for Machine {
    fn stop(&mut self, _: commands::Stop) -> Result<(), RemoteError> {
        self.0 = false;
        Ok(())
    }

    fn cont(&mut self, _: commands::Cont) -> Result<(), RemoteError> {
        self.0 = true;
        Ok(())
    }
}
