//! Debian's agent and a server of `qapi_wire` receive the same bytes. Their answers are equal, byte
//! for byte, except for a few listed ones. The tests cover decoding and errors, not the effects of
//! commands.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use qapi_wire::server::{
    Call, CommandInfo, CommandTable, Commands, Dispatcher, Framer, Outcome, Permit, RemoteError,
};
use qapi_wire::{Command, Empty};
use qga_types::commands::{
    GuestExec, GuestFileOpen, GuestFileSeek, GuestPing, GuestSetUserPassword, GuestSetVcpus,
    GuestSync, GuestSyncDelimited,
};

/// A server that refuses every command with arguments.
struct Server;

impl Permit for Server {}

enum Table {}

impl CommandTable for Table {
    const COMMANDS: &'static [CommandInfo] = &[
        CommandInfo::new(GuestPing::NAME),
        CommandInfo::new(GuestSync::NAME),
        CommandInfo {
            delimited: true,
            ..CommandInfo::new(GuestSyncDelimited::NAME)
        },
        CommandInfo::new(GuestFileOpen::NAME),
        CommandInfo::new(GuestFileSeek::NAME),
        CommandInfo::new(GuestExec::NAME),
        CommandInfo::new(GuestSetVcpus::NAME),
        CommandInfo::new(GuestSetUserPassword::NAME),
    ];
}

impl Commands<Server> for Table {
    fn run(_: &mut Server, index: usize, call: Call<'_>) -> io::Result<Outcome> {
        /// Returns the error for arguments that should have been refused.
        fn accepted<T>() -> Result<T, RemoteError> {
            Err(RemoteError::generic("accepted"))
        }
        match index {
            0 => call.run(|_: GuestPing| Ok(Empty {})),
            1 => call.run(|sync: GuestSync| Ok(sync.id)),
            2 => call.run(|sync: GuestSyncDelimited| Ok(sync.id)),
            3 => call.run(|_: GuestFileOpen| accepted()),
            4 => call.run(|_: GuestFileSeek| accepted()),
            5 => call.run(|_: GuestExec| accepted()),
            6 => call.run(|_: GuestSetVcpus| accepted()),
            _ => call.run(|_: GuestSetUserPassword| accepted()),
        }
    }
}

/// Our server, as a stream of bytes.
struct Ours {
    dispatcher: Dispatcher<Table>,
    framer: Framer,
}

impl Ours {
    fn ask(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        self.framer.push(bytes);
        let answered = self
            .dispatcher
            .answer(&mut Server, &mut self.framer, &mut out);
        answered.expect("memory takes all");
        out
    }
}

/// Debian's agent. Dropping it ends the process.
struct Theirs {
    process: Child,
    stream: UnixStream,
    lines: BufReader<UnixStream>,
    _folder: tempfile::TempDir,
}

impl Theirs {
    /// Starts the agent. Returns `None` if it is not installed.
    fn start() -> Option<Self> {
        const AGENT: &str = "/usr/sbin/qemu-ga";
        if !Path::new(AGENT).is_file() {
            tests::skip("Debian's qemu-ga");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let socket = folder.path().join("socket");
        let mut process = Process::new(AGENT)
            .args(["-m", "unix-listen", "-p"])
            .arg(&socket)
            .arg("-t")
            .arg(folder.path())
            .arg("-f")
            .arg(folder.path().join("pid"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the agent starts");
        let deadline = Instant::now() + Duration::from_secs(20);
        let stream = loop {
            match UnixStream::connect(&socket) {
                Ok(stream) => break stream,
                Err(error) if Instant::now() > deadline => {
                    let _ = process.kill();
                    panic!("no agent listens: {error}");
                }
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        let timeout = Some(Duration::from_secs(20));
        stream
            .set_read_timeout(timeout)
            .expect("a socket has timeouts");
        let lines = BufReader::new(stream.try_clone().expect("a second handle"));
        Some(Self {
            process,
            stream,
            lines,
            _folder: folder,
        })
    }

    /// Sends bytes, and reads up to the last line.
    fn ask(&mut self, bytes: &[u8], last: &[u8]) -> Vec<u8> {
        self.stream.write_all(bytes).expect("the agent reads");
        let mut all = Vec::new();
        while !all.ends_with(last) {
            let count = self
                .lines
                .read_until(b'\n', &mut all)
                .expect("the agent answers");
            assert!(count > 0, "the agent is gone: {}", all.escape_ascii());
        }
        all
    }
}

impl Drop for Theirs {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a command whose reply marks the end of the answers to the bytes before it. The line end
/// is a control character: it ends garbage and breaks an open string.
fn guard(number: usize) -> (String, String) {
    let request = format!("\n{{\"execute\":\"guest-sync\",\"arguments\":{{\"id\":{number}}}}}");
    (request, format!("{{\"return\": {number}}}\n"))
}

/// The requests with equal answers.
const SAME: &[&[u8]] = &[
    // Envelopes.
    b"{\"execute\":\"guest-ping\"}",
    b"{\"execute\":\"guest-ping\",\"id\":null}",
    b"{\"execute\":\"guest-ping\",\"id\":[true,null,[],{},\"\",-5,18446744073709551615]}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\xc3\xa9\x7f\xf0\x9f\x98\x80/\\/\\b\\f\\n\\r\\t\\u0001\\u0000\\\"\\\\\"}",
    b"{\"execute\":\"guest-ping\",\"id\":-0}",
    b"{\"execute\":\"guest-ping\",\"id\":1.5}",
    b"{\"execute\":\"guest-ping\",\"arguments\":{}}",
    b"{'execute':'guest-ping','id':'a\\'\"b'}",
    b"{\"execute\":\"nope\",\"id\":1}",
    b"{\"execute\":\"\"}",
    b"{\"execute\":\"a\\u00e9\\\"b\"}",
    b"{\"foo\":1,\"id\":2}",
    b"{\"a\\u00e9b\":1}",
    b"{\"execute\":1,\"id\":2}",
    b"{\"execute\":null}",
    b"{\"id\":2}",
    b"{}",
    b"{\"exec-oob\":\"guest-ping\"}",
    b"{\"execute\":\"guest-ping\",\"arguments\":null,\"id\":2}",
    b"{\"execute\":\"guest-ping\",\"arguments\":[]}",
    b"{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":5},\"id\":1}",
    b"{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":\"5\"},\"id\":1}",
    b"42 ", b"\"x\"", b"'x'", b"[1]", b"true ", b"null ", b"1.5 ", b"-7 ",
    // Arguments.
    b"{\"execute\":\"guest-ping\",\"arguments\":{\"foo\":1},\"id\":2}",
    b"{\"execute\":\"guest-ping\",\"arguments\":{\"f\\u00e9\\\"\":1}}",
    b"{\"execute\":\"guest-ping\",\"arguments\":{\"\":1}}",
    b"{\"execute\":\"guest-sync\",\"id\":2}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":\"x\"}}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1.0}}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1e0}}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":null}}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":9223372036854775808}}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":-9223372036854775809}}",
    b"{\"execute\":\"guest-sync\",\"arguments\":{\"id\":-9223372036854775808}}",
    b"{\"execute\":\"guest-file-open\",\"arguments\":{\"path\":null}}",
    b"{\"execute\":\"guest-file-open\",\"arguments\":{\"path\":\"x\",\"mode\":null}}",
    b"{\"execute\":\"guest-file-seek\",\"arguments\":{\"handle\":1,\"offset\":0,\"whence\":\"sat\"}}",
    b"{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"x\",\"arg\":[\"a\",1]}}",
    b"{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"x\",\"arg\":{}}}",
    b"{\"execute\":\"guest-set-vcpus\",\"arguments\":{\"vcpus\":[{\"logical-id\":0,\"online\":1}]}}",
    b"{\"execute\":\"guest-set-vcpus\",\"arguments\":{\"vcpus\":[{\"logical-id\":0,\"online\":true,\"x\":1}]}}",
    b"{\"execute\":\"guest-set-vcpus\",\"arguments\":{\"vcpus\":[{\"logical-id\":0}]}}",
    b"{\"execute\":\"guest-set-vcpus\",\"arguments\":{\"vcpus\":[1]}}",
    b"{\"execute\":\"guest-set-user-password\",\"arguments\":{\"username\":\"a\",\"password\":\"cHc=\",\"crypted\":1}}",
    b"{\"execute\":\"guest-set-user-password\",\"arguments\":{\"username\":1}}",
    // Framing and recovery.
    b"{\"execute\":\"guest-ping\"}{\"execute\":\"guest-ping\"}",
    b"{\n\"execute\"\r:\t\"guest-ping\"\n}",
    b"\xff{\"execute\":\"guest-ping\"}",
    b"\x1b\n{\"execute\":\"guest-ping\"}",
    b"{\"execute\":\xff{\"execute\":\"guest-ping\"}",
    b"{\"execute\":\"gue\xff{\"execute\":\"guest-ping\"}",
    b"*{\"execute\":\"guest-ping\"}",
    b"\xe9\xe9 {\"a\":1}",
    b"@@@ 1 2 3 [1]",
    b"tru\x00e",
    b"\"a\nb\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"a\nb\"}",
    b"{\"a\":\x80}", b"{\"a\":tRue}", b"foo ", b"- ", b"-a ", b"1.a ", b"1.e ", b"1e+ ", b"01 ", b"12a",
    b"}", b"]", b"{]", b"[}", b"[1}", b",", b":",
    // Syntax.
    b"{\"execute\":\"guest-ping\",\"id\":0e1}",
    b"{\"execute\":\"guest-ping\",\"id\":01}",
    b"{\"execute\":\"guest-ping\",}",
    b"{\"execute\":\"guest-ping\",\"execute\":\"guest-ping\"}",
    b"{\"execute\":\"guest-ping\",\"id\":{\"b\":1,\"b\":1}}",
    b"{\"a\" 1}", b"{1:2}", b"{true:2}", b"{[1]:2}", b"[1 2]", b"[1,]", b"[1,,2]", b"{\"a\":}", b"{\"a\":1,2:3}",
    b"{\"a\",1}", b"{\"a\":1:2}", b"{\"a\":1 \"b\":2}", b"{\"a\":nul}",
    b"{\"execute\":\"guest-ping\",\"id\":\"a\\uFFFFc\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\\uD800\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\\uD800\\u0041\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\\uDC00\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\\uD83D\\uDE00\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\\u12G4\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\\q\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\xe9\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\xef\xbf\xbf\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\xf4\x90\x80\x80\"}",
    b"{\"execute\":\"guest-ping\",\"id\":\"\xed\xa0\x80\"}",
];

/// The requests with different answers, and both answers. Ours differs where theirs is obsolete,
/// says more, or is not JSON.
const DIFFERENT: &[(&[u8], &str, &str)] = &[
    (
        b"{\"a\":\"\\\x80\"}",
        "invalid escape sequence in string",
        "invalid UTF-8 sequence in string",
    ),
    (
        b"{\"execute\":\"guest-ping\",\"id\":\"\xc0\x80\"}",
        "{\"return\": {}, \"id\": \"\\u0000\"}",
        "JSON parse error, invalid UTF-8 sequence in string",
    ),
    (b"{\"execute\":\"guest-ping\",\"id\":1e999}", "\"id\": inf}", "\"id\": null}"),
    (b"{\"execute\":\"guest-ping\",\"id\":1.0}", "\"id\": 1}", "\"id\": 1.0}"),
    (b"{\"execute\":\"guest-ping\",\"id\":0.1}", "\"id\": 0.10000000000000001}", "\"id\": 0.1}"),
    (
        b"{\"execute\":\"guest-sync\",\"arguments\":{\"foo\":1}}",
        "Parameter 'id' is missing",
        "Parameter 'foo' is unexpected",
    ),
    (
        b"{\"execute\":\"guest-file-seek\",\"arguments\":{\"handle\":1,\"offset\":0,\"whence\":[]}}",
        "Invalid parameter type for 'whence', expected: GuestFileWhence",
        "Invalid parameter type for 'whence', expected: an integer or a string",
    ),
    (
        b"{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"x\",\"input-data\":\"!!\"}}",
        "Base64 data contains invalid characters",
        "Invalid parameter type for 'input-data', expected: base64 string with padding",
    ),
];

/// Returns requests of the allowed depth, and of one more.
fn deep() -> [Vec<u8>; 3] {
    [1021, 1023, 1024].map(|depth| {
        let id = format!("{}{}", "[".repeat(depth), "]".repeat(depth.min(1023)));
        format!("{{\"execute\":\"guest-ping\",\"id\":{id}}}").into_bytes()
    })
}

fn ours() -> Ours {
    Ours {
        dispatcher: Dispatcher::new(),
        framer: Framer::default(),
    }
}

#[test]
fn answers_are_the_same() {
    let Some(mut theirs) = Theirs::start() else {
        return;
    };
    let mut ours = ours();
    let deep = deep();
    let all = SAME.iter().copied().chain(deep.iter().map(Vec::as_slice));
    for (number, bytes) in all.enumerate() {
        let (request, last) = guard(number);
        let bytes = [bytes, request.as_bytes()].concat();
        let expected = theirs.ask(&bytes, last.as_bytes());
        let found = ours.ask(&bytes);
        assert_eq!(
            found.escape_ascii().to_string(),
            expected.escape_ascii().to_string(),
            "{}",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn answers_that_differ_are_known() {
    let mut theirs = Theirs::start();
    let mut ours = ours();
    for (number, (bytes, their_part, our_part)) in DIFFERENT.iter().enumerate() {
        let (request, last) = guard(number);
        let bytes = [*bytes, request.as_bytes()].concat();
        let found = String::from_utf8(ours.ask(&bytes)).expect("replies are ASCII");
        assert!(found.contains(our_part), "{found}");
        if let Some(theirs) = &mut theirs {
            let expected = theirs.ask(&bytes, last.as_bytes());
            let expected = String::from_utf8(expected).expect("replies are ASCII");
            assert!(expected.contains(their_part), "{expected}");
        }
    }
}
