//! Processes in the guest.

use std::time::Instant;

use super::{AsyncClient, AsyncStream};
use crate::deadline::Deadline;
use crate::error::Error;
use crate::process::{Outcome, Process, Running, pauses, status};

impl<S: AsyncStream> AsyncClient<S> {
    /// Runs a process in the guest, waits for its end, and returns its output.
    ///
    /// # Errors
    /// See [`Error`]. A process that fails is not an error.
    pub async fn run(&mut self, process: &Process) -> Result<Outcome, Error> {
        self.run_with(process, |_| {}).await
    }

    /// Runs a process. Calls `progress` after each query of a process that has not ended.
    ///
    /// # Errors
    /// The same as [`run`](Self::run).
    pub async fn run_with(
        &mut self,
        process: &Process,
        mut progress: impl FnMut(Running),
    ) -> Result<Outcome, Error> {
        let command = process.command();
        let (began, deadline) = (Instant::now(), Deadline::after(process.patience()));
        let pid = self.execute(&command).await?.pid;
        for pause in pauses() {
            let status = self.execute(&status(pid)).await?;
            if status.exited {
                return Ok(status.into());
            }
            if deadline.has_passed() {
                break;
            }
            let elapsed = began.elapsed();
            progress(Running { pid, elapsed });
            tokio::time::sleep(deadline.left().map_or(pause, |left| pause.min(left))).await;
        }
        let after = process.patience();
        Err(Error::StillRunning { pid, after })
    }
}
