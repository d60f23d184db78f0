//! Bytes to messages.

use qapi_wire::server::{Frame, Framer, Limits};

/// Returns the frames of a framer as text; errors begin with `!`.
pub(crate) fn frames(framer: &mut Framer) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(frame) = framer.next_frame() {
        all.push(match frame {
            Frame::Message(text) => String::from_utf8_lossy(text).into_owned(),
            Frame::Garbage(error) => format!("!{}", error.desc),
        });
    }
    all
}

#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) {
    let mut framer = Framer::default();
    framer.push(bytes);
    assert_eq!(frames(&mut framer), expected);
}

#[test]
fn messages_end_where_they_balance() {
    check(b"{}[]{\"a\":\n{}}", &["{}", "[]", "{\"a\":\n{}}"]);
    check(b"  1 true\"a\" 'b'x", &["1", "true", "\"a\"", "'b'"]);
    check(
        b"{\"a}\": '[{\"', 'b\\'': \"\\\"]\"}",
        &["{\"a}\": '[{\"', 'b\\'': \"\\\"]\"}"],
    );
    check(b"{]}", &["{]", "}"]);
    check(b",:", &[",", ":"]);
}

#[test]
fn garbage_costs_a_complaint_and_ends_where_a_message_may_begin() {
    let stray = |text: &str| format!("!JSON parse error, stray '{text}'");
    check(b"\xff{}", &[&stray("\u{fffd}"), "{}"]);
    check(b"\x1b{}", &[&stray("\u{1b}"), "{}"]);
    check(b"{\"a\": 1, \xff{}", &[&stray("\u{fffd}"), "{}"]);
    check(b"{\"a\xff{}", &[&stray("\"a\u{fffd}"), "{}"]);
    check(b"\"a\nb\"}\n{}", &[&stray("\"a\n"), "}", "{}"]);
    check(b"@ garbage 1 \t 2 {}", &[&stray("@"), "{}"]);
    check(b"tru\x00e\n1 ", &["tru", &stray(""), "1"]);
    check(b"01 {}", &[&stray("01"), "{}"]);
}

#[test]
fn limits_are_counted_from_the_first_token_to_the_last() {
    let mut limits = Limits::default();
    (limits.size, limits.tokens, limits.depth) = (10, 4, 2);
    let found = |text: &str| {
        let mut framer = Framer::new(limits);
        framer.push(text.as_bytes());
        frames(&mut framer)
    };
    assert_eq!(found("            [\"123456\"]"), ["[\"123456\"]"]);
    let size = "!JSON token size limit exceeded";
    // The string is dropped in its middle. Its rest is garbage, and the end of the array is a
    // message.
    assert_eq!(found("[\"1234567\"] {}")[0], size);
    assert_eq!(found("[         ]")[..2], [size, "]"]);
    assert_eq!(found("12345678901 ")[..1], [size]);
    assert_eq!(found("[1,2]"), ["!JSON token count limit exceeded"]);
    assert_eq!(
        found("[[[]]]")[..2],
        ["!JSON nesting depth limit exceeded", "]"]
    );
    assert_eq!(found("[[1]]"), ["!JSON token count limit exceeded"]);
    assert_eq!(found("[[]]"), ["[[]]"]);
}

#[test]
fn reads_from_a_stream() {
    let mut framer = Framer::default();
    let mut source = &b"{}{"[..];
    assert_eq!(framer.read_from(&mut source).unwrap(), 3);
    assert_eq!(frames(&mut framer), ["{}"]);
    assert_eq!(framer.read_from(&mut source).unwrap(), 0);
    framer.push(b"}");
    assert_eq!(frames(&mut framer), ["{}"]);
}

#[test]
fn a_long_complaint_is_cut() {
    let mut framer = Framer::default();
    framer.push(format!("\"{}\n", "x".repeat(100_000)).as_bytes());
    let complaints = frames(&mut framer);
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].len() < 400);
}
