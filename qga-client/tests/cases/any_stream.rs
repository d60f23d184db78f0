//! A stream without a file descriptor: an agent in the same process.

use std::time::Duration;

use qga_client::{Client, Commands as _, ErrorClass, Halt, Options, Progress, Stream};
use serde_json::{Value, json};

/// An agent that answers every line at once, in small pieces.
#[derive(Default)]
struct InProcess {
    request: Vec<u8>,
    answers: Vec<u8>,
}

impl InProcess {
    fn answer(&mut self, line: &[u8]) {
        let text = line.strip_prefix(b"\xff").unwrap_or(line);
        let request: Value = serde_json::from_slice(text).expect("requests are JSON");
        let mut answer = match request["execute"].as_str() {
            Some("guest-sync-delimited" | "guest-sync") => {
                json!({ "return": request["arguments"]["id"] })
            }
            Some("guest-get-time") => json!({ "return": 12 }),
            _ => json!({ "error": { "class": "CommandNotFound", "desc": "not here" } }),
        };
        if request["execute"] == "guest-sync-delimited" {
            self.answers.push(0xff);
        }
        if let Some(id) = request.get("id") {
            answer["id"] = id.clone();
        }
        self.answers.extend(format!("{answer}\n").into_bytes());
    }
}

impl Stream for InProcess {
    fn exchange(
        &mut self,
        outgoing: &[u8],
        incoming: &mut [u8],
        _: Option<Duration>,
    ) -> Result<Progress, Halt> {
        let sent = outgoing.len().min(7);
        for byte in &outgoing[..sent] {
            if *byte == b'\n' {
                let line = std::mem::take(&mut self.request);
                self.answer(&line);
            } else {
                self.request.push(*byte);
            }
        }
        let received = self.answers.len().min(incoming.len()).min(3);
        if sent == 0 && received == 0 {
            return Err(Halt::Timeout);
        }
        for (place, byte) in incoming.iter_mut().zip(self.answers.drain(..received)) {
            *place = byte;
        }
        let received = (received > 0).then_some(received);
        Ok(Progress { sent, received })
    }
}

#[test]
fn a_client_over_a_stream_of_ones_own() {
    let options = Options::default().with_timeout(Duration::from_secs(5));
    let mut client = Client::over(InProcess::default(), options).expect("it answers");
    assert_eq!(client.guest_get_time().expect("a time"), 12);
    let refused = client.guest_ping().expect_err("it can do nothing else");
    assert_eq!(
        refused.remote().expect("a refusal").class,
        ErrorClass::CommandNotFound
    );
    let stream = client.into_stream();
    assert!(stream.answers.is_empty());
}
