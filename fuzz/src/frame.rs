//! The input of a server: the same bytes in other pieces give the same frames, and each frame of a command
//! that exists has one reply, or none if it is silent.

#[allow(dead_code, missing_docs)]
#[path = "../../qapi-wire/tests/cases/server/commands.rs"]
mod commands;

use commands::{Agent, Table};
use qapi_wire::server::{Dispatcher, Frame, Framer, Limits, Outcome};

/// Bytes, cut after as many as the first of them says, again and again -> frames -> replies.
pub fn frame(input: &[u8]) {
    let Some((&first, bytes)) = input.split_first() else {
        return;
    };
    let mut limits = Limits::default();
    if first >= 0x80 {
        (limits.size, limits.tokens, limits.depth) = (64, 16, 4);
    }
    let mut whole = Framer::new(limits);
    whole.push(bytes);
    let expected = frames(&mut whole);
    let (mut split, mut found) = (Framer::new(limits), Vec::new());
    for piece in bytes.chunks(usize::from(first % 0x80).max(1)) {
        split.push(piece);
        found.extend(frames(&mut split));
    }
    assert_eq!(found, expected);

    let (dispatcher, mut agent) = (Dispatcher::<Table>::new(), Agent::default());
    for message in expected.iter().flatten() {
        let mut out = Vec::new();
        let answered = dispatcher.dispatch(&mut agent, message, &mut out);
        if answered.expect("memory takes all") == Outcome::Silent {
            assert!(out.is_empty());
            continue;
        }
        let line = out.strip_suffix(b"\n").expect("a reply is a line");
        let line = line.strip_prefix(b"\xff").unwrap_or(line);
        assert!(line.iter().all(|byte| (b' '..0x7F).contains(byte)));
        // An id may nest deeper than this reader goes.
        if !message
            .iter()
            .any(|byte| matches!(byte, b'[' | b'{') && message.len() > 200)
        {
            serde_json::from_slice::<serde_json::Value>(line).expect("a reply is JSON");
        }
    }
    // A message need not come from a framer.
    let mut out = Vec::new();
    let answered = dispatcher.dispatch(&mut agent, bytes, &mut out);
    answered.expect("memory takes all");
}

/// The messages; garbage is not a message.
fn frames(framer: &mut Framer) -> Vec<Option<Vec<u8>>> {
    let mut all = Vec::new();
    while let Some(frame) = framer.next_frame() {
        all.push(match frame {
            Frame::Message(text) => Some(text.to_vec()),
            Frame::Garbage(_) => None,
        });
    }
    all
}
