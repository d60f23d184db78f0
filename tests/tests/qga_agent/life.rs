//! The start and the end of the agent, and its devices.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use nix::pty::openpty;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, ttyname};
use qga_types::commands::*;

use super::peer::{Agent, program, wait_for};

#[test]
fn signals_end_it_with_success() {
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let mut agent = Agent::start(&[]);
        // An idle client and a running process do not delay it.
        let mut peer = agent.connect();
        let sleeper = peer
            .call(&GuestExec::new("sleep").with_arg(vec!["100".into()]))
            .pid;
        kill(Pid::from_raw(agent.process.id() as i32), signal).expect("it runs");
        assert_eq!(
            agent.process.wait().expect("it ends").code(),
            Some(0),
            "{signal}"
        );
        assert!(!agent.file("socket").exists());
        assert_eq!(peer.line(), b"");
        kill(Pid::from_raw(sleeper as i32), Signal::SIGKILL).expect("the process goes on");
    }
}

#[test]
fn what_an_agent_that_was_killed_left_is_replaced() {
    let mut agent = Agent::start(&[]);
    agent.connect().call(&GuestFileOpen::new("/dev/null"));
    agent.process.kill().expect("it runs");
    agent.process.wait().expect("it ends");
    let socket = agent.file("socket");
    assert!(socket.exists());
    let start = || {
        Command::new(program())
            .args(["-m", "unix-listen", "-p"])
            .arg(&socket)
            .arg("-t")
            .arg(agent.file(""))
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts")
    };
    let mut second = start();
    wait_for(|| std::os::unix::net::UnixStream::connect(&socket).is_ok());
    // Handles are not reused.
    assert_eq!(agent.connect().call(&GuestFileOpen::new("/dev/null")), 1001);
    // Another agent on the same socket gives up.
    let third = start().wait_with_output().expect("it ends");
    assert_eq!(third.status.code(), Some(1));
    let complaint = String::from_utf8(third.stderr).expect("UTF-8");
    assert!(
        complaint.contains("somebody else is listening there"),
        "{complaint}"
    );
    kill(Pid::from_raw(second.id() as i32), Signal::SIGTERM).expect("it runs");
    assert_eq!(second.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_daemon_returns_when_it_serves() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let start = |method: &str| {
        Command::new(program())
            .args([
                "-d", "-m", method, "-p", "socket", "-f", "pid", "-l", "log", "-v", "-t",
            ])
            .arg(folder.path())
            .current_dir(folder.path())
            .output()
            .expect("it starts")
    };
    let first = start("unix-listen");
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let pid = std::fs::read_to_string(folder.path().join("pid")).expect("it is noted");
    let pid = Pid::from_raw(pid.trim_end().parse().expect("a number"));
    let mut stream =
        std::os::unix::net::UnixStream::connect(folder.path().join("socket")).expect("it serves");
    stream
        .write_all(b"{'execute': 'guest-ping'}")
        .expect("it reads");
    let mut line = String::new();
    BufReader::new(&stream)
        .read_line(&mut line)
        .expect("it answers");
    assert_eq!(line, "{\"return\": {}}\n");
    // It has left the terminal's session.
    assert_eq!(nix::unistd::getsid(Some(pid)), Ok(pid));
    let second = start("unix-listen");
    assert_eq!(second.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&second.stderr).contains("pid"),
        "{second:?}"
    );
    kill(pid, Signal::SIGTERM).expect("it runs");
    wait_for(|| !folder.path().join("pid").exists());
    assert!(!folder.path().join("socket").exists());
    let log = std::fs::read_to_string(folder.path().join("log")).expect("it logs");
    assert!(
        log.contains("a client has come")
            && log.contains("debug: guest-ping")
            && log.contains("ending"),
        "{log}"
    );
    // The process that returns reports failures.
    let failed = start("isa-serial");
    assert_eq!(failed.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&failed.stderr).contains("cannot open"),
        "{failed:?}"
    );
}

#[test]
fn serial_lines_and_ports() {
    for method in ["isa-serial", "virtio-serial"] {
        // A pseudo-terminal is a serial line. The test has its other end.
        let line = openpty(None, None).expect("there are terminals");
        let mut mode = nix::sys::termios::tcgetattr(&line.slave).expect("a terminal");
        nix::sys::termios::cfmakeraw(&mut mode);
        if method == "virtio-serial" {
            // A port is not a terminal, so nothing configures it.
            nix::sys::termios::tcsetattr(&line.slave, nix::sys::termios::SetArg::TCSANOW, &mode)
                .expect("it is raw");
        }
        let path = ttyname(&line.slave).expect("it has a name");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut agent = Command::new(program())
            .args(["-m", method, "-p"])
            .arg(path)
            .arg("-t")
            .arg(folder.path())
            .spawn()
            .expect("it starts");
        let mut host = File::from(line.master);
        let mut lines = BufReader::new(host.try_clone().expect("a second handle"));
        let mut answer = String::new();
        // The agent configures a serial line when it opens it. Until then the line echoes.
        if method == "isa-serial" {
            wait_for(|| {
                nix::sys::termios::tcgetattr(&line.slave)
                    .is_ok_and(|now| now.local_flags == mode.local_flags)
            });
        }
        host.write_all(b"{\"execute\": \"guest-sync\",")
            .expect("there is room");
        host.write_all(b" \"arguments\": {\"id\": 5}}\n")
            .expect("there is room");
        lines.read_line(&mut answer).expect("it answers");
        assert_eq!(answer, "{\"return\": 5}\n", "{method}");
        kill(Pid::from_raw(agent.id() as i32), Signal::SIGTERM).expect("it runs");
        assert_eq!(agent.wait().expect("it ends").code(), Some(0));
    }
}

#[test]
fn a_device_that_comes_later() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let start = |options: &[&str]| {
        let mut agent = Command::new(program());
        agent
            .args(["-m", "virtio-serial", "-p", "port", "-t"])
            .arg(folder.path());
        agent
            .args(options)
            .current_dir(folder.path())
            .stderr(Stdio::piped());
        agent.spawn().expect("it starts")
    };
    // Without the option, a missing device is an error.
    let output = start(&[]).wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("port: No such file"),
        "{output:?}"
    );

    let mut agent = start(&["-r"]);
    let line = openpty(None, None).expect("there are terminals");
    let mut mode = nix::sys::termios::tcgetattr(&line.slave).expect("a terminal");
    nix::sys::termios::cfmakeraw(&mut mode);
    nix::sys::termios::tcsetattr(&line.slave, nix::sys::termios::SetArg::TCSANOW, &mode)
        .expect("it is raw");
    let path = ttyname(&line.slave).expect("it has a name");
    std::os::unix::fs::symlink(path, folder.path().join("port")).expect("it is linked");
    let mut host = File::from(line.master);
    host.write_all(b"{\"execute\": \"guest-ping\"}")
        .expect("there is room");
    let mut answer = String::new();
    BufReader::new(host)
        .read_line(&mut answer)
        .expect("it answers");
    assert_eq!(answer, "{\"return\": {}}\n");
    kill(Pid::from_raw(agent.id() as i32), Signal::SIGTERM).expect("it runs");
    assert_eq!(agent.wait().expect("it ends").code(), Some(0));
}

#[test]
fn sockets_between_machine_and_host() {
    use nix::sys::socket::{AddressFamily, SockFlag, SockType, VsockAddr, connect, socket};
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The number of any machine, and a port that depends on this process.
    let port = 20_000 + std::process::id() % 40_000;
    let mut agent = Command::new(program())
        .args([
            "-m",
            "vsock-listen",
            "-p",
            &format!("{}:{port}", u32::MAX),
            "-t",
        ])
        .arg(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // The number by which a machine connects to itself.
    let address = VsockAddr::new(1, port);
    let mut stream = None;
    wait_for(|| {
        let open = || {
            socket(
                AddressFamily::Vsock,
                SockType::Stream,
                SockFlag::empty(),
                None,
            )
        };
        let ended = agent.try_wait().expect("it is a child").is_some();
        stream = open()
            .ok()
            .filter(|stream| connect(std::os::fd::AsRawFd::as_raw_fd(stream), &address).is_ok());
        ended || stream.is_some() || !loopback()
    });
    if let Some(stream) = stream {
        let mut host = File::from(stream);
        host.write_all(b"{\"execute\": \"guest-ping\"}")
            .expect("it reads");
        let mut answer = String::new();
        BufReader::new(host)
            .read_line(&mut answer)
            .expect("it answers");
        assert_eq!(answer, "{\"return\": {}}\n");
        kill(Pid::from_raw(agent.id() as i32), Signal::SIGTERM).expect("it runs");
        assert_eq!(agent.wait().expect("it ends").code(), Some(0));
    } else {
        eprintln!("this machine has no sockets to itself: only the refusal is looked at");
        let _ = agent.kill();
        let output = agent.wait_with_output().expect("it ends");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(
            complaint.is_empty() || complaint.contains("cannot open"),
            "{complaint}"
        );
    }
}

/// Returns whether the kernel can connect a machine to itself.
fn loopback() -> bool {
    let modules = std::fs::read_to_string("/proc/modules").unwrap_or_default();
    modules.contains("vsock_loopback")
        || std::path::Path::new("/sys/module/vsock_loopback").exists()
}
