//! The blocking client with peers that fail, are late, break the protocol or disconnect.

use std::io::ErrorKind;
use std::net::Shutdown;
use std::os::fd::AsRawFd as _;
use std::os::unix::net::UnixStream;
use std::thread;

use nix::sys::socket::{
    AddressFamily, Backlog, SockFlag, SockType, UnixAddr, bind, listen, socket,
};

use crate::peer::{Peer, SHORT, descriptor, options, peer, ping};
use qapi_wire::new;
use qga_client::types::commands::*;
use qga_client::{Address, Client, Commands as _, Error, ErrorClass, Options, ProtocolError};
use serde_json::json;

/// Connects to a peer and syncs. The script continues with the first request.
fn connected(script: impl FnOnce(&mut Peer) + Send + 'static) -> Client {
    with_options(options(), script)
}

fn with_options(options: Options, script: impl FnOnce(&mut Peer) + Send + 'static) -> Client {
    let (stream, _) = peer(script);
    Client::over(descriptor(stream), options).expect("the peer answers")
}

fn transport(error: &Error) -> ErrorKind {
    match error {
        Error::Transport { source, .. } => source.kind(),
        other => panic!("{other}"),
    }
}

#[test]
fn an_agent_that_dies_mid_reply() {
    let mut client = connected(|peer| {
        peer.asked();
        peer.write(b"{\"return\": {\"half");
    });
    let error = client.execute(&ping()).expect_err("no reply");
    assert_eq!(transport(&error), ErrorKind::UnexpectedEof);
    assert_eq!(
        error.to_string(),
        "guest-ping: the agent has closed the connection"
    );
    // The client stays unusable.
    client.execute(&ping()).expect_err("no reply");
}

#[test]
fn half_a_line_and_nothing_more() {
    let mut client = connected(|peer| {
        peer.asked();
        peer.write(b"{\"return\": {\"half");
        // The rest never comes, but the agent is alive. Its next message follows on the same line.
        peer.serve();
    });
    let silent = client.execute_within(&ping(), SHORT).expect_err("no reply");
    assert_eq!(silent.to_string(), "guest-ping: no answer within 0.15 s");
    client
        .execute(&ping())
        .expect("the sync's mark ends the half line");
}

#[test]
fn a_mark_in_the_middle() {
    let mut client = connected(|peer| {
        let request = peer.asked().expect("a request");
        peer.write(b"{\"return\": \"old\xff\xff");
        peer.reply(&request, &json!({}));
        peer.serve();
    });
    client
        .execute(&ping())
        .expect("what stands behind the mark counts");
}

#[test]
fn replies_of_others() {
    let mut client = connected(|peer| {
        let request = peer.asked().expect("a request");
        peer.send(&json!({ "return": 1, "id": "other" }));
        peer.send(&json!({ "error": { "class": "GenericError", "desc": "old" }, "id": 7 }));
        peer.send(&json!({ "return": 2 }));
        peer.reply(&request, &json!(3));
        peer.serve();
    });
    assert_eq!(client.execute(&GuestGetTime::new()).expect("a time"), 3);
}

#[test]
fn a_late_reply_is_not_taken_for_the_next() {
    for echo in [true, false] {
        let mut client = connected(move |peer| {
            peer.echo = echo;
            let late = peer.asked().expect("a request");
            // The first reply comes after the client has given up and syncs again.
            let sync = peer.request().expect("a sync");
            peer.reply(&late, &json!(111));
            assert!(peer.answer_sync(&sync));
            let request = peer.asked().expect("a request");
            peer.reply(&request, &json!(222));
            peer.serve();
        });
        let late = client.execute_within(&GuestGetTime::new(), SHORT);
        assert!(late.is_err_and(|error| error.is_timeout()));
        assert_eq!(client.execute(&GuestGetTime::new()).expect("a time"), 222);
    }
}

#[test]
fn a_sync_that_is_lost_is_begun_anew() {
    let options = options().with_sync_interval(SHORT);
    let mut client = with_options(options, |peer| {
        // A late agent has not seen the first sync. It answers the second with the first's number.
        peer.request();
        let second = peer.request().expect("another sync");
        let wrong = second["arguments"]["id"].as_i64().expect("a number") ^ 1;
        peer.write(format!("\u{0}\n{{\"return\": {wrong}}}\n").as_bytes());
        peer.write(b"\xff{\"return\": 1}\n");
        peer.serve();
    });
    client.execute(&ping()).expect("a pong");
}

#[test]
fn a_peer_that_never_answers() {
    let (stream, _) = peer(|peer| while peer.request().is_some() {});
    let timeout = options().with_timeout(SHORT);
    let error = Client::over(descriptor(stream), timeout).expect_err("no answer");
    assert_eq!(
        error.to_string(),
        "guest-sync-delimited: no answer within 0.15 s"
    );
}

#[test]
fn a_line_of_64_mib() {
    const SIZE: usize = 64 << 20;
    let mut client = connected(|peer| {
        let request = peer.asked().expect("a request");
        let head = format!(
            "{{\"id\": {}, \"return\": {{\"count\": 50331648, \"eof\": true, \"buf-b64\": \"",
            request["id"]
        );
        peer.write(head.as_bytes());
        peer.write(&vec![b'A'; SIZE]);
        peer.write(b"\"}}\n");
        peer.serve();
    });
    let read = client
        .execute(&GuestFileRead::new(1))
        .expect("a long reply");
    assert_eq!(read.buf_b64.len(), SIZE / 4 * 3);
    client.execute(&ping()).expect("a pong");
}

#[test]
fn a_line_beyond_the_bound() {
    let mut client = with_options(options().with_max_line(1000), |peer| {
        peer.asked();
        peer.write(&[b'['; 100_000]);
        peer.write(b"\n");
        peer.serve();
    });
    let error = client.execute(&ping()).expect_err("too long");
    assert_eq!(
        error.to_string(),
        "guest-ping: the reply is longer than allowed"
    );
    client.execute(&ping()).expect("a pong");
}

#[test]
fn replies_that_are_not_as_the_schema_says() {
    let mut client = connected(|peer| {
        for returned in [json!("now"), json!({ "pid": 1 })] {
            let request = peer.asked().expect("a request");
            peer.reply(&request, &returned);
        }
        peer.asked();
        peer.write(b"HTTP/1.1 400 Bad Request\n");
        peer.serve();
    });
    let error = client.execute(&GuestGetTime::new()).expect_err("no number");
    let expected = "guest-get-time: expected an integer from -9223372036854775808 to 9223372036854775807, found \"now\"";
    assert_eq!(error.to_string(), expected);
    client
        .execute(&GuestGetHostName::new())
        .expect_err("no name");
    let error = client.execute(&ping()).expect_err("no agent");
    assert!(
        matches!(
            error,
            Error::Protocol {
                source: ProtocolError::Violation(_),
                ..
            }
        ),
        "{error}"
    );
    client.execute(&ping()).expect("a pong");
}

#[test]
fn a_request_that_the_agent_cannot_read() {
    let mut client = connected(|peer| {
        peer.asked();
        peer.send(&json!({ "error": { "class": "GenericError", "desc": "JSON token size limit exceeded" } }));
        peer.serve();
    });
    let error = client.execute(&ping()).expect_err("a complaint");
    let expected = "guest-ping: the peer could not read the request: GenericError: JSON token size limit exceeded";
    assert_eq!(error.to_string(), expected);
    client.execute(&ping()).expect("a pong");
}

#[test]
fn a_reader_that_is_slow() {
    let mut client = connected(|peer| {
        // More than both buffers hold: the client must read while it writes.
        thread::sleep(SHORT);
        for n in 0..20_000 {
            peer.send(&json!({ "return": n, "id": "nobody's", "padding": "x".repeat(100) }));
        }
        let request = peer.asked().expect("a request");
        let content = request["arguments"]["buf-b64"].as_str().expect("text");
        let count = content.len() / 4 * 3;
        peer.reply(&request, &json!({ "count": count, "eof": false }));
        peer.serve();
    });
    let content = vec![7; 3 << 20];
    let written = client
        .execute(&new!(GuestFileWrite {
            handle: 1,
            buf_b64: content
        }))
        .expect("a reply");
    assert_eq!(written.count, 3 << 20);
}

#[test]
fn silence_is_success_where_the_schema_says_so() {
    let mut client = connected(|peer| {
        peer.asked();
        let request = peer.asked().expect("a request");
        let error = json!({ "class": "GenericError", "desc": "no such mode" });
        peer.send(&json!({ "error": error, "id": request["id"] }));
        peer.asked();
        peer.stream
            .shutdown(Shutdown::Both)
            .expect("the machine is off");
    });
    client.execute(&GuestShutdown::new()).expect("silence");
    let refused = client
        .execute(&GuestShutdown::new())
        .expect_err("a refusal");
    assert_eq!(
        refused.remote().expect("a refusal").class,
        ErrorClass::GenericError
    );
    client
        .execute(&GuestShutdown::new())
        .expect("the agent goes with the machine");
    let dead = client
        .execute(&GuestShutdown::new())
        .expect_err("nobody is there");
    transport(&dead);
}

#[test]
fn a_command_that_ends_the_agent_succeeds() {
    // If the agent ends before it has read the whole request, the connection is reset.
    for reads in [true, false] {
        let connected = || {
            connected(move |peer| match reads {
                true => drop(peer.asked()),
                false => peer.peek(),
            })
        };
        connected()
            .guest_shutdown(GuestShutdown::new().with_mode("reboot"))
            .expect("the agent goes with the machine");
        connected().guest_suspend_ram().expect("it sleeps");
        connected()
            .execute_named("guest-shutdown", None)
            .expect("the agent goes with the machine");
        let error = connected().guest_ping().expect_err("no reply");
        transport(&error);
    }
}

#[test]
fn cancelling_from_another_thread() {
    let mut client = connected(|peer| {
        peer.asked();
        peer.serve();
    });
    let canceller = client.canceller().expect("a pipe");
    let thread = thread::spawn(move || {
        thread::sleep(SHORT);
        canceller.cancel();
        canceller
    });
    let error = client.execute(&ping()).expect_err("no answer");
    assert_eq!(error.to_string(), "guest-ping: cancelled");
    client.execute(&ping()).expect("a pong");
    // A cancellation between two requests cancels the next one only.
    let canceller = thread.join().expect("it cancels");
    canceller.cancel();
    canceller.cancel();
    assert!(matches!(
        client.execute(&ping()),
        Err(Error::Cancelled { .. })
    ));
    client.execute(&ping()).expect("a pong");
}

#[test]
fn what_the_agent_can_is_asked_once() {
    let mut client = connected(|peer| {
        let request = peer.asked().expect("a request");
        assert_eq!(request["execute"], "guest-info");
        let command = |name: &str, enabled: bool| json!({ "name": name, "enabled": enabled, "success-response": true });
        let commands = [command("guest-exec", false), command("guest-new", true)];
        peer.reply(
            &request,
            &json!({ "version": "99", "supported_commands": commands, "news": 1 }),
        );
        assert!(peer.asked().is_none());
    });
    assert!(!client.supports("guest-exec").expect("an answer"));
    assert!(client.supports("guest-new").expect("an answer"));
    assert!(!client.supports("guest-ping").expect("an answer"));
    assert_eq!(client.info().expect("an answer").version, "99");
}

#[test]
fn a_file_is_closed_after_a_failure() {
    let mut client = connected(|peer| {
        let open = peer.asked().expect("a request");
        peer.reply(&open, &json!(42));
        let write = peer.asked().expect("a request");
        let error = json!({ "class": "GenericError", "desc": "disk full" });
        peer.send(&json!({ "error": error, "id": write["id"] }));
        let close = peer.asked().expect("a request");
        assert_eq!(
            (&close["execute"], &close["arguments"]["handle"]),
            (&json!("guest-file-close"), &json!(42))
        );
        peer.reply(&close, &json!({}));
        let open = peer.asked().expect("a request");
        peer.reply(&open, &json!(43));
        let write = peer.asked().expect("a request");
        peer.reply(&write, &json!({ "count": 0, "eof": false }));
        peer.serve();
    });
    let error = client.write_file("/full", "text").expect_err("no space");
    assert_eq!(
        error.to_string(),
        "guest-file-write: GenericError: disk full"
    );
    let error = client
        .write_file("/odd", "text")
        .expect_err("nothing is written");
    assert_eq!(
        error.to_string(),
        "guest-file-write: 0 of 4 bytes were written"
    );
}

#[test]
fn nothing_at_the_address() {
    let nowhere = Address::unix("/nowhere/at/all");
    let error = Client::connect(&nowhere).expect_err("nothing is there");
    assert_eq!(transport(&error), ErrorKind::NotFound);
    assert!(
        error
            .to_string()
            .starts_with("/nowhere/at/all: No such file"),
        "{error}"
    );
}

/// QEMU's sockets accept one client and let few wait.
#[test]
fn a_socket_with_too_many_callers() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("socket");
    let kind = (AddressFamily::Unix, SockType::Stream, SockFlag::empty());
    let listener = socket(kind.0, kind.1, kind.2, None).expect("a socket");
    bind(
        listener.as_raw_fd(),
        &UnixAddr::new(&path).expect("a short path"),
    )
    .expect("it is free");
    listen(&listener, Backlog::new(0).expect("none is a number")).expect("it listens");
    let _first = UnixStream::connect(&path).expect("one may wait");
    let error = Client::connect_with(&Address::unix(&path), options().with_timeout(SHORT));
    let error = error.expect_err("and no more");
    assert!(error.is_timeout(), "{error}");
    let expected = format!("{}: no answer within 0.15 s", path.display());
    assert_eq!(error.to_string(), expected);
}
