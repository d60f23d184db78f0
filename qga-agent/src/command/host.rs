//! `guest-get-host-name`.

use nix::unistd::gethostname;
use qga_types::GuestHostName;

use crate::failure::Failure;

/// Returns the host name of the machine.
pub(crate) fn host_name() -> Result<GuestHostName, Failure> {
    let name = gethostname().map_err(Failure::system("failed to get the host name"))?;
    Ok(GuestHostName::new(name.to_string_lossy()))
}
