//! The client over TCP, vsock and serial devices.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::pty::{grantpt, posix_openpt, ptsname_r, unlockpt};
use qga_client::types::commands::GuestGetTime;
use qga_client::{Address, AsyncClient, AsyncCommands as _, Client, Commands as _};

use super::agents::Agent;

/// Copies bytes both ways until either side ends.
fn relay(
    mut reader: impl Read + Send + 'static,
    mut writer: impl Write + Send + 'static,
    stream: UnixStream,
) {
    let mut sender = stream.try_clone().expect("a second handle");
    thread::spawn(move || {
        let _ = io::copy(&mut reader, &mut sender);
        // Debian's agent serves one client at a time. It must see the end of this one.
        sender.shutdown(Shutdown::Both)
    });
    let mut receiver = stream;
    thread::spawn(move || io::copy(&mut receiver, &mut writer));
}

/// Runs a client of each kind at an address, one after the other.
fn exercise(address: &Address) {
    let content: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("data");
    let path = path.to_str().expect("temporary paths are UTF-8");
    let mut client = Client::connect(address).expect("the agent answers");
    client.guest_ping().expect("a pong");
    client.write_file(path, &content).expect("it is written");
    assert!(client.read_file(path).expect("it is read") == content);
    // The result does not matter: the answer may or may not be in time.
    let _ = client.execute_within(&GuestGetTime::new(), Duration::ZERO);
    client.guest_ping().expect("a pong");
    drop(client);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let mut client = AsyncClient::connect(address)
            .await
            .expect("the agent answers");
        client.guest_ping().await.expect("a pong");
        assert!(client.read_file(path).await.expect("it is read") == content);
    });
}

#[test]
fn tcp() {
    for agent in Agent::both() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has one").port();
        let socket = agent.file("socket");
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let other = stream.try_clone().expect("a second handle");
                relay(
                    stream,
                    other,
                    UnixStream::connect(&socket).expect("the agent listens"),
                );
            }
        });
        exercise(&Address::tcp(format!("localhost:{port}")));
    }
}

/// A terminal that changes no byte, though it is not raw before the client opens it.
#[test]
fn a_serial_device() {
    for agent in Agent::both() {
        let master = posix_openpt(OFlag::O_RDWR | OFlag::O_NOCTTY).expect("a terminal");
        grantpt(&master).expect("it is ours");
        unlockpt(&master).expect("it is ours");
        let path = ptsname_r(&master).expect("it has a name");
        // While no process has it open, reading from the other side fails.
        let held = std::fs::File::open(&path).expect("it can be opened");
        let master = std::fs::File::from(OwnedFd::from(master));
        let stream = UnixStream::connect(agent.file("socket")).expect("the agent listens");
        relay(master.try_clone().expect("a second handle"), master, stream);
        exercise(&path.parse().expect("a path"));
        drop(held);
    }
}

#[test]
fn vsock() {
    // 1 is this machine, if the kernel supports that.
    let port = 0x4000_0000 + std::process::id();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut agent = Command::new(tests::program("qga-agent"))
        .args(["-m", "vsock-listen", "-p", &format!("1:{port}"), "-t"])
        .arg(folder.path())
        .stderr(Stdio::null())
        .spawn()
        .expect("the agent starts");
    let address = Address::vsock(1, port);
    let deadline = Instant::now() + Duration::from_secs(20);
    let listens = loop {
        if Client::connect(&address).is_ok() {
            break true;
        }
        if agent.try_wait().expect("it is ours").is_some() {
            break false;
        }
        assert!(Instant::now() < deadline, "the agent cannot be reached");
        thread::sleep(Duration::from_millis(20));
    };
    if listens {
        exercise(&address);
    } else {
        eprintln!("skipped: this kernel has no vsock within the machine");
    }
    let _ = agent.kill();
    let _ = agent.wait();
}
