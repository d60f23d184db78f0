//! Debian's real QEMU: a machine without a board and devices, that answers QMP.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a peer that fails, fails the test"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Where Debian puts it.
pub const PROGRAM: &str = "/usr/bin/qemu-system-x86_64";

/// A running machine, its capabilities negotiated; ended when dropped.
#[derive(Debug)]
pub struct Machine {
    process: Child,
    stream: BufReader<UnixStream>,
    traffic: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Machine {
    /// Starts one; `None` where QEMU is not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        if !Path::new(PROGRAM).is_file() {
            crate::skip("Debian's qemu-system-x86_64");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let socket = folder.path().join("socket");
        let listen = format!("unix:{},server=on,wait=off", socket.display());
        let process = Command::new(PROGRAM)
            .args([
                "-machine",
                "none",
                "-display",
                "none",
                "-nodefaults",
                "-qmp",
            ])
            .arg(listen)
            .stderr(Stdio::null())
            .spawn()
            .expect("the machine starts");
        let mut machine = Self {
            process,
            stream: BufReader::new(connect(&socket)),
            traffic: Vec::new(),
            _folder: folder,
        };
        machine.receive();
        machine.ask(&json!({ "execute": "qmp_capabilities" }));
        Some(machine)
    }

    /// Sends a request and waits for its reply; events before it are passed over.
    pub fn ask(&mut self, request: &Value) -> Value {
        let line = request.to_string();
        writeln!(self.stream.get_mut(), "{line}").expect("the machine listens");
        self.traffic.push(line);
        loop {
            let message = self.receive();
            if message.get("event").is_none() {
                return message;
            }
        }
    }

    /// Every line that was sent and received so far.
    #[must_use]
    pub fn traffic(&self) -> &[String] {
        &self.traffic
    }

    fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.stream
            .read_line(&mut line)
            .expect("the machine answers");
        let message = serde_json::from_str(&line).expect("a line is JSON");
        self.traffic.push(line);
        message
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn connect(socket: &Path) -> UnixStream {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        match UnixStream::connect(socket) {
            Ok(stream) => return stream,
            Err(error) => assert!(Instant::now() < deadline, "no machine listens: {error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
