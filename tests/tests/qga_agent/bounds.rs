//! The limits on what one client can make the agent hold.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use qga_types::commands::*;
use qga_types::{GuestExecCaptureOutput, GuestExecCaptureOutputMode as Capture};
use serde_json::json;

use super::peer::{Agent, Peer, wait_for};

fn end(peer: &mut Peer, pid: i64) -> qga_types::GuestExecStatus {
    let mut status = peer.call(&GuestExecStatus::new(pid));
    wait_for(|| {
        if !status.exited {
            status = peer.call(&GuestExecStatus::new(pid));
        }
        status.exited
    });
    status
}

fn terminate(pid: i64) {
    let pid = Pid::from_raw(i32::try_from(pid).expect("a process number"));
    kill(pid, Signal::SIGTERM).expect("it runs");
}

#[test]
fn files_that_are_never_closed() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let open = GuestFileOpen::new("/dev/null");
    let handles: Vec<i64> = (0..512).map(|_| peer.call(&open)).collect();
    assert_eq!(handles.first(), Some(&1000));
    let refusal = peer.try_call(&open).expect_err("there are enough");
    assert_eq!(refusal.class, "GenericError");
    assert!(refusal.desc.contains("512"), "{refusal}");
    peer.call(&GuestFileClose::new(handles[7]));
    let refusal = peer
        .try_call(&GuestFileRead::new(handles[7]))
        .expect_err("it is closed");
    assert!(refusal.desc.contains("1007"), "{refusal}");
    // Handles are not reused.
    assert_eq!(peer.call(&open), 1512);
}

#[test]
fn processes_that_do_not_end_and_ends_that_nobody_asks_for() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let mut start = |path: &str, arguments: &[&str]| {
        let arguments = arguments
            .iter()
            .map(|argument| (*argument).to_owned())
            .collect();
        peer.try_call(&GuestExec::new(path).with_arg(arguments))
            .map(|started| started.pid)
    };
    // Ends are kept until they are reported. The oldest are dropped for new processes.
    let ended: Vec<i64> = (0..64)
        .map(|_| start("true", &[]).expect("there is room"))
        .collect();
    let sleepers: Vec<i64> = (0..64)
        .map(|_| {
            let mut pid = start("sleep", &["100"]);
            wait_for(|| {
                if pid.is_err() {
                    pid = start("sleep", &["100"]);
                }
                pid.is_ok()
            });
            pid.expect("there is room")
        })
        .collect();
    let refusal = start("true", &[]).expect_err("there are enough");
    assert!(refusal.desc.contains("64"), "{refusal}");
    let forgotten = peer.try_call(&GuestExecStatus::new(ended[0]));
    assert!(forgotten.is_err() || sleepers.contains(&ended[0]));
    for pid in sleepers {
        terminate(pid);
        let status = end(&mut peer, pid);
        assert_eq!((status.signal, status.exitcode), (Some(15), None));
        // An end is reported once.
        assert!(peer.try_call(&GuestExecStatus::new(pid)).is_err());
    }
}

#[test]
fn output_without_end() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let script = "head -c 17000000 /dev/zero; head -c 1000 /dev/zero >&2; exit 3";
    let exec = GuestExec::new("sh")
        .with_arg(vec!["-c".into(), script.into()])
        .with_capture_output(GuestExecCaptureOutput::Flag(true));
    let pid = peer.call(&exec).pid;
    let status = end(&mut peer, pid);
    assert_eq!(status.exitcode, Some(3));
    assert_eq!(status.out_data.expect("captured").len(), 16 << 20);
    assert_eq!(status.out_truncated, Some(true));
    assert_eq!(status.err_data.expect("captured").len(), 1000);
    assert_eq!(status.err_truncated, Some(false));
}

#[test]
fn input_that_is_not_read_and_streams_that_are_not_closed() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    // More bytes than a pipe holds, to a program that does not read.
    let exec = GuestExec::new("true").with_input_data(vec![0; 1 << 20]);
    let pid = peer.call(&exec).pid;
    assert_eq!(end(&mut peer, pid).exitcode, Some(0));
    // The same bytes to a program that reads them and writes their length.
    let count = GuestExec::new("wc")
        .with_arg(vec!["-c".into()])
        .with_input_data(vec![0; 1 << 20])
        .with_capture_output(GuestExecCaptureOutput::Mode(Capture::Stdout));
    let pid = peer.call(&count).pid;
    assert_eq!(
        *end(&mut peer, pid).out_data.expect("captured"),
        b"1048576\n"
    );
    // While a child of the process holds the stream, more output may follow.
    let script = "sleep 100 & echo $!";
    let exec = GuestExec::new("sh")
        .with_arg(vec!["-c".into(), script.into()])
        .with_capture_output(GuestExecCaptureOutput::Mode(Capture::Merged));
    let pid = peer.call(&exec).pid;
    let child = format!("/proc/{pid}");
    wait_for(|| !std::path::Path::new(&child).exists() || zombie(&child));
    assert!(!peer.call(&GuestExecStatus::new(pid)).exited);
    let sleeper = sleeper(&agent);
    terminate(sleeper);
    assert_eq!(
        *end(&mut peer, pid).out_data.expect("captured"),
        format!("{sleeper}\n").into_bytes()
    );
}

fn zombie(process: &str) -> bool {
    let stat = std::fs::read_to_string(format!("{process}/stat")).unwrap_or_default();
    stat.contains(") Z ")
}

/// Returns the remaining process of the agent's children. It has the agent's working folder.
fn sleeper(agent: &Agent) -> i64 {
    let folder = agent.file("").canonicalize().expect("the folder is there");
    let find = || {
        let processes = std::fs::read_dir("/proc").expect("Linux has processes");
        let mut sleepers = processes.flatten().filter(|process| {
            let path = process.path();
            let command = std::fs::read_to_string(path.join("comm")).unwrap_or_default();
            command == "sleep\n"
                && std::fs::read_link(path.join("cwd")).is_ok_and(|cwd| cwd == folder)
        });
        let name = sleepers.next()?.file_name();
        name.to_str()?.parse().ok()
    };
    // The shell has not started its command yet.
    let mut found = None;
    wait_for(|| {
        found = find();
        found.is_some()
    });
    found.expect("it sleeps")
}

#[test]
fn more_clients_than_are_served() {
    let agent = Agent::start(&[]);
    let mut idle: Vec<Peer> = (0..16).map(|_| agent.connect()).collect();
    for peer in &mut idle {
        peer.call(&GuestPing::new());
    }
    // One more client waits until another disconnects.
    let mut waiting = agent.connect();
    waiting.send(json!({"execute": "guest-ping", "id": "late"}).to_string());
    idle.pop();
    assert_eq!(waiting.message(), json!({"return": {}, "id": "late"}));
}

#[test]
fn a_pipe_without_a_partner() {
    let agent = Agent::start(&[]);
    let mut peer = agent.connect();
    let path = agent.file("pipe");
    nix::unistd::mkfifo(&path, nix::sys::stat::Mode::S_IRWXU).expect("a FIFO is made");
    let path = path.to_str().expect("UTF-8");
    // Without a writer, the FIFO is empty and at its end.
    let handle = peer.call(&GuestFileOpen::new(path));
    let read = peer.call(&GuestFileRead::new(handle));
    assert_eq!((read.count, read.eof), (0, true));
    // A writer has written too few bytes. They are returned, and more may follow.
    let mut writer = std::fs::OpenOptions::new()
        .write(true)
        .open(path)
        .expect("the agent reads");
    std::io::Write::write_all(&mut writer, b"abc").expect("there is room");
    let read = peer.call(&GuestFileRead::new(handle));
    assert_eq!((&**read.buf_b64, read.eof), (&b"abc"[..], false));
    let refusal = peer
        .try_call(&GuestFileRead::new(handle))
        .expect_err("there is nothing yet");
    assert!(refusal.desc.contains("failed to read file"), "{refusal}");
    peer.call(&GuestPing::new());
}

#[test]
fn a_large_reply_is_held_once_and_no_longer_than_needed() {
    let agent = Agent::start(&[]);
    let path = agent.file("large");
    std::fs::write(&path, vec![0; 30 << 20]).expect("it is written");
    let open = GuestFileOpen::new(path.to_str().expect("UTF-8"));
    let handle = agent.connect().call(&open);
    // The connections stay open, so that each has its own thread.
    let mut peers: Vec<Peer> = (0..3).map(|_| agent.connect()).collect();
    for peer in &mut peers {
        let arguments = json!({"handle": handle, "count": 10 << 20});
        peer.send(json!({"execute": "guest-file-read", "arguments": arguments}).to_string());
        let line = peer.line();
        // Four characters for three bytes, and the text around them.
        let text = (10_usize << 20).div_ceil(3) * 4;
        assert!((text..text + 100).contains(&line.len()), "{}", line.len());
    }
    // The agent holds the bytes once, and never as text, which would need more memory.
    let status = std::fs::read_to_string(agent.proc("status")).expect("it runs");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most = most.and_then(|most| most.trim().strip_suffix(" kB")?.parse().ok());
    let most: usize = most.expect("a size");
    assert!((10 << 10..20 << 10).contains(&most), "{most} kB");
}
