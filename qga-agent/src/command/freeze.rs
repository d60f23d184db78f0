//! `guest-fsfreeze-status`. This agent never freezes. Another one may have, and ended without a
//! thaw.

use std::path::Path;

use qga_types::GuestFsfreezeStatus;

/// The record that an agent leaves in its state folder while filesystems are frozen.
const RECORD: &str = "qga.state.isfrozen";

/// Returns the status that the record in the state folder states.
pub(crate) fn status(state: &Path) -> GuestFsfreezeStatus {
    if state.join(RECORD).exists() {
        GuestFsfreezeStatus::Frozen
    } else {
        GuestFsfreezeStatus::Thawed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_tells() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(status(folder.path()), GuestFsfreezeStatus::Thawed);
        std::fs::write(folder.path().join(RECORD), "").unwrap();
        assert_eq!(status(folder.path()), GuestFsfreezeStatus::Frozen);
    }
}
