//! The client on tokio: the same peers, and futures that are dropped.

use std::io::ErrorKind;
use std::net::Shutdown;

use crate::peer::{Peer, SHORT, options, peer, ping};
use qapi_wire::new;
use qga_client::types::commands::*;
use qga_client::{Address, AsyncClient, AsyncCommands as _, Error, Process};
use serde_json::json;
use tokio::net::UnixStream;

async fn connected(script: impl FnOnce(&mut Peer) + Send + 'static) -> AsyncClient<UnixStream> {
    let (stream, _) = peer(script);
    stream.set_nonblocking(true).expect("a socket can");
    let stream = UnixStream::from_std(stream).expect("tokio polls sockets");
    AsyncClient::over(stream, options())
        .await
        .expect("the peer answers")
}

#[tokio::test]
async fn dropping_a_request_cancels_it() {
    let mut client = connected(|peer| {
        let late = peer.asked().expect("a request");
        let sync = peer.request().expect("a sync");
        peer.reply(&late, &json!(111));
        assert!(peer.answer_sync(&sync));
        let request = peer.asked().expect("a request");
        peer.reply(&request, &json!(222));
    })
    .await;
    let dropped = tokio::time::timeout(SHORT, client.execute(&GuestGetTime::new())).await;
    assert!(dropped.is_err());
    assert_eq!(
        client.execute(&GuestGetTime::new()).await.expect("a time"),
        222
    );
}

#[tokio::test]
async fn dropping_a_request_that_is_half_sent() {
    let mut client = connected(|peer| {
        // Reads nothing until the client has given up.
        std::thread::sleep(SHORT * 2);
        peer.serve();
    })
    .await;
    let write = new!(GuestFileWrite {
        handle: 1,
        buf_b64: vec![7; 8 << 20]
    });
    let dropped = tokio::time::timeout(SHORT, client.execute(&write)).await;
    assert!(dropped.is_err());
    client
        .execute(&ping())
        .await
        .expect("what was sent of it is dropped");
}

#[tokio::test]
async fn deadlines_and_the_end_of_the_stream() {
    let mut client = connected(|peer| {
        peer.asked();
        peer.asked();
        peer.write(b"{\"return\": ");
    })
    .await;
    let silent = client
        .execute_within(&ping(), SHORT)
        .await
        .expect_err("no reply");
    assert_eq!(silent.to_string(), "guest-ping: no answer within 0.15 s");
    match client.execute(&ping()).await {
        Err(Error::Transport { source, .. }) => assert_eq!(source.kind(), ErrorKind::UnexpectedEof),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_line_of_64_mib_to_a_client_that_writes_much() {
    const SIZE: usize = 64 << 20;
    let mut client = connected(|peer| {
        let request = peer.asked().expect("a request");
        let head = format!(
            "{{\"id\": {}, \"return\": {{\"count\": 1, \"eof\": true, \"buf-b64\": \"",
            request["id"]
        );
        peer.write(head.as_bytes());
        peer.write(&vec![b'A'; SIZE]);
        peer.write(b"\"}}\n");
        for _ in 0..20_000 {
            peer.send(&json!({ "return": "x".repeat(100), "id": "nobody's" }));
        }
        let request = peer.asked().expect("a request");
        peer.reply(&request, &json!({ "count": 1, "eof": false }));
    })
    .await;
    let read = client
        .execute(&GuestFileRead::new(1))
        .await
        .expect("a long reply");
    assert_eq!(read.buf_b64.len(), SIZE / 4 * 3);
    let write = new!(GuestFileWrite {
        handle: 1,
        buf_b64: vec![7; 3 << 20]
    });
    client.execute(&write).await.expect("both sides write");
}

#[tokio::test]
async fn silence_is_success_where_the_schema_says_so() {
    let mut client = connected(|peer| {
        peer.asked();
        let request = peer.asked().expect("a request");
        let error = json!({ "class": "GenericError", "desc": "no such mode" });
        peer.send(&json!({ "error": error, "id": request["id"] }));
        peer.asked();
        peer.stream
            .shutdown(Shutdown::Both)
            .expect("the machine is off");
    })
    .await;
    client
        .execute(&GuestShutdown::new())
        .await
        .expect("silence");
    let refused = client.execute(&GuestShutdown::new()).await;
    assert!(refused.expect_err("a refusal").remote().is_some());
    client
        .execute(&GuestShutdown::new())
        .await
        .expect("the agent goes with the machine");
}

#[tokio::test]
async fn a_command_that_ends_the_agent_succeeds() {
    // If the agent ends before it has read the whole request, the connection is reset.
    for reads in [true, false] {
        let connected = || {
            connected(move |peer| match reads {
                true => drop(peer.asked()),
                false => peer.peek(),
            })
        };
        let shutdown = GuestShutdown::new().with_mode("reboot");
        let gone = connected().await.guest_shutdown(shutdown).await;
        gone.expect("the agent goes with the machine");
        let asleep = connected().await.guest_suspend_ram().await;
        asleep.expect("it sleeps");
        let named = connected()
            .await
            .execute_named("guest-shutdown", None)
            .await;
        named.expect("the agent goes with the machine");
        let error = connected().await.guest_ping().await.expect_err("no reply");
        assert!(matches!(error, Error::Transport { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_process_is_looked_at_until_it_ends() {
    let mut client = connected(|peer| {
        let exec = peer.asked().expect("a request");
        assert_eq!(exec["arguments"]["capture-output"], true);
        peer.reply(&exec, &json!({ "pid": 5 }));
        for _ in 0..3 {
            let status = peer.asked().expect("a request");
            assert_eq!(status["arguments"]["pid"], 5);
            peer.reply(&status, &json!({ "exited": false }));
        }
        let status = peer.asked().expect("a request");
        let ended =
            json!({ "exited": true, "exitcode": 0, "out-data": "aGk=", "out-truncated": true });
        peer.reply(&status, &ended);
    })
    .await;
    let mut looks = 0;
    let outcome = client
        .run_with(&Process::new("hi"), |_| looks += 1)
        .await
        .expect("it runs");
    assert_eq!(
        (looks, outcome.success(), &*outcome.stdout),
        (3, true, &b"hi"[..])
    );
    assert!(outcome.truncated);
}

#[tokio::test]
async fn nothing_at_the_address() {
    for address in [
        Address::unix("/nowhere/at/all"),
        Address::device("/nowhere/at/all"),
    ] {
        let error = AsyncClient::connect(&address)
            .await
            .expect_err("nothing is there");
        assert_eq!(
            error.to_string(),
            format!("{address}: No such file or directory (os error 2)")
        );
    }
}

/// The futures of a client are `Send`.
#[test]
fn futures_are_send() {
    fn send<T: Send>(_: T) {}
    let address = Address::unix("/nowhere/at/all");
    send(async move {
        let mut client = AsyncClient::connect(&address).await?;
        client.run(&Process::new("x")).await?;
        client.write_file("x", "y").await?;
        client.read_file("x").await
    });
}
