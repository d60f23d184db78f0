//! Hostile bytes: any split gives the same frames, and nothing panics.

use qapi_wire::server::{Dispatcher, Framer, Limits};

use super::commands::{Agent, Table};
use super::framing::frames;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Pieces of messages, and bytes that break them.
const PIECES: [&[u8]; 34] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b" ",
    b"\n",
    b"\"",
    b"'",
    b"\\",
    b"\\u00e9",
    b"\\ud800",
    b"\xff",
    b"\x1b",
    b"\x00",
    b"\xc3\xa9",
    b"\xe9",
    b"0",
    b"-",
    b"1.5",
    b"1e9",
    b"true",
    b"nul",
    b"@",
    b"\t",
    b"'a'",
    b"\"b\"",
    b"{\"execute\": \"ping\"}",
    b"{\"execute\": \"sync\", \"arguments\": {\"id\": ",
    b"\"id\": ",
    b"{'execute': 'set', 'arguments': {'parts': [",
    b"{\"index\": 1}",
    b"{\"execute\": \"any\", \"arguments\": {\"value\": [",
];

fn stream(random: &mut Random) -> Vec<u8> {
    (0..random.below(40))
        .flat_map(|_| PIECES[random.below(PIECES.len())])
        .copied()
        .collect()
}

#[test]
fn any_split_gives_the_same_frames() {
    let mut random = Random(1);
    let mut tight = Limits::default();
    (tight.size, tight.tokens, tight.depth) = (24, 9, 3);
    for round in 0..4000 {
        let limits = if round % 2 == 0 {
            Limits::default()
        } else {
            tight
        };
        let bytes = stream(&mut random);
        let mut whole = Framer::new(limits);
        whole.push(&bytes);
        let expected = frames(&mut whole);
        let (mut split, mut found) = (Framer::new(limits), Vec::new());
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at(1 + random.below(rest.len().min(9)));
            split.push(piece);
            found.extend(frames(&mut split));
            rest = behind;
        }
        assert_eq!(found, expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn every_message_has_one_reply_that_is_a_line_of_ascii() {
    let mut random = Random(2);
    let dispatcher = Dispatcher::<Table>::new();
    for _ in 0..4000 {
        let (bytes, mut framer, mut agent) =
            (stream(&mut random), Framer::default(), Agent::default());
        framer.push(&bytes);
        let count = frames(&mut framer).len();
        let (mut framer, mut out) = (Framer::default(), Vec::new());
        framer.push(&bytes);
        dispatcher
            .answer(&mut agent, &mut framer, &mut out)
            .unwrap();
        let lines: Vec<&[u8]> = out.split_inclusive(|byte| *byte == b'\n').collect();
        assert_eq!(lines.len(), count, "{}", bytes.escape_ascii());
        for line in lines {
            let line = line.strip_prefix(b"\xff").unwrap_or(line);
            assert!(line.is_ascii());
            serde_json::from_slice::<serde_json::Value>(line).unwrap();
        }
    }
}

#[test]
fn random_bytes_do_not_panic() {
    let mut random = Random(3);
    let dispatcher = Dispatcher::<Table>::new();
    for _ in 0..2000 {
        let bytes: Vec<u8> = (0..random.below(200))
            .map(|_| u8::try_from(random.below(256)).unwrap())
            .collect();
        let (mut framer, mut agent, mut out) = (Framer::default(), Agent::default(), Vec::new());
        framer.push(&bytes);
        dispatcher
            .answer(&mut agent, &mut framer, &mut out)
            .unwrap();
        dispatcher.dispatch(&mut agent, &bytes, &mut out).unwrap();
    }
}

#[test]
fn the_deepest_message_fits_the_stack_of_a_thread() {
    let (dispatcher, mut agent) = (Dispatcher::<Table>::new(), Agent::default());
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for message in [
        format!("{{\"execute\": \"ping\", \"id\": {}}}", nested(1023)),
        format!(
            "{{\"execute\": \"any\", \"arguments\": {{\"value\": {}}}}}",
            nested(1022)
        ),
        format!(
            "{{\"execute\": \"ping\", \"arguments\": {{\"value\": {}}}}}",
            nested(1022)
        ),
    ] {
        let mut out = Vec::new();
        dispatcher
            .dispatch(&mut agent, message.as_bytes(), &mut out)
            .unwrap();
        assert!(out.ends_with(b"}\n"));
    }
}
