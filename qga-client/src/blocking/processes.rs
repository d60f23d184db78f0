//! Processes in the guest.

use std::thread;
use std::time::Instant;

use super::Client;
use crate::deadline::Deadline;
use crate::error::Error;
use crate::process::{Outcome, Process, Running, pauses, status};
use crate::stream::Stream;

impl<S: Stream> Client<S> {
    /// Runs a process in the guest, waits for its end, and returns its output.
    ///
    /// # Errors
    /// See [`Error`]. A process that fails is not an error.
    pub fn run(&mut self, process: &Process) -> Result<Outcome, Error> {
        self.run_with(process, |_| {})
    }

    /// Runs a process. Calls `progress` after each query of a process that has not ended.
    ///
    /// # Errors
    /// The same as [`run`](Self::run).
    pub fn run_with(
        &mut self,
        process: &Process,
        mut progress: impl FnMut(Running),
    ) -> Result<Outcome, Error> {
        let command = process.command();
        let (began, deadline) = (Instant::now(), Deadline::after(process.patience()));
        let pid = self.execute(&command)?.pid;
        for pause in pauses() {
            let status = self.execute(&status(pid))?;
            if status.exited {
                return Ok(status.into());
            }
            if deadline.has_passed() {
                break;
            }
            let elapsed = began.elapsed();
            progress(Running { pid, elapsed });
            thread::sleep(deadline.left().map_or(pause, |left| pause.min(left)));
        }
        let after = process.patience();
        Err(Error::StillRunning { pid, after })
    }
}
