//! The clients with agents of older releases.

use std::sync::mpsc::{Receiver, channel};

use crate::peer::{self, SHORT, descriptor, peer};
use crate::release::Release;
use qga_client::types::commands::*;
use qga_client::{Client, Commands as _, ErrorClass, Options};
#[cfg(feature = "tokio")]
use serde_json::Value;
use serde_json::json;

/// Returns options with a short wait for silent commands.
fn options() -> Options {
    peer::options().with_grace(SHORT)
}

/// Connects to an agent. Its commands are received after the client has disconnected.
fn client(release: Release) -> (Client, Receiver<Vec<String>>) {
    let (sender, asked) = channel();
    let (stream, _) = peer(move |peer| {
        let _ = sender.send(release.serve(peer));
    });
    let client = Client::over(descriptor(stream), options()).expect("the agent answers");
    (client, asked)
}

#[test]
fn every_release_is_synced_with_and_tells_of_itself() {
    for release in Release::ALL {
        let (mut client, _) = client(release);
        client.guest_ping().expect("a pong");
        let info = client.info().expect("a reply").clone();
        assert_eq!(info.version, format!("{}.{}.0", release.0, release.1));
        assert_eq!(info.supported_commands.is_some(), release >= Release(1, 2));
        let shutdown = (info.supported_commands.iter().flatten())
            .find(|command| command.name == "guest-shutdown");
        let told = shutdown.and_then(|command| command.success_response);
        assert_eq!(told, (release >= Release(1, 7)).then_some(false));
        // Encoding gives the same reply.
        let json = serde_json::to_value(info).expect("JSON");
        assert_eq!(json, release.info());
    }
}

#[test]
fn what_an_agent_can_is_told_since_1_2() {
    for release in Release::ALL {
        let (mut client, _) = client(release);
        if release < Release(1, 2) {
            let error = client.supports("guest-ping").expect_err("it does not tell");
            let expected = "guest-info: the agent does not list its commands";
            assert_eq!(error.to_string(), expected);
        } else {
            assert!(client.supports("guest-ping").expect("an answer"));
            assert!(!client.supports("guest-exec").expect("an answer"));
        }
        client.guest_ping().expect("a pong");
    }
}

#[test]
fn refusals_are_understood() {
    for release in Release::ALL {
        let (mut client, _) = client(release);
        let error = client.guest_get_host_name().expect_err("it has none");
        let refusal = error.remote().expect("a refusal");
        assert_eq!(refusal.class, ErrorClass::CommandNotFound);
        let expected = if release < Release(1, 2) {
            r#"guest-get-host-name: CommandNotFound: {"name":"guest-get-host-name"}"#
        } else {
            "guest-get-host-name: CommandNotFound: no such command"
        };
        assert_eq!(error.to_string(), expected);
        client.guest_ping().expect("a pong");
    }
}

#[test]
fn a_named_command_is_all_that_is_sent() {
    for release in Release::ALL {
        let (mut client, asked) = client(release);
        for name in ["guest-ping", "guest-shutdown"] {
            let returned = client.execute_named(name, None).expect("success");
            assert_eq!(returned, json!({}), "{release:?}");
        }
        client
            .execute_named("guest-new", None)
            .expect_err("it is none");
        drop(client);
        let asked = asked.recv().expect("the agent ends");
        assert_eq!(asked, ["guest-ping", "guest-shutdown", "guest-new"]);
    }
}

#[test]
fn what_the_agent_said_of_a_command_counts_first() {
    let (stream, _) = peer(|peer| {
        let info = peer.asked().expect("a request");
        let silent = json!({ "name": "acme-reset", "enabled": true, "success-response": false });
        let commands = json!([silent]);
        peer.reply(
            &info,
            &json!({ "version": "1", "supported_commands": commands }),
        );
        while peer.asked().is_some() {}
    });
    let options = options().with_timeout(std::time::Duration::from_secs(600));
    let mut client = Client::over(descriptor(stream), options).expect("the agent answers");
    client.info().expect("a reply");
    let returned = client.execute_named("acme-reset", None);
    assert_eq!(returned.expect("silence is success"), json!({}));
}

#[test]
fn trimming_returned_nothing_before_2_4() {
    let (mut client, _) = client(Release(1, 7));
    let trimmed = client.execute(&GuestFstrim::new()).expect("a reply");
    assert_eq!(trimmed.paths, None);
}

#[cfg(feature = "tokio")]
#[tokio::test]
async fn all_of_it_without_blocking() {
    use qga_client::{AsyncClient, AsyncCommands as _};

    for release in Release::ALL {
        let (stream, _) = peer(move |peer| {
            release.serve(peer);
        });
        stream.set_nonblocking(true).expect("a socket can");
        let stream = tokio::net::UnixStream::from_std(stream).expect("tokio polls sockets");
        let connected = AsyncClient::over(stream, options()).await;
        let mut client = connected.expect("the agent answers");
        client.guest_ping().await.expect("a pong");
        let info = client.info().await.expect("a reply").clone();
        let json: Value = serde_json::to_value(info).expect("JSON");
        assert_eq!(json, release.info());
        let supported = client.supports("guest-ping").await;
        assert_eq!(supported.ok(), (release >= Release(1, 2)).then_some(true));
        let refused = client.guest_get_host_name().await.expect_err("it has none");
        let class = &refused.remote().expect("a refusal").class;
        assert_eq!(*class, ErrorClass::CommandNotFound);
        let returned = client.execute_named("guest-shutdown", None).await;
        assert_eq!(returned.expect("success"), json!({}), "{release:?}");
    }
}
