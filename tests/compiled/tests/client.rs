//! Generated clients: the commands that their methods execute, and the results.
#![allow(deprecated, reason = "deprecated commands are called, too")]

use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use compiled_tests::client::client::{AsyncCommands, Commands};
use compiled_tests::client::commands::{RadioAny, RadioOff};
use compiled_tests::client::{Channel, Recording};
use compiled_tests::{client_cfg, client_names, client_of_modules};
use qapi_wire::client::{Execute, ExecuteAsync};
use qapi_wire::message::{RemoteError, Request, decode_response};
use qapi_wire::{Command, Mode};

/// A peer with one answer to every command. It keeps the commands.
struct Peer {
    answer: &'static str,
    sent: Vec<String>,
}

fn peer(answer: &'static str) -> Peer {
    let sent = Vec::new();
    Peer { answer, sent }
}

impl Execute for Peer {
    type Error = RemoteError;

    fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, RemoteError> {
        (self.sent).push(serde_json::to_string(&Request::new(command)).unwrap());
        let response = decode_response::<C>(self.answer.as_bytes(), Mode::Lenient);
        response
            .map_err(|error| RemoteError::generic(error.to_string()))?
            .result
    }
}

struct AsyncPeer(Peer);

impl ExecuteAsync for AsyncPeer {
    type Error = RemoteError;

    async fn execute<C: Command>(&mut self, command: &C) -> Result<C::Reply, RemoteError> {
        Execute::execute(&mut self.0, command)
    }
}

#[test]
fn methods_take_commands_or_the_only_argument() {
    let mut peer = peer(r#"{"return": {}}"#);
    // A command without arguments, and one with optional ones only.
    assert_eq!(peer.radio_ping(), Ok(()));
    assert_eq!(peer.radio_off(RadioOff::new()), Ok(()));
    assert_eq!(peer.radio_off(RadioOff::new().with_delay(3)), Ok(()));
    // The argument is of the type that `data` names.
    assert_eq!(peer.radio_set(Channel::new("c")), Ok(()));
    peer.answer = r#"{"return": [{"name": "a"}]}"#;
    let channels = peer.radio_tune(vec![Channel::new("b")]);
    assert_eq!(channels, Ok(vec![Channel::new("a")]));
    peer.answer = r#"{"return": {"data": "AAAA"}}"#;
    assert_eq!(peer.radio_record(3), Ok(Recording::new(vec![0; 3])));
    let any = RadioAny::new(1.into()).with("loud", true).with("note", "x");
    assert!(peer.radio_any(any).is_ok());
    peer.answer = r#"{"error": {"class": "GenericError", "desc": "no"}}"#;
    assert_eq!(peer.radio_sync(7), Err(RemoteError::generic("no")));
    assert_eq!(
        peer.sent,
        [
            r#"{"execute":"radio-ping"}"#,
            r#"{"execute":"radio-off"}"#,
            r#"{"execute":"radio-off","arguments":{"delay":3}}"#,
            r#"{"execute":"radio-set","arguments":{"name":"c"}}"#,
            r#"{"execute":"radio-tune","arguments":{"channels":[{"name":"b"}]}}"#,
            r#"{"execute":"radio-record","arguments":{"count":3}}"#,
            r#"{"execute":"radio-any","arguments":{"value":1,"loud":true,"note":"x"}}"#,
            r#"{"execute":"radio-sync","arguments":{"id":7}}"#,
        ]
    );
}

#[test]
fn what_leads_to_an_executor_is_one() {
    let mut peer = peer(r#"{"return": {}}"#);
    assert_eq!(Commands::radio_ping(&mut &mut peer), Ok(()));
    let shared = Mutex::new(peer);
    assert_eq!((&shared).radio_ping(), Ok(()));
}

#[test]
fn futures_can_be_sent_to_other_threads() {
    fn run<T>(future: impl Future<Output = T> + Send) -> T {
        let mut future = pin!(future);
        match future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(value) => value,
            Poll::Pending => unreachable!("the peer never waits"),
        }
    }
    let mut peer = AsyncPeer(peer(r#"{"return": 5}"#));
    assert_eq!(run(peer.radio_sync(5)), Ok(5));
    peer.0.answer = r#"{"return": {}}"#;
    assert_eq!(run(peer.radio_ping()), Ok(()));
    assert_eq!(peer.0.sent.len(), 2);
}

#[test]
fn types_may_be_elsewhere() {
    let mut peer = peer(r#"{"return": {"data": "AAAA"}}"#);
    let recording = client_cfg::client::Commands::radio_record(&mut peer, 1);
    assert_eq!(
        recording,
        Ok(compiled_tests::server::Recording::new(vec![0; 3]))
    );
    fn has_all<E: client_of_modules::client::Commands + client_names::client::Commands>(_: &E) {}
    has_all(&peer);
}
