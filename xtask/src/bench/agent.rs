//! `cargo xtask bench agent`: compares the guest agent with Debian's. It measures the CPU time of a
//! ping, and the CPU time and memory of reading a file of 40 MiB in pieces of 10 MiB. The two take
//! turns, each run in its own process. The table shows medians.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::measure::median;
use super::scratch::succeed;
use super::table::{print, row};
use crate::cargo;
use crate::failure::Failure;
use crate::workspace::root;

const OTHER: &str = "/usr/sbin/qemu-ga";
const ROUNDS: usize = 5;
const PINGS: u32 = 10_000;
const PIECES: u32 = 4;
const PIECE: usize = 10 << 20;

/// The figures of one run of an agent.
#[derive(Debug, Clone, Copy)]
struct Figures {
    /// Microseconds of CPU time for a ping.
    ping: f64,
    /// Microseconds of wall time for a ping, including those of this program.
    ping_wall: f64,
    /// MB of the file per second of wall time.
    speed: f64,
    /// MB of the file per second of CPU time.
    speed_of_cpu: f64,
    /// The peak of memory in MB.
    memory: f64,
}

/// Measures both agents and prints the table.
pub(crate) fn run() -> Result<(), Failure> {
    if !Path::new(OTHER).is_file() {
        return Err(Failure::Failed(format!("{OTHER} is missing")));
    }
    let build = [
        "build",
        "--release",
        "--quiet",
        "--locked",
        "--package",
        "qga-agent",
    ];
    succeed(
        Command::new(cargo::program())
            .args(build)
            .current_dir(root()),
    )?;
    let ours = root().join("target/release/qga-agent");
    let folder = root().join("target/bench/agent");
    let failed = |error: io::Error| Failure::Failed(format!("an agent is measured: {error}"));
    let (mut our_runs, mut other_runs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        our_runs.push(measure(&ours, &folder).map_err(failed)?);
        other_runs.push(measure(Path::new(OTHER), &folder).map_err(failed)?);
    }
    let line = |name: &str, figure: fn(&Figures) -> f64, goal: &str| {
        let of = |runs: &[Figures]| median(runs.iter().map(figure).collect());
        let (ours, other) = (of(&our_runs), of(&other_runs));
        let cells = [ours, other, ours / other].map(|value| format!("{value:.2}"));
        row([name, &cells[0], &cells[1], &cells[2], goal])
    };
    let rows = [
        row(["", "qga-agent", "qemu-ga", "ratio", "goal"]),
        line("ping, µs of CPU", |run| run.ping, "< 0.33"),
        line("ping, µs", |run| run.ping_wall, ""),
        line("file read, MB/s", |run| run.speed, "> 2"),
        line("file read, MB/s of CPU", |run| run.speed_of_cpu, ""),
        line("peak memory, MB", |run| run.memory, "< 0.5"),
    ];
    print("The agent: pings, and 40 MiB in pieces of 10 MiB", &rows);
    Ok(())
}

/// A running agent. Dropping it ends the process.
struct Agent(Child);

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Agent {
    /// Returns the CPU time of all threads.
    fn cpu(&self) -> io::Result<Duration> {
        let mut sum = Duration::ZERO;
        for thread in fs::read_dir(format!("/proc/{}/task", self.0.id()))? {
            // The first number is nanoseconds.
            let times = fs::read_to_string(thread?.path().join("schedstat"))?;
            let time = times.split(' ').next().and_then(|time| time.parse().ok());
            sum += Duration::from_nanos(time.ok_or(io::ErrorKind::InvalidData)?);
        }
        Ok(sum)
    }

    /// Returns the peak of memory in MB.
    fn memory(&self) -> io::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let size: Option<f64> =
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        Ok(size.ok_or(io::ErrorKind::InvalidData)? * 1024.0 / 1e6)
    }
}

fn measure(program: &Path, folder: &Path) -> io::Result<Figures> {
    fs::create_dir_all(folder)?;
    let (socket, file) = (folder.join("socket"), folder.join("file"));
    fs::write(&file, content())?;
    let _ = fs::remove_file(&socket);
    let agent = Command::new(program)
        .args(["-m", "unix-listen", "-p"])
        .arg(&socket)
        .arg("-t")
        .arg(folder)
        .stderr(Stdio::null())
        .spawn()
        .map(Agent)?;
    let mut peer = Peer::connect(&socket)?;
    peer.ask("{\"execute\": \"guest-ping\"}")?;
    let (start, before) = (Instant::now(), agent.cpu()?);
    for _ in 0..PINGS {
        peer.ask("{\"execute\": \"guest-ping\"}")?;
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(PINGS);
    let (ping_wall, ping) = (each(start.elapsed()), each(agent.cpu()? - before));

    let path = file.display();
    peer.ask(&format!(
        "{{\"execute\": \"guest-file-open\", \"arguments\": {{\"path\": \"{path}\"}}}}"
    ))?;
    let handle = peer
        .reply
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>();
    let read = format!(
        "{{\"execute\": \"guest-file-read\", \"arguments\": {{\"handle\": {handle}, \"count\": {PIECE}}}}}"
    );
    let (start, before) = (Instant::now(), agent.cpu()?);
    for _ in 0..PIECES {
        peer.ask(&read)?;
        if peer.reply.len() < PIECE {
            return Err(io::Error::other(format!(
                "a piece is short: {:.100}",
                peer.reply
            )));
        }
    }
    let speed = |time: Duration| f64::from(PIECES) * PIECE as f64 / 1e6 / time.as_secs_f64();
    Ok(Figures {
        ping,
        ping_wall,
        speed: speed(start.elapsed()),
        speed_of_cpu: speed(agent.cpu()? - before),
        memory: agent.memory()?,
    })
}

/// Returns bytes whose base64 has no pattern.
fn content() -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..PIECES as usize * PIECE).map(|_| next()).collect()
}

/// A connection. A reply is one line.
struct Peer {
    stream: BufReader<UnixStream>,
    reply: String,
}

impl Peer {
    /// Waits until the agent listens.
    fn connect(socket: &PathBuf) -> io::Result<Self> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            match UnixStream::connect(socket) {
                Ok(stream) => {
                    let stream = BufReader::with_capacity(1 << 20, stream);
                    return Ok(Self {
                        stream,
                        reply: String::new(),
                    });
                }
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => sleep(Duration::from_millis(10)),
            }
        }
    }

    fn ask(&mut self, message: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(message.as_bytes())?;
        self.reply.clear();
        self.stream.read_line(&mut self.reply)?;
        if !self.reply.starts_with("{\"return\"") {
            return Err(io::Error::other(format!("{message}: {:.200}", self.reply)));
        }
        Ok(())
    }
}
