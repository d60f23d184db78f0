//! `guest-get-host-name`.

use nix::unistd::gethostname;
use qga_types::GuestHostName;

use crate::failure::Failure;

/// What the machine calls itself.
pub(crate) fn host_name() -> Result<GuestHostName, Failure> {
    let name = gethostname().map_err(Failure::system("failed to get the host name"))?;
    Ok(GuestHostName::new(name.to_string_lossy()))
}
