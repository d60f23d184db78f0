//! Recordings in any layout, damaged ones and large ones.

use std::io::{self, Read};

use qapi_compat::validate::Finding;
use serde_json::{Value, json};

use crate::invariants::{assert_sound, read, schema};

/// Pseudorandom numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = (self.0)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn one_of<T: Clone>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())].clone()
    }

    /// Returns a random value, often one of the schema's.
    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 4 } else { 9 }) {
            0 => json!(self.one_of(&["red", "blue", "grün", "", "a\"b\\c\n"])),
            1 => json!(self.one_of(&[0, 255, 256, -1, i64::MIN])),
            2 => json!(self.one_of(&[1.5, 1e300, -0.25])),
            3 => self.one_of(&[json!(null), json!(true), json!({}), json!([])]),
            4 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let count = self.below(5);
                let names = ["left", "right", "hue", "any", "größe"];
                let members = (0..count).map(|_| {
                    let name = self.one_of(&names).to_owned();
                    (name, self.value(depth - 1))
                });
                Value::Object(members.collect())
            }
        }
    }

    fn message(&mut self) -> Value {
        let value = self.value(5);
        let mut message = match self.below(9) {
            0..3 => json!({ "execute": "grow", "arguments": { "tree": value } }),
            3 => json!({ "execute": "rest", "arguments": value }),
            4..6 => json!({ "return": value }),
            6 => json!({ "error": { "class": "GenericError", "desc": value } }),
            7 => json!({ "event": "GROWN", "data": { "tree": value }, "timestamp": value }),
            _ => value,
        };
        if let (Value::Object(members), 0..4) = (&mut message, self.below(8)) {
            members.insert("id".to_owned(), json!(self.below(2)));
        }
        message
    }
}

/// Returns JSON with spaces around every punctuation character.
fn spaced(compact: &str, random: &mut Random) -> String {
    const SPACES: [&str; 8] = ["", "", "", " ", "\n", "\t", "\r\n\r\n", "\n    "];
    let (mut text, mut in_string, mut is_escaped) = (String::new(), false, false);
    for character in compact.chars() {
        let is_punctuation = !in_string && "{}[],:".contains(character);
        if is_punctuation {
            text += random.one_of(&SPACES);
        }
        text.push(character);
        if is_punctuation {
            text += random.one_of(&SPACES);
        }
        in_string ^= character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
    }
    text
}

/// Returns findings without their positions.
fn without_positions(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect()
}

#[test]
fn layout_does_not_change_the_findings() {
    let schema = schema();
    let mut random = Random(1);
    let mut total = 0;
    for _ in 0..300 {
        let messages: Vec<Value> = (0..random.below(30)).map(|_| random.message()).collect();
        let all = |write: &mut dyn FnMut(&Value) -> String| -> String {
            messages.iter().map(write).collect()
        };
        let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("it is JSON");
        let lines = all(&mut |value| format!("{value}\n"));
        let layouts = [
            all(&mut |value| format!("{value} ")),
            all(&mut |value| format!("\r\n\r\n{value}\r\n")),
            all(&mut |value| format!("{}\n", pretty(value))),
            all(&mut |value| format!("  {}\r\n", pretty(value).replace('\n', "\r\n    "))),
            all(&mut |value| format!("{} ", spaced(&value.to_string(), &mut random))),
        ];
        let (expected, counts) = read(&schema, lines.as_bytes());
        total += expected.len();
        for layout in layouts {
            let (found, same) = read(&schema, layout.as_bytes());
            assert_eq!(counts, same, "{layout}");
            let (found, expected) = (without_positions(&found), without_positions(&expected));
            assert_eq!(found, expected, "{lines}\n{layout}");
        }
    }
    assert!(total > 5000, "{total} findings");
}

/// Returns the text at a position.
fn text_at(text: &str, finding: &Finding) -> String {
    let number = |number: u64| usize::try_from(number).expect("a small text") - 1;
    let position = finding.position;
    let line = text
        .split('\n')
        .nth(number(position.line))
        .expect("the line is there");
    line.chars().skip(number(position.column)).collect()
}

#[test]
fn positions_are_those_of_the_values() {
    let schema = schema();
    let mut random = Random(2);
    let (mut values, mut keys) = (0, 0);
    for _ in 0..300 {
        let messages: String = (0..random.below(30))
            .map(|_| {
                let message = random.message().to_string();
                spaced(&message, &mut random) + " "
            })
            .collect();
        for finding in read(&schema, messages.as_bytes()).0 {
            let text = text_at(&messages, &finding);
            if let Some((_, found)) = finding.message.split_once(", found ") {
                let start = match found {
                    "an object" => "{",
                    "an array" => "[",
                    scalar => scalar,
                };
                assert!(
                    text.starts_with(start) || start.starts_with("1e"),
                    "{finding}: {text}"
                );
                values += 1;
            } else if finding.message.starts_with("no such member") {
                let name = finding.path.rsplit(['.', ' ']).next().expect("a path");
                assert!(
                    text.starts_with(&json!(name).to_string()),
                    "{finding}: {text}"
                );
                keys += 1;
            }
        }
    }
    assert!(values > 500 && keys > 500, "{values} values, {keys} keys");
}

/// Pieces of messages, and pieces that break them.
const PIECES: [&[u8]; 30] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b" ",
    b"\n",
    b"\r\n",
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
    b"-1.5",
    b"tru",
    b"\"a\"",
    b"'return': ",
    b"\"id\": 1",
    b"\n{\"execute\": ",
    b"\n  {\"a\": [{",
    b"{}",
    b"{\"execute\": \"rest\"}",
    b"\n{\"return\": [",
];

/// A message on a line of its own is checked after any damage, and the number of findings is small.
#[test]
fn damage_does_not_hide_what_follows() {
    let schema = schema();
    let mut random = Random(3);
    for _ in 0..20_000 {
        let count = random.below(30);
        let damaged: Vec<u8> = (0..count)
            .flat_map(|_| random.one_of(&PIECES))
            .copied()
            .collect();
        assert_sound(&schema, &damaged, &[1, 5, 2, 4, 3, 3, 1]);
        let (findings, _) = read(&schema, damaged.as_slice());
        let said = without_positions(&findings);
        assert!(
            findings.len() <= 2 * count,
            "{}\n{said}",
            damaged.escape_ascii()
        );
    }
}

#[test]
fn nesting_is_bounded() {
    let schema = schema();
    let tree = |depth: usize| {
        let nested = "{\"left\":".repeat(depth);
        format!(
            "{{\"execute\":\"grow\",\"arguments\":{{\"tree\":{nested}5{}}}}}\n",
            "}".repeat(depth)
        )
    };
    let (findings, _) = read(&schema, tree(1022).as_bytes());
    let messages: Vec<&str> = findings.iter().map(|finding| &*finding.message).collect();
    assert_eq!(messages, ["expected an object, found 5"]);
    let id = format!("{}{}", "[".repeat(1023), "]".repeat(1023));
    let paired = format!("{{\"execute\":\"rest\",\"id\":{id}}}{{\"error\":5,\"id\":{id}}}");
    let (findings, _) = read(&schema, paired.as_bytes());
    assert_eq!(
        without_positions(&findings),
        "error: rest: error: expected an object, found 5\n"
    );
    let (findings, counts) = read(&schema, (tree(1023) + &tree(0)).as_bytes());
    assert_eq!(counts.requests, 1);
    assert_eq!(
        without_positions(&findings),
        "error: the message nests more than 1024 deep\n\
         error: grow: arguments.tree: expected an object, found 5\n"
    );
}

#[test]
fn the_size_of_a_message_is_bounded() {
    let schema = schema();
    let rest: &[u8] = b"\"}\n{\"execute\": 5}\n";
    let long = b"{\"return\": \""
        .chain(io::repeat(b'a').take((1 << 27) + 1))
        .chain(rest);
    let (findings, _) = read(&schema, long);
    assert_eq!(
        without_positions(&findings),
        "error: the string is too long\nerror: execute: expected a string, found 5\n"
    );
    let many = format!(
        "{{\"return\": [{}0]}} {{\"execute\": 5}}",
        "0,".repeat(1 << 21)
    );
    let (findings, _) = read(&schema, many.as_bytes());
    assert_eq!(
        without_positions(&findings),
        "error: the message is too long\nerror: execute: expected a string, found 5\n"
    );
}
