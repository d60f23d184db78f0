//! Serves five commands of the guest agent.

use qapi_wire::server::{Dispatcher, Framer, Permit, RemoteError};
use qga_types::GuestHostName;
use qga_types::commands::*;
use qmp_programs::mini::server::{Server, ServerCommands};

#[derive(Default)]
struct Agent {
    handles: i64,
}

impl Permit for Agent {}

impl Server for Agent {
    fn guest_sync(&mut self, sync: GuestSync) -> Result<i64, RemoteError> {
        Ok(sync.id)
    }
    fn guest_ping(&mut self, _: GuestPing) -> Result<(), RemoteError> {
        Ok(())
    }
    fn guest_get_time(&mut self, _: GuestGetTime) -> Result<i64, RemoteError> {
        Ok(1)
    }
    fn guest_file_open(&mut self, open: GuestFileOpen) -> Result<i64, RemoteError> {
        std::fs::File::open(&open.path).map_err(|error| RemoteError::generic(error.to_string()))?;
        self.handles += 1;
        Ok(self.handles)
    }
    fn guest_get_host_name(&mut self, _: GuestGetHostName) -> Result<GuestHostName, RemoteError> {
        Ok(GuestHostName::new("me"))
    }
}

fn main() -> std::io::Result<()> {
    let (mut framer, mut out) = (Framer::default(), Vec::new());
    framer.push(
        br#"{"execute": "guest-sync", "arguments": {"id": 7}} {"execute": "guest-get-host-name"}"#,
    );
    framer.push(br#"{"execute": "guest-file-open", "arguments": {"path": "/nope"}} {"execute": "guest-info"}"#);
    let answered =
        Dispatcher::<ServerCommands>::new().answer(&mut Agent::default(), &mut framer, &mut out);
    print!("{}", String::from_utf8_lossy(&out));
    answered.map(drop)
}
