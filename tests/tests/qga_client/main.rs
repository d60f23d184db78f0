//! The client of the guest agent with Debian's agent, and with ours.

mod agents;
mod transports;

use std::time::Duration;

use agents::Agent;
use qga_client::types::commands::*;
use qga_client::{
    AsyncClient, AsyncCommands as _, Client, Commands as _, Error, ErrorClass, Options, Process,
};
use serde_json::json;

#[test]
fn the_agent_is_pinged_and_tells_what_it_can() {
    for agent in Agent::both() {
        let mut client = agent.client();
        client.guest_ping().expect("a pong");
        assert!(client.supports("guest-ping").expect("an answer"));
        assert!(!client.supports("guest-nothing").expect("an answer"));
        let time = client
            .execute_named("guest-get-time", None)
            .expect("a time");
        assert!(time.as_i64() > Some(1_500_000_000_000_000_000));
        let arguments = json!({ "path": "/nowhere/at/all" });
        let refused = client.execute_named("guest-file-open", arguments.as_object());
        let error = refused.expect_err("there is no such file");
        assert_eq!(
            error.remote().expect("a refusal").class,
            ErrorClass::GenericError
        );
        assert!(
            error
                .to_string()
                .starts_with("guest-file-open: GenericError: "),
            "{error}"
        );
        // Another client, after this one.
        drop(client);
        agent.client().guest_ping().expect("a pong");
    }
}

/// An administrator who allows a few commands may forget the syncs of clients.
#[test]
fn agents_that_block_commands() {
    for agent in Agent::both_with(&["-b", "guest-info"]) {
        let mut client = agent.client();
        assert!(client.supports("guest-ping").is_err());
        let pong = client.execute_named("guest-ping", None);
        assert_eq!(pong.expect("a pong"), json!({}));
    }
    for blocked in [
        "guest-sync-delimited",
        "guest-sync",
        "guest-sync,guest-sync-delimited",
    ] {
        for agent in Agent::both_with(&["-b", blocked]) {
            let mut client = agent.client();
            client.guest_ping().expect("a pong");
            assert!(
                !client
                    .supports(blocked.split(',').next().unwrap_or_default())
                    .expect("an answer")
            );
            let silent = client.execute_within(&GuestGetTime::new(), Duration::ZERO);
            drop(silent);
            client.guest_ping().expect("a pong");
        }
    }
}

#[test]
fn files_go_both_ways() {
    for agent in Agent::both() {
        let mut client = agent.client();
        let content: Vec<u8> = (0..1_200_000_u32)
            .map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1])
            .collect();
        for content in [&content[..], b"", b"x"] {
            let path = agent.file("data");
            let path = path.to_str().expect("temporary paths are UTF-8");
            let mut steps = Vec::new();
            let written = client.write_file_from(path, &mut &*content, |total| steps.push(total));
            assert_eq!(written.expect("it is written"), content.len() as u64);
            assert_eq!(steps.last().copied().unwrap_or(0), content.len() as u64);
            assert_eq!(std::fs::read(path).expect("the agent wrote it"), content);
            assert!(client.read_file(path).expect("it is read") == content);
        }
        let absent = client.read_file("/nowhere/at/all").expect_err("no file");
        assert!(absent.remote().is_some());
    }
}

#[test]
fn processes_are_run_to_their_end() {
    for agent in Agent::both() {
        let mut client = agent.client();
        let script = "cat; echo \"$X\" >&2; sleep 0.2; exit 3";
        let process = Process::new("/bin/sh").args(["-c", script]);
        let process = process.env("PATH", "/bin:/usr/bin").env("X", "y");
        let mut looks = 0;
        let outcome = client.run_with(&process.input(b"in\xff".as_slice()), |_| looks += 1);
        let outcome = outcome.expect("it runs");
        assert_eq!((outcome.code, outcome.signal), (Some(3), None));
        assert_eq!(
            (&*outcome.stdout, &*outcome.stderr),
            (&b"in\xff"[..], &b"y\n"[..])
        );
        assert!(looks > 0 && !outcome.success() && !outcome.truncated);

        let killed = Process::new("/bin/sh").args(["-c", "kill -9 $$"]);
        let outcome = client.run(&killed).expect("it runs");
        assert_eq!((outcome.code, outcome.signal), (None, Some(9)));

        let absent = client
            .run(&Process::new("/nowhere/at/all"))
            .expect_err("no program");
        assert!(absent.remote().is_some());

        let patience = Duration::from_millis(100);
        let sleeper = Process::new("/bin/sleep").arg("2").timeout(patience);
        let error = client.run(&sleeper).expect_err("it sleeps longer");
        let Error::StillRunning { pid, .. } = error else {
            panic!("{error}");
        };
        let expected = format!("process {pid} still runs after 0.1 s");
        assert_eq!(error.to_string(), expected);
        client.guest_ping().expect("a pong");
    }
}

#[test]
fn a_refusal_comes_where_success_is_silent() {
    for agent in Agent::both() {
        let mut client = agent.client();
        let refused = client.execute(&GuestShutdown::new().with_mode("no such mode"));
        assert!(matches!(refused, Err(Error::Remote { .. })), "{refused:?}");
    }
}

#[test]
fn an_agent_that_hangs_costs_a_timeout_and_comes_back() {
    for agent in Agent::both() {
        let options = Options::default().with_sync_interval(Duration::from_millis(200));
        let mut client = agent.client_with(options);
        agent.freeze();
        let silent = client.execute_within(&GuestPing::new(), Duration::from_millis(700));
        assert!(silent.is_err_and(|error| error.is_timeout()));
        let silent = client.execute_within(&GuestGetTime::new(), Duration::from_millis(700));
        assert!(silent.is_err_and(|error| error.is_timeout()));
        agent.thaw();
        // The late replies, one of them a number, are not taken for this one.
        let hostname = client.guest_get_host_name().expect("a reply");
        assert!(!hostname.host_name.is_empty());
    }
}

#[test]
fn an_agent_that_is_killed_mid_reply() {
    for mut agent in Agent::both() {
        let path = agent.file("data");
        std::fs::write(&path, vec![7; 16 << 20]).expect("the folder is writable");
        let mut client = agent.client();
        let open = GuestFileOpen::new(path.to_str().expect("temporary paths are UTF-8"));
        let handle = client.execute(&open).expect("it is there");
        let pid = agent.process.id().to_string();
        // Its reply exceeds the socket's buffer, so the agent is still sending it.
        let killer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            std::process::Command::new("kill")
                .args(["-9", &pid])
                .status()
        });
        let mut last = Ok(0);
        for _ in 0..1000 {
            last = client
                .execute(&GuestFileRead::new(handle).with_count(4 << 20))
                .map(|read| read.buf_b64.len());
            if last.is_err() {
                break;
            }
            client
                .guest_file_seek(qapi_wire::new!(GuestFileSeek {
                    handle,
                    offset: 0,
                    whence: 0
                }))
                .ok();
        }
        assert!(matches!(last, Err(Error::Transport { .. })), "{last:?}");
        killer.join().expect("no panic").expect("kill runs");
        agent.process.wait().expect("it has ended");
        let error = Client::connect(&agent.address()).expect_err("nobody listens");
        assert!(matches!(error, Error::Transport { .. }), "{error}");
    }
}

#[tokio::test]
async fn all_of_it_without_blocking() {
    for agent in Agent::both() {
        let mut client = AsyncClient::connect(&agent.address())
            .await
            .expect("the agent answers");
        client.guest_ping().await.expect("a pong");
        let path = agent.file("data");
        let path = path.to_str().expect("temporary paths are UTF-8");
        let content: Vec<u8> = (0..2_500_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let mut steps = 0;
        let mut source = &*content;
        let written = client.write_file_from(path, &mut source, |_| steps += 1);
        assert_eq!(written.await.expect("it is written"), content.len() as u64);
        assert_eq!(steps, 3);
        assert_eq!(
            client.file_size(path).await.expect("a size"),
            content.len() as u64
        );
        assert!(client.read_file(path).await.expect("it is read") == content);
        let process = Process::new("/bin/sh")
            .args(["-c", "cat; exit 4"])
            .input("in");
        let outcome = client.run(&process).await.expect("it runs");
        assert_eq!((outcome.code, &*outcome.stdout), (Some(4), &b"in"[..]));
        let handle = client.guest_file_open(path).await.expect("it is there");
        client.guest_file_close(handle).await.expect("it was open");
        let refused = client.guest_file_close(handle).await;
        assert!(refused.expect_err("it is closed").remote().is_some());
    }
}
