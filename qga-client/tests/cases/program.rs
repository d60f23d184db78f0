//! The program `qga` against an agent that follows a script.

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::peer::Peer;
use crate::release::Release;
use serde_json::{Value, json};

/// Runs the program in a folder, with an agent that answers each request by `answer`.
fn qga(
    folder: &Path,
    arguments: &[&str],
    mut answer: impl FnMut(&str, &Value) -> Result<Value, &'static str> + Send + 'static,
) -> Output {
    let script = move |peer: &mut Peer| {
        while let Some(request) = peer.asked() {
            let name = request["execute"].as_str().expect("a name");
            match answer(name, &request["arguments"]) {
                Ok(returned) => peer.reply(&request, &returned),
                Err(desc) => {
                    let error = json!({ "class": "GenericError", "desc": desc });
                    peer.send(&json!({ "error": error, "id": request["id"] }));
                }
            }
        }
    };
    let (output, _) = with_script(folder, arguments, script);
    output
}

/// Runs the program in a folder, connected to a scripted agent. Returns the result of the script,
/// unless the arguments are wrong.
fn with_script<T: Send + 'static>(
    folder: &Path,
    arguments: &[&str],
    script: impl FnOnce(&mut Peer) -> T + Send + 'static,
) -> (Output, Option<T>) {
    let socket = folder.join("socket");
    let _ = fs::remove_file(&socket);
    let listener = UnixListener::bind(&socket).expect("the folder is writable");
    let agent = std::thread::spawn(move || {
        let (stream, _) = listener.accept().expect("the program connects");
        script(&mut Peer::new(stream))
    });
    let output = Command::new(env!("CARGO_BIN_EXE_qga"))
        .arg("--socket")
        .arg(&socket)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    // With wrong arguments it never connects.
    let connected = output.status.code() != Some(2);
    let result = connected.then(|| agent.join().expect("the agent has no complaint"));
    (output, result)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is UTF-8")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Returns an agent with one process and its status.
fn process(ended: Value) -> impl FnMut(&str, &Value) -> Result<Value, &'static str> + Send {
    move |name, arguments| match name {
        "guest-exec" if arguments["path"] == "absent" => Err("no such program"),
        "guest-exec" => Ok(json!({ "pid": 9 })),
        "guest-exec-status" => Ok(ended.clone()),
        other => panic!("{other}"),
    }
}

#[test]
fn exec_ends_as_the_process_did() {
    let folder = folder();
    let cases = [
        (
            json!({ "exited": true, "exitcode": 7, "out-data": "b3V0", "err-data": "ZXJy" }),
            7,
            "out",
            "err",
        ),
        (json!({ "exited": true, "signal": 15 }), 143, "", ""),
        (
            json!({ "exited": true, "exitcode": 0, "out-truncated": true }),
            0,
            "",
            "qga: the agent kept only a part of the output\n",
        ),
    ];
    for (ended, status, stdout, stderr) in cases {
        let output = qga(
            folder.path(),
            &["exec", "--", "program", "--flag"],
            process(ended),
        );
        let seen = (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        );
        assert_eq!(seen, (Some(status), stdout, stderr));
    }
    let output = qga(folder.path(), &["exec", "--", "absent"], process(json!({})));
    assert_eq!(output.status.code(), Some(125));
    assert_eq!(
        text(&output.stderr),
        "qga: guest-exec: GenericError: no such program\n"
    );
}

/// Returns an agent with one file. Its content is in the test's folder.
fn file(
    disk: std::path::PathBuf,
) -> impl FnMut(&str, &Value) -> Result<Value, &'static str> + Send {
    let mut eof = false;
    move |name, arguments| match name {
        "guest-file-open" if arguments["path"] != "/there" => Err("no such file"),
        "guest-file-open" => Ok(json!(3)),
        "guest-file-close" => Ok(json!({})),
        "guest-file-seek" => Ok(json!({ "position": 4, "eof": false })),
        "guest-file-read" => {
            let content = fs::read_to_string(&disk).expect("there is content");
            let first = !std::mem::replace(&mut eof, true);
            let content = if first { content } else { String::new() };
            Ok(json!({ "count": content.len() / 4 * 3, "buf-b64": content, "eof": !first }))
        }
        "guest-file-write" => {
            let content = arguments["buf-b64"].as_str().expect("text");
            fs::write(&disk, content).expect("the folder is writable");
            Ok(json!({ "count": content.len() / 4 * 3, "eof": false }))
        }
        other => panic!("{other}"),
    }
}

#[test]
fn files_go_both_ways() {
    let folder = folder();
    let disk = folder.path().join("disk");
    fs::write(folder.path().join("here"), "abc").expect("the folder is writable");
    let output = qga(
        folder.path(),
        &["cp", "here", ":/there"],
        file(disk.clone()),
    );
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&disk).expect("it is written"), "YWJj");

    fs::create_dir(folder.path().join("sub")).expect("the folder is writable");
    for (to, made) in [("new", "new"), ("sub", "sub/there"), ("here", "here")] {
        let output = qga(folder.path(), &["cp", ":/there", to], file(disk.clone()));
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(
            fs::read_to_string(folder.path().join(made)).expect("it is there"),
            "abc"
        );
    }
    for arguments in [["cat", "/there"].as_slice(), &["cp", ":/there", "-"]] {
        let output = qga(folder.path(), arguments, file(disk.clone()));
        assert_eq!(text(&output.stdout), "abc");
    }
}

#[test]
fn a_copy_that_fails_leaves_nothing() {
    let folder = folder();
    let output = qga(
        folder.path(),
        &["cp", ":/there", "new"],
        |name, _| match name {
            "guest-file-open" => Ok(json!(3)),
            "guest-file-seek" => Ok(json!({ "position": 4, "eof": false })),
            "guest-file-close" => Ok(json!({})),
            _ => Err("bad disk"),
        },
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "qga: guest-file-read: GenericError: bad disk\n"
    );
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("it is a folder")
        .collect();
    assert_eq!(left.len(), 1, "the socket");
}

#[test]
fn json_and_tables() {
    let folder = folder();
    let reply = json!([{ "mountpoint": "/\u{1b}[2J", "name": "vda1", "type": "ext4", "disk": [], "used-bytes": 512, "total-bytes": 2048, "new": 1 }]);
    let answer = move |_: &str, _: &Value| Ok(reply.clone());
    let output = qga(folder.path(), &["fs"], answer.clone());
    let json: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json[0]["used-bytes"], 512);
    let output = qga(folder.path(), &["fs", "--table"], answer);
    let expected = "MOUNTED ON  TYPE  SIZE      USED        DEVICE  DISKS\n/\u{fffd}[2J       ext4  2.00 KiB  512 B  25%  vda1\n";
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn raw_requests() {
    let folder = folder();
    let answer = move |name: &str, arguments: &Value| match name {
        "guest-info" => panic!("nobody asked for it"),
        _ if *arguments == json!({ "x": [1] }) => Ok(json!("y")),
        _ => Err("no"),
    };
    let request = r#"{"execute": "any-thing", "arguments": {"x": [1]}}"#;
    let output = qga(folder.path(), &["raw", request], answer);
    assert_eq!(text(&output.stdout), "\"y\"\n");
    let output = qga(
        folder.path(),
        &["raw", r#"{"execute": "guest-shutdown"}"#],
        answer,
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn raw_sends_what_it_is_given() {
    let folder = folder();
    for release in Release::ALL {
        let raw = |request: &str| {
            let script = move |peer: &mut Peer| release.serve(peer);
            with_script(folder.path(), &["raw", request], script)
        };
        let (output, asked) = raw(r#"{"execute": "guest-ping"}"#);
        assert_eq!(text(&output.stdout), "{}\n", "{release:?}");
        assert_eq!(asked.expect("it connects"), ["guest-ping"]);
        let (output, asked) = raw(r#"{"execute": "guest-new"}"#);
        assert_eq!(output.status.code(), Some(1), "{release:?}");
        assert!(text(&output.stderr).starts_with("qga: guest-new: CommandNotFound: "));
        assert_eq!(asked.expect("it connects"), ["guest-new"]);
    }
    // Success has no reply, and the client knows it.
    let script = |peer: &mut Peer| Release(1, 6).serve(peer);
    let (output, asked) = with_script(
        folder.path(),
        &["raw", r#"{"execute": "guest-shutdown"}"#],
        script,
    );
    assert_eq!(text(&output.stdout), "{}\n", "{}", text(&output.stderr));
    assert_eq!(asked.expect("it connects"), ["guest-shutdown"]);
}

#[test]
fn agents_of_older_releases() {
    let folder = folder();
    let run = |release: Release, arguments: &[&str]| {
        let script = move |peer: &mut Peer| release.serve(peer);
        with_script(folder.path(), arguments, script).0
    };
    for release in Release::ALL {
        let output = run(release, &["ping", "--table"]);
        assert!(text(&output.stdout).starts_with("the agent answers in "));
        let output = run(release, &["info"]);
        let json: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert_eq!(json, release.info());
        // The agent refuses a command that it does not have.
        let output = run(release, &["exec", "program"]);
        let seen = (output.status.code(), text(&output.stderr));
        assert_eq!(seen.0, Some(125));
        assert!(seen.1.starts_with("qga: guest-exec: CommandNotFound: "));
        let output = run(release, &["fs"]);
        assert!(text(&output.stderr).starts_with("qga: guest-get-fsinfo: CommandNotFound: "));
    }
    let table = |release| run(release, &["info", "--table"]).stdout;
    assert_eq!(text(&table(Release(1, 1))), "AGENT  1.1.0\n");
    assert_eq!(
        text(&table(Release(1, 6))),
        "AGENT           1.6.0\nCOMMAND         STATE\nguest-ping\nguest-shutdown\n"
    );
    assert_eq!(
        text(&table(Release(1, 7))),
        "AGENT           1.7.0\nCOMMAND         STATE\nguest-ping\nguest-shutdown  silent on success\n"
    );
}

#[test]
fn wrong_usage() {
    let folder = folder();
    let wrong: [&[&str]; 6] = [
        &["raw", "{}"],
        &["raw", r#"{"execute": "x", "id": 1}"#],
        &["cp", "here", "also-here"],
        &["cp", ":", "here"],
        &["ping", "--timeout", "-1"],
        &["exec"],
    ];
    for arguments in wrong {
        let output = qga(folder.path(), arguments, |_, _| Err("not asked"));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}
