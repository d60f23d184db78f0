//! `guest-exec`, `guest-exec-status`. Each process has a thread that writes its input, keeps its
//! output, and waits for its end.

use std::collections::VecDeque;
use std::io::{self, Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use qga_types::commands;
use qga_types::{
    GuestExec, GuestExecCaptureOutput, GuestExecCaptureOutputMode as Capture, GuestExecStatus,
};

use crate::failure::Failure;

/// The largest number of remembered processes: running ones, and ended ones not yet reported.
const MAX_PROCESSES: usize = 64;
/// The bytes that are kept of one output stream. The rest is read and dropped.
const MAX_OUTPUT: usize = 16 << 20;
/// The bytes that are kept of all streams together.
const MAX_OUTPUT_OF_ALL: usize = 128 << 20;
/// The stack size of a thread that copies bytes.
const STACK: usize = 128 << 10;

/// The processes that the agent has started.
#[derive(Debug, Default)]
pub(crate) struct Processes {
    table: Mutex<Table>,
    kept: Arc<AtomicUsize>,
}

#[derive(Debug, Default)]
struct Table {
    /// The processes, oldest first.
    started: VecDeque<Process>,
    /// The number of processes that are being started.
    starting: usize,
}

#[derive(Debug)]
struct Process {
    pid: i64,
    /// Returns when the process has ended and its output is closed everywhere.
    end: JoinHandle<End>,
}

/// The end of a process.
#[derive(Debug)]
struct End {
    exit_code: Option<i64>,
    signal: Option<i64>,
    output: Option<Output>,
    errors: Option<Output>,
}

impl Processes {
    /// Starts a process.
    pub(crate) fn start(&self, arguments: commands::GuestExec) -> Result<GuestExec, Failure> {
        let task = Task::new(arguments, Arc::clone(&self.kept))?;
        self.table().make_room()?;
        // Starting may take time. Other clients do not wait for it.
        let started = task.start();
        let mut table = self.table();
        table.starting -= 1;
        let process = started?;
        let pid = process.pid;
        // The system reuses the number of a process that has ended.
        table.started.retain(|process| process.pid != pid);
        table.started.push_back(process);
        Ok(GuestExec::new(pid))
    }

    /// Returns the status of a process. An end is reported once.
    pub(crate) fn status(&self, pid: i64) -> Result<GuestExecStatus, Failure> {
        let mut table = self.table();
        let mut all = table.started.iter();
        let found = all.position(|process| process.pid == pid);
        let at = found.ok_or(Failure::Process(pid))?;
        if (table.started.get(at)).is_some_and(|process| !process.end.is_finished()) {
            return Ok(GuestExecStatus::new(false));
        }
        let process = table.started.remove(at);
        drop(table);
        let end = process.and_then(|process| process.end.join().ok());
        let end = end.ok_or(Failure::Process(pid))?;
        let mut status = GuestExecStatus::new(true);
        status.exitcode = end.exit_code;
        status.signal = end.signal;
        if let Some((content, truncated)) = end.output.and_then(Output::told) {
            status.out_data = Some(content.into());
            status.out_truncated = Some(truncated);
        }
        if let Some((content, truncated)) = end.errors.and_then(Output::told) {
            status.err_data = Some(content.into());
            status.err_truncated = Some(truncated);
        }
        Ok(status)
    }

    /// Locks the table. It is consistent even after a thread has panicked.
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    /// Reserves a slot for one more process. If none is free, drops the oldest end not yet
    /// reported.
    fn make_room(&mut self) -> Result<(), Failure> {
        if self.started.len() + self.starting >= MAX_PROCESSES {
            let mut all = self.started.iter();
            let ended = all.position(|process| process.end.is_finished());
            let (limit, what) = (MAX_PROCESSES, "processes");
            let ended = ended.ok_or(Failure::TooMany { limit, what })?;
            self.started.remove(ended);
        }
        self.starting += 1;
        Ok(())
    }
}

/// A process to start, and the use of its streams.
struct Task {
    command: Command,
    input: Vec<u8>,
    merged: Option<io::PipeReader>,
    kept: Arc<AtomicUsize>,
}

impl Task {
    fn new(arguments: commands::GuestExec, kept: Arc<AtomicUsize>) -> Result<Self, Failure> {
        let mut command = Command::new(&arguments.path);
        command.args(arguments.arg.unwrap_or_default());
        if let Some(environment) = &arguments.env {
            command.env_clear();
            for variable in environment {
                let pair = variable
                    .split_once('=')
                    .filter(|(name, _)| !name.is_empty());
                let (name, value) = pair.ok_or_else(|| Failure::argument("env", variable))?;
                command.env(name, value);
            }
        }
        let mode = match arguments.capture_output {
            None | Some(GuestExecCaptureOutput::Flag(false)) => Capture::None,
            Some(GuestExecCaptureOutput::Flag(true)) => Capture::Separated,
            Some(GuestExecCaptureOutput::Mode(mode)) => mode,
            Some(_) => return Err(Failure::argument("capture-output", "another")),
        };
        let discard = Stdio::null;
        let mut merged = None;
        let (output, errors) = match mode {
            Capture::None => (discard(), discard()),
            Capture::Stdout => (Stdio::piped(), discard()),
            Capture::Stderr => (discard(), Stdio::piped()),
            Capture::Separated => (Stdio::piped(), Stdio::piped()),
            Capture::Merged => {
                let failed = || Failure::system("failed to make a pipe");
                let (reader, writer) = io::pipe().map_err(failed())?;
                merged = Some(reader);
                let twin = writer.try_clone().map_err(failed())?;
                (Stdio::from(twin), Stdio::from(writer))
            }
            other => return Err(Failure::argument("capture-output", other.as_str())),
        };
        let input = arguments.input_data.map(Vec::from).unwrap_or_default();
        let stdin = if input.is_empty() {
            discard()
        } else {
            Stdio::piped()
        };
        command.stdin(stdin).stdout(output).stderr(errors);
        Ok(Self {
            command,
            input,
            merged,
            kept,
        })
    }

    /// Starts the process in a thread of its own.
    fn start(self) -> Result<Process, Failure> {
        let doing = format!(
            "failed to execute '{}'",
            self.command.get_program().display()
        );
        let (sender, started) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("process".into())
            .stack_size(STACK);
        let end = thread.spawn(move || self.run(&sender));
        let end = end.map_err(Failure::system(&doing))?;
        let pid = match started.recv() {
            Ok(pid) => pid.map_err(Failure::system(doing))?,
            Err(_) => return Err(Failure::system(doing)(io::Error::other("its thread ended"))),
        };
        let pid = i64::from(pid);
        Ok(Process { pid, end })
    }

    /// Runs the process to its end. Reports early whether it has started.
    fn run(mut self, started: &SyncSender<io::Result<u32>>) -> End {
        let spawned = self.command.spawn();
        // The command holds the write ends of the pipes. They must close, or reading never ends.
        drop(self.command);
        match spawned {
            Ok(mut child) => {
                let (output, errors) =
                    converse(&mut child, self.input, self.merged, &self.kept, started);
                let status = child.wait().ok();
                End {
                    exit_code: status.and_then(|status| status.code()).map(i64::from),
                    signal: status.and_then(|status| status.signal()).map(i64::from),
                    output,
                    errors,
                }
            }
            Err(error) => {
                let _ = started.send(Err(error));
                End {
                    exit_code: None,
                    signal: None,
                    output: None,
                    errors: None,
                }
            }
        }
    }
}

/// Writes the input of a process and reads its output at the same time, until all streams end.
fn converse(
    child: &mut Child,
    input: Vec<u8>,
    merged: Option<io::PipeReader>,
    kept: &Arc<AtomicUsize>,
    started: &SyncSender<io::Result<u32>>,
) -> (Option<Output>, Option<Output>) {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let helper = || {
            thread::Builder::new()
                .name("stream".into())
                .stack_size(STACK)
        };
        // The process may leave its input unread.
        let feeder = stdin.map(|mut stdin| {
            helper().spawn_scoped(scope, move || {
                let _ = stdin.write_all(&input);
            })
        });
        let reader = stderr.map(|stderr| {
            helper().spawn_scoped(scope, move || Output::read(stderr, Arc::clone(kept)))
        });
        let failed = match (feeder.transpose(), &reader) {
            (Err(error), _) => Some(error),
            (_, Some(Err(error))) => Some(io::Error::from(error.kind())),
            _ => None,
        };
        if let Some(error) = failed {
            let _ = child.kill();
            let _ = started.send(Err(error));
        } else {
            let _ = started.send(Ok(child.id()));
        }
        let output = match (stdout, merged) {
            (Some(stdout), _) => Some(Output::read(stdout, Arc::clone(kept))),
            (None, Some(merged)) => Some(Output::read(merged, Arc::clone(kept))),
            (None, None) => None,
        };
        let errors = reader
            .and_then(Result::ok)
            .and_then(|reader| reader.join().ok());
        (output, errors)
    })
}

/// The output of a process on one stream, up to the limits.
#[derive(Debug)]
struct Output {
    content: Vec<u8>,
    truncated: bool,
    kept: Arc<AtomicUsize>,
}

impl Output {
    /// Reads the stream to its end.
    fn read(mut stream: impl Read, kept: Arc<AtomicUsize>) -> Self {
        let (content, truncated) = (Vec::new(), false);
        let mut output = Self {
            content,
            truncated,
            kept,
        };
        let mut chunk = vec![0; 16 << 10];
        loop {
            match stream.read(&mut chunk) {
                Ok(0) => return output,
                Ok(count) => output.keep(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return output,
            }
        }
    }

    /// Keeps as much as the limits allow. After a gap nothing more is kept.
    fn keep(&mut self, chunk: &[u8]) {
        if self.truncated {
            return;
        }
        let room = MAX_OUTPUT.saturating_sub(self.content.len());
        let head = chunk.get(..room).unwrap_or(chunk);
        let before = self.kept.fetch_add(head.len(), Ordering::Relaxed);
        if before.saturating_add(head.len()) > MAX_OUTPUT_OF_ALL {
            self.kept.fetch_sub(head.len(), Ordering::Relaxed);
            self.truncated = true;
            return;
        }
        self.content.extend_from_slice(head);
        self.truncated = head.len() < chunk.len();
    }

    /// Returns the content, if there is any, and whether some was dropped.
    fn told(mut self) -> Option<(Vec<u8>, bool)> {
        let content = std::mem::take(&mut self.content);
        self.kept.fetch_sub(content.len(), Ordering::Relaxed);
        (!content.is_empty()).then_some((content, self.truncated))
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.kept.fetch_sub(self.content.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(kept: &Arc<AtomicUsize>) -> Output {
        Output {
            content: Vec::new(),
            truncated: false,
            kept: Arc::clone(kept),
        }
    }

    #[test]
    fn a_stream_is_kept_up_to_its_bound() {
        let kept = Arc::new(AtomicUsize::new(0));
        let mut output = output(&kept);
        output.keep(&vec![1; MAX_OUTPUT - 1]);
        output.keep(&[2]);
        assert!(!output.truncated);
        output.keep(&[]);
        assert!(!output.truncated);
        output.keep(&[3]);
        assert!(output.truncated);
        assert_eq!(kept.load(Ordering::Relaxed), MAX_OUTPUT);
        let (content, truncated) = output.told().unwrap();
        assert_eq!(
            (content.len(), content.last(), truncated),
            (MAX_OUTPUT, Some(&2), true)
        );
        assert_eq!(kept.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn all_streams_together_are_bounded_and_nothing_is_kept_behind_a_gap() {
        let kept = Arc::new(AtomicUsize::new(MAX_OUTPUT_OF_ALL - 3));
        let mut output = output(&kept);
        output.keep(b"ab");
        output.keep(b"cd");
        assert!(output.truncated);
        output.keep(b"e");
        assert_eq!(output.content, b"ab");
        // An output that is never reported frees its share, too.
        drop(output);
        assert_eq!(kept.load(Ordering::Relaxed), MAX_OUTPUT_OF_ALL - 3);
    }
}
