//! Files in the guest: the common part of the blocking and the async client.

use qapi_wire::{Command as _, new};
use qga_types::GuestFileWhence;
use qga_types::commands::{
    GuestFileClose, GuestFileOpen, GuestFileRead, GuestFileSeek, GuestFileWrite,
};

use crate::error::{Error, Fault, ProtocolError};

/// The bytes of a file in one request. Agents allow 48 MiB; 1 MiB is quick and shows progress.
pub(crate) const CHUNK: u64 = 1 << 20;

pub(crate) fn open(path: &str, mode: &str) -> GuestFileOpen {
    GuestFileOpen::new(path).with_mode(mode)
}

pub(crate) fn read(handle: i64) -> GuestFileRead {
    GuestFileRead::new(handle).with_count(CHUNK.cast_signed())
}

pub(crate) fn write(handle: i64, bytes: &[u8]) -> GuestFileWrite {
    new!(GuestFileWrite {
        handle,
        buf_b64: bytes
    })
}

pub(crate) fn seek_to_end(handle: i64) -> GuestFileSeek {
    // Sent as a number: agents before 2.6 know no names.
    new!(GuestFileSeek {
        handle,
        offset: 0,
        whence: GuestFileWhence::Value(2)
    })
}

pub(crate) fn close(handle: i64) -> GuestFileClose {
    GuestFileClose::new(handle)
}

pub(crate) fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Returns how much of `rest` the agent has written, by its report.
///
/// # Errors
/// The agent reports no bytes, or more than it was given.
pub(crate) fn accepted(count: i64, rest: &[u8]) -> Result<usize, Error> {
    match usize::try_from(count) {
        Ok(count @ 1..) if count <= rest.len() => Ok(count),
        _ => {
            let text = format!("{count} of {} bytes were written", rest.len());
            let fault = Fault::Protocol(ProtocolError::Behaviour(text));
            Err(fault.of(GuestFileWrite::NAME, std::time::Duration::ZERO))
        }
    }
}
