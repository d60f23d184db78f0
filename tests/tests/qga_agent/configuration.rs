//! Options and configuration files, compared with Debian's agent if it is installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use qga_types::commands::*;

use super::peer::{Agent, program};

const OTHER: &str = "/usr/sbin/qemu-ga";
/// The sample of QEMU's own test program.
const SAMPLE: &str = "[general]\ndaemon=false\nmethod=virtio-serial\npath=/path/to/org.qemu.guest_agent.0\n\
    pidfile=/var/foo/qemu-ga.pid\nstatedir=/var/state\nverbose=true\nblock-rpcs=guest-ping;guest-get-time\n";

fn dump(program: impl AsRef<Path>, file: &Path, options: &[&str]) -> Output {
    let mut dump = Command::new(program.as_ref());
    let dump = dump
        .arg("-D")
        .args(options)
        .env_clear()
        .env("QGA_CONF", file);
    dump.output().expect("it runs")
}

fn file(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("agent.conf");
    std::fs::write(&path, text).expect("it is written");
    path
}

#[test]
fn the_sample_of_upstreams_test() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = dump(program(), &file(&folder, SAMPLE), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.starts_with("[general]\n"), "{text}");
    for line in SAMPLE.lines() {
        assert!(text.lines().any(|told| told == line), "{line}: {text}");
    }
}

#[test]
fn dumps_as_the_other_agent_does() {
    if !Path::new(OTHER).is_file() {
        return tests::skip("Debian's qemu-ga");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let more = "# a comment\n\n[general]\n method = unix-listen \npath=/a\\sb\nverbose=1\nlogfile=/l\n[other]\nverbose=x\n\
        [general]\nretry-path=true\nfsfreeze-hook=/h\n";
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        (SAMPLE, &[]),
        (
            SAMPLE,
            &[
                "-b",
                "guest-exec,guest-sync",
                "-b",
                "guest-info",
                "-v",
                "-p",
                "/dev/x",
            ],
        ),
        (
            SAMPLE,
            &[
                "--method",
                "isa-serial",
                "--statedir=/s",
                "-f/p",
                "-r",
                "-d",
                "-l",
                "/log",
            ],
        ),
        (more, &[]),
        (more, &["-F", "-v"]),
        (more, &["-F/x/hook"]),
        ("[general]\nmethod=isa-serial\n", &[]),
        // Texts that are not key files, and values that are not booleans.
        ("verbose=1\n", &[]),
        ("[general\nverbose=1\n", &[]),
        ("[general]\nverbose=perhaps\n", &[]),
        ("[general]\nnonsense\n", &[]),
    ];
    for (text, options) in cases {
        let path = file(&folder, text);
        let (ours, other) = (dump(program(), &path, options), dump(OTHER, &path, options));
        assert_eq!(
            ours.status.success(),
            other.status.success(),
            "{text} {options:?}: {ours:?} {other:?}"
        );
        // The list of allowed commands is newer than some releases in distributions.
        let told = |dump: Vec<u8>| {
            String::from_utf8(dump)
                .expect("UTF-8")
                .replace("allow-rpcs=\n", "")
        };
        let (ours, other) = (told(ours.stdout), told(other.stdout));
        assert_eq!(ours, other, "{text} {options:?}");
    }
}

#[test]
fn what_is_dumped_starts_the_same_agent() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = file(
        &folder,
        "[general]\nblacklist=guest-get-time\nversion=9.2.0\nallow-rpcs=guest-ping,guest-info\n",
    );
    let output = dump(
        program(),
        &path,
        &["-b", "guest-sync", "-a", "guest-sync;guest-get-time"],
    );
    std::fs::write(&path, output.stdout).expect("it is written");
    let agent = Agent::start(&["-c", path.to_str().expect("UTF-8")]);
    let info = agent.connect().call(&GuestInfo::new());
    assert_eq!(info.version, "9.2.0");
    let enabled = info
        .supported_commands
        .iter()
        .flatten()
        .filter(|command| command.enabled);
    let enabled: Vec<&str> = enabled.map(|command| command.name.as_str()).collect();
    assert_eq!(enabled, ["guest-ping", "guest-info"]);
}

#[test]
fn mistakes_are_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let empty = file(&folder, "");
    let run = |options: &[&str]| {
        let mut agent = Command::new(program());
        let output = agent
            .args(options)
            .env("QGA_CONF", &empty)
            .output()
            .expect("it runs");
        assert!(!output.status.success(), "{options:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let cases: &[(&[&str], &str)] = &[
        (&["-m", "smoke"], "'smoke' is not a method"),
        (&["-m", "unix-listen"], "needs a path"),
        (&["-m", "vsock-listen", "-p", "x"], "CID:PORT"),
        (
            &["-m", "unix-listen", "-p", "/nowhere/at/all"],
            "cannot open /nowhere/at/all: No such file",
        ),
        (
            &["-m", "unix-listen", "-p", "/tmp/x", "-l", "/nowhere/log"],
            "cannot open the log file",
        ),
        (
            &["-c", "/nowhere/agent.conf"],
            "/nowhere/agent.conf: No such file",
        ),
        (&["--nonsense"], "unexpected argument '--nonsense'"),
        (&["extra"], "unexpected argument 'extra'"),
    ];
    for (options, complaint) in cases {
        let told = run(options);
        assert!(told.contains(complaint), "{options:?}: {told}");
    }
}

#[test]
fn commands_are_listed() {
    for option in ["-b", "-a"] {
        let output = Command::new(program())
            .args([option, "help"])
            .output()
            .expect("it runs");
        assert!(output.status.success());
        let names = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(
            names.lines().any(|name| name == "guest-file-open"),
            "{names}"
        );
        assert!(!names.contains("guest-shutdown"), "{names}");
    }
}
