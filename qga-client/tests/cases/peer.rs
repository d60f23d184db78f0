//! A scripted agent on a socket.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;
use std::time::Duration;

use qga_client::types::commands::GuestPing;
use qga_client::{Descriptor, Options};
use serde_json::{Value, json};

/// The agent's side of a connection.
pub(crate) struct Peer {
    pub(crate) stream: UnixStream,
    lines: BufReader<UnixStream>,
    /// `true` to add ids to replies.
    pub(crate) echo: bool,
    /// The error that the agent sends for the byte 0xFF.
    pub(crate) stray: Value,
}

/// Runs a script as the peer of the returned stream.
pub(crate) fn peer(
    script: impl FnOnce(&mut Peer) + Send + 'static,
) -> (UnixStream, JoinHandle<()>) {
    let (ours, theirs) = UnixStream::pair().expect("a pair of sockets");
    let mut peer = Peer::new(theirs);
    (ours, std::thread::spawn(move || script(&mut peer)))
}

pub(crate) fn descriptor(stream: UnixStream) -> Descriptor {
    Descriptor::new(stream).expect("it can be made non-blocking")
}

/// Returns options with short timeouts, for quick tests.
pub(crate) fn options() -> Options {
    Options::default()
        .with_timeout(Duration::from_secs(20))
        .with_grace(Duration::from_millis(1500))
}

pub(crate) const SHORT: Duration = Duration::from_millis(150);

pub(crate) fn ping() -> GuestPing {
    GuestPing::new()
}

impl Peer {
    pub(crate) fn new(stream: UnixStream) -> Self {
        let patience = Some(Duration::from_secs(20));
        stream
            .set_read_timeout(patience)
            .expect("a socket has timeouts");
        stream
            .set_write_timeout(patience)
            .expect("a socket has timeouts");
        let lines = BufReader::new(stream.try_clone().expect("a second handle"));
        Self {
            stream,
            lines,
            echo: true,
            stray: json!({ "error": { "class": "GenericError", "desc": "stray byte" } }),
        }
    }

    /// Returns the next request, or `None` after the client has disconnected. Answers the byte 0xFF
    /// as agents do.
    pub(crate) fn request(&mut self) -> Option<Value> {
        let mut line = Vec::new();
        self.lines
            .read_until(b'\n', &mut line)
            .expect("the client writes");
        if line.is_empty() {
            return None;
        }
        if let Some(at) = line.iter().rposition(|&byte| byte == 0xff) {
            line.drain(..=at);
            self.send(&self.stray.clone());
        }
        Some(serde_json::from_slice(&line).expect("requests are JSON"))
    }

    /// Answers syncs, and returns the next other request.
    pub(crate) fn asked(&mut self) -> Option<Value> {
        loop {
            let request = self.request()?;
            if !self.answer_sync(&request) {
                return Some(request);
            }
        }
    }

    /// Answers the syncs of a new client, and reads one byte of its request.
    pub(crate) fn peek(&mut self) {
        for _ in 0..2 {
            let sync = self.request().expect("a sync");
            assert!(self.answer_sync(&sync));
        }
        let mut byte = [0];
        self.stream.read_exact(&mut byte).expect("a request");
    }

    /// Returns whether a request is a sync, and answers it.
    pub(crate) fn answer_sync(&mut self, request: &Value) -> bool {
        let name = request["execute"].as_str().expect("requests have a name");
        if name == "guest-sync-delimited" {
            self.write(b"\xff");
        } else if name != "guest-sync" {
            return false;
        }
        self.reply(request, &request["arguments"]["id"]);
        true
    }

    pub(crate) fn reply(&mut self, request: &Value, returned: &Value) {
        let mut reply = json!({ "return": returned });
        if let Some(id) = request.get("id").filter(|_| self.echo) {
            reply["id"] = id.clone();
        }
        self.send(&reply);
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.write(format!("{message}\n").as_bytes());
    }

    /// Writes, unless the client has disconnected.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes);
    }

    /// Answers everything with `{}` until the client disconnects.
    pub(crate) fn serve(&mut self) {
        while let Some(request) = self.asked() {
            self.reply(&request, &json!({}));
        }
    }
}
