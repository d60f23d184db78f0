//! Processes in the guest and their outcomes.

use std::time::Duration;

use qga_types::commands::{self, GuestExec};
use qga_types::{GuestExecCaptureOutput, GuestExecStatus};

/// A process to run in the guest.
///
/// ```
/// use qga_client::Process;
/// let process = Process::new("/bin/sh").arg("-c").arg("cat; exit 3").input("text");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    path: String,
    args: Vec<String>,
    env: Vec<String>,
    input: Option<Vec<u8>>,
    timeout: Option<Duration>,
}

impl Process {
    /// Creates a process of the program at this path, or of this name in the agent's search path.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            args: Vec::new(),
            env: Vec::new(),
            input: None,
            timeout: None,
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: Into<String>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets a variable of the environment. The first call replaces the agent's environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push(format!("{name}={value}"));
        self
    }

    /// Sets the bytes of the standard input; none by default.
    #[must_use]
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// Sets the time to wait for the end; for ever by default. The agent cannot end the process
    /// after it.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Returns the time to wait for the end.
    pub(crate) fn patience(&self) -> Duration {
        self.timeout.unwrap_or(Duration::MAX)
    }

    pub(crate) fn command(&self) -> GuestExec {
        // Agents before 8.0 understand only this form.
        let capture = GuestExecCaptureOutput::Flag(true);
        let mut command = GuestExec::new(&*self.path).with_capture_output(capture);
        if !self.args.is_empty() {
            command = command.with_arg(self.args.clone());
        }
        if !self.env.is_empty() {
            command = command.with_env(self.env.clone());
        }
        match &self.input {
            Some(input) => command.with_input_data(input.clone()),
            None => command,
        }
    }
}

/// A running process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Running {
    /// The process id in the guest.
    pub pid: i64,
    /// The time that the client has waited.
    pub elapsed: Duration,
}

/// The outcome of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The exit status, unless a signal ended the process.
    pub code: Option<i64>,
    /// The signal (on Windows the exception) that ended the process.
    pub signal: Option<i64>,
    /// The bytes of standard output; the agent keeps 16 MiB.
    pub stdout: Vec<u8>,
    /// The bytes of standard error; the agent keeps 16 MiB.
    pub stderr: Vec<u8>,
    /// `true` if the agent dropped some of the output.
    pub truncated: bool,
}

impl Outcome {
    /// Returns whether the exit status is 0.
    #[must_use]
    pub fn success(&self) -> bool {
        self.code == Some(0)
    }
}

impl From<GuestExecStatus> for Outcome {
    fn from(status: GuestExecStatus) -> Self {
        Self {
            code: status.exitcode,
            signal: status.signal,
            stdout: status.out_data.unwrap_or_default().0,
            stderr: status.err_data.unwrap_or_default().0,
            truncated: status.out_truncated == Some(true) || status.err_truncated == Some(true),
        }
    }
}

pub(crate) fn status(pid: i64) -> commands::GuestExecStatus {
    commands::GuestExecStatus::new(pid)
}

/// Returns the pauses between queries of a process: 5 ms, then each 1.5 times as long, up to 0.5 s.
pub(crate) fn pauses() -> impl Iterator<Item = Duration> {
    const LONGEST: Duration = Duration::from_millis(500);
    std::iter::successors(Some(Duration::from_millis(5)), |pause| {
        Some((*pause * 3 / 2).min(LONGEST))
    })
}
