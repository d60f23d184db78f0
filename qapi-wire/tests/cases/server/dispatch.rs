//! Messages and their replies, byte for byte. The workspace's `tests` compare them with a real
//! agent.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use qapi_wire::server::{Dispatcher, Framer, Lists, Outcome};

use super::commands::{Agent, Table};

fn ask(dispatcher: &Dispatcher<Table>, agent: &mut Agent, message: &[u8]) -> (String, Outcome) {
    let mut out = Vec::new();
    let outcome = dispatcher.dispatch(agent, message, &mut out).unwrap();
    let text: String = out.iter().map(|byte| char::from(*byte)).collect();
    (text, outcome)
}

/// Checks messages and their replies: the description of an error, or else the whole line.
fn check(pairs: &[(&str, &str)]) {
    let (dispatcher, mut agent) = (Dispatcher::new(), Agent::default());
    for (message, reply) in pairs {
        let (text, _) = ask(&dispatcher, &mut agent, message.as_bytes());
        let shown = match text.split_once("\"desc\": \"") {
            Some((_, desc)) => desc.strip_suffix("\"}}\n").unwrap(),
            None => text.strip_suffix('\n').unwrap(),
        };
        assert_eq!(shown, *reply, "{message}");
    }
}

#[test]
fn replies() {
    check(&[
        (r#"{"execute": "ping"}"#, r#"{"return": {}}"#),
        (
            "{'execute':'ping','id':null}",
            r#"{"return": {}, "id": null}"#,
        ),
        (
            "{\"id\": {\"a\": [1, -2.5, true, {}, []], \"\\u00e9\": \"\u{1f600}\x7f/\\u0001\\\"\"}, \"execute\": \"ping\"}",
            r#"{"return": {}, "id": {"a": [1, -2.5, true, {}, []], "\u00E9": "\uD83D\uDE00\u007F/\u0001\""}}"#,
        ),
        (
            r#"{"execute": "sync", "arguments": {"id": 7}, "id": 1}"#,
            "\u{ff}{\"return\": 7, \"id\": 1}",
        ),
        (
            r#"{"execute": "read", "arguments": {"count": 4}}"#,
            r#"{"return": "+/v7+w=="}"#,
        ),
        (
            r#"{"execute": "any", "arguments": {"value": [1.5, null, {"b": "\n"}]}}"#,
            r#"{"return": [1.5, null, {"b": "\n"}]}"#,
        ),
    ]);
}

#[test]
fn a_large_reply_is_encoded_as_a_small_one() {
    let (dispatcher, mut agent) = (Dispatcher::new(), Agent::default());
    let (text, _) = ask(
        &dispatcher,
        &mut agent,
        br#"{"execute": "read", "arguments": {"count": 30000}}"#,
    );
    assert_eq!(
        text,
        format!("{{\"return\": \"{}\"}}\n", "+/v7".repeat(10000))
    );
}

#[test]
fn envelopes_that_are_refused() {
    check(&[
        ("42", "QMP input must be a JSON object"),
        ("[1]", "QMP input must be a JSON object"),
        (r#"{"foo": 1}"#, "QMP input member 'foo' is unexpected"),
        (
            r#"{"execute": 1}"#,
            "QMP input member 'execute' must be a string",
        ),
        ("{}", "QMP input lacks member 'execute'"),
        (
            r#"{"execute": "ping", "arguments": null}"#,
            "QMP input member 'arguments' must be an object",
        ),
        (
            r#"{"execute": "ping", "arguments": []}"#,
            "QMP input member 'arguments' must be an object",
        ),
        (
            r#"{"exec-oob": "any"}"#,
            "QMP input member 'exec-oob' is unexpected",
        ),
        (
            r#"{"execute": "ping", "execute": "ping"}"#,
            "JSON parse error, duplicate key",
        ),
        (
            r#"{"execute": "ping",}"#,
            "JSON parse error, expecting value",
        ),
        (
            r#"{"execute": "ping", "id": 0e1}"#,
            "JSON parse error, expected separator in dict",
        ),
        (
            r#"{"execute": "ping", "id": "\ud800"}"#,
            "JSON parse error, \\\\ud800 is not a valid Unicode character",
        ),
        (
            r#"{"execute": "none \u00e9"}"#,
            "The command none \\u00E9 has not been found",
        ),
    ]);
}

#[test]
fn arguments_that_are_refused() {
    check(&[
        (
            r#"{"execute": "ping", "arguments": {"foo": 1}}"#,
            "Parameter 'foo' is unexpected",
        ),
        (r#"{"execute": "sync"}"#, "Parameter 'id' is missing"),
        (
            r#"{"execute": "sync", "arguments": {"id": 1.0}}"#,
            "Invalid parameter type for 'id', expected: integer",
        ),
        (
            r#"{"execute": "sync", "arguments": {"id": 9223372036854775808}}"#,
            "Invalid parameter type for 'id', expected: integer",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": {}}}"#,
            "Invalid parameter type for 'parts', expected: array",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [1]}}"#,
            "Invalid parameter type for 'parts[0]', expected: object",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [{"index": 1}, {"index": 1, "on": 1}]}}"#,
            "Invalid parameter type for 'parts[1].on', expected: boolean",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [{"index": 1, "on": null}]}}"#,
            "Invalid parameter type for 'parts[0].on', expected: boolean",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [{"index": 1, "x": {"y": 1}}]}}"#,
            "Parameter 'parts[0].x' is unexpected",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [{}]}}"#,
            "Parameter 'parts[0].index' is missing",
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [], "small": 256}}"#,
            "Invalid parameter type for 'small', expected: integer from 0 to 255",
        ),
    ]);
}

#[test]
fn unsigned_members_take_negative_numbers_as_upstream() {
    check(&[
        (
            r#"{"execute": "set", "arguments": {"parts": [], "mask": -1}}"#,
            r#"{"return": 18446744073709551615}"#,
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [], "mask": 18446744073709551615}}"#,
            r#"{"return": 18446744073709551615}"#,
        ),
        (
            r#"{"execute": "set", "arguments": {"parts": [], "mask": 18446744073709551616}}"#,
            "Invalid parameter type for 'mask', expected: integer",
        ),
    ]);
}

#[test]
fn ids_come_back_with_errors_but_not_of_what_is_no_message() {
    let (dispatcher, mut agent) = (Dispatcher::new(), Agent::default());
    let mut ask = |message: &str| ask(&dispatcher, &mut agent, message.as_bytes()).0;
    assert_eq!(
        ask(r#"{"execute": "none", "id": [null]}"#),
        "{\"id\": [null], \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"The command none has not been found\"}}\n"
    );
    assert!(
        ask(r#"{"foo": 1, "id": 5}"#)
            .starts_with(r#"{"id": 5, "error": {"class": "GenericError","#)
    );
    assert!(ask(r#"{"execute": "ping", "id": 5, }"#).starts_with(r#"{"error": "#));
    // No sentinel precedes an error.
    assert!(ask(r#"{"execute": "sync", "id": 5}"#).starts_with(r#"{"id": 5, "error": "#));
}

#[test]
fn success_may_be_silent() {
    let (dispatcher, mut agent) = (Dispatcher::new(), Agent::default());
    let mut ask = |message: &str| ask(&dispatcher, &mut agent, message.as_bytes());
    assert_eq!(
        ask(r#"{"execute": "halt", "id": 1}"#),
        (String::new(), Outcome::Silent)
    );
    let (text, outcome) = ask(r#"{"execute": "halt", "arguments": {"fail": true}, "id": 1}"#);
    assert_eq!(outcome, Outcome::Failed);
    assert_eq!(
        text,
        "{\"id\": 1, \"error\": {\"class\": \"GenericError\", \"desc\": \"no power \\u00E9\"}}\n"
    );
}

#[test]
fn lists_decide_before_arguments_are_looked_at() {
    let dispatcher = Dispatcher::new();
    let mut agent = Agent {
        lists: Lists::default().allow(["ping", "sync"]).block(["sync"]),
        ..Agent::default()
    };
    let mut ask = |message: &str| ask(&dispatcher, &mut agent, message.as_bytes()).0;
    assert_eq!(ask(r#"{"execute": "ping"}"#), "{\"return\": {}}\n");
    for name in ["sync", "halt"] {
        assert_eq!(
            ask(&format!(
                r#"{{"execute": "{name}", "arguments": {{"foo": 1}}}}"#
            )),
            format!(
                "{{\"error\": {{\"class\": \"CommandNotFound\", \"desc\": \"Command {name} has been disabled: the command is not allowed\"}}}}\n"
            )
        );
    }
}

#[test]
fn out_of_band_where_agreed() {
    let (dispatcher, mut agent) = (Dispatcher::new().out_of_band(true), Agent::default());
    let mut ask = |message: &str| ask(&dispatcher, &mut agent, message.as_bytes()).0;
    assert_eq!(
        ask(r#"{"exec-oob": "any", "arguments": {"value": 1}}"#),
        "{\"return\": 1}\n"
    );
    assert!(ask(r#"{"exec-oob": "ping"}"#).contains("The command ping does not support OOB"));
    assert!(
        ask(r#"{"exec-oob": "any", "execute": "any"}"#)
            .contains("'execute' clashes with 'exec-oob'")
    );
}

#[test]
fn a_stream_of_messages_is_answered_in_order() {
    let (dispatcher, mut agent) = (Dispatcher::<Table>::new(), Agent::default());
    let (mut framer, mut out) = (Framer::default(), Vec::new());
    framer.push(b"\xff{\"execute\": \"ping\"}{\"execute\":\n\"none\"} 42 {\"execute\": \"pi");
    dispatcher
        .answer(&mut agent, &mut framer, &mut out)
        .unwrap();
    framer.push(b"ng\", \"id\": 2}");
    dispatcher
        .answer(&mut agent, &mut framer, &mut out)
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    let starts = [
        r#"{"error": {"class": "GenericError", "desc": "JSON parse error, stray '\uFFFD'"}}"#,
        r#"{"return": {}}"#,
        r#"{"error": {"class": "CommandNotFound","#,
        r#"{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}"#,
        r#"{"return": {}, "id": 2}"#,
    ];
    assert_eq!(text.lines().count(), starts.len(), "{text}");
    for (line, start) in text.lines().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
    assert_eq!(agent.count, 2);
}

#[test]
fn a_sink_that_fails_fails_the_call() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (dispatcher, mut agent) = (Dispatcher::<Table>::new(), Agent::default());
    for message in [r#"{"execute": "ping"}"#, r#"{"execute": "none"}"#] {
        let error = dispatcher
            .dispatch(&mut agent, message.as_bytes(), &mut Closed)
            .unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
}

#[test]
fn the_asynchronous_form_answers_alike() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let (dispatcher, mut agent) = (Dispatcher::<Table>::new(), Agent::default());
    for (message, reply) in [
        (
            r#"{"execute": "ping", "id": 1}"#,
            "{\"return\": {}, \"id\": 1}\n",
        ),
        (
            r#"{"execute": "ping", "arguments": {"foo": 1}}"#,
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Parameter 'foo' is unexpected\"}}\n",
        ),
        (
            r#"{"execute": "ping"} 5"#,
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error, something follows the value\"}}\n",
        ),
    ] {
        let mut out = Vec::new();
        {
            let future =
                is_send(dispatcher.dispatch_async(&mut agent, message.as_bytes(), &mut out));
            let polled = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(polled, Poll::Ready(Ok(_))));
        }
        assert_eq!(String::from_utf8(out).unwrap(), reply);
    }
}
