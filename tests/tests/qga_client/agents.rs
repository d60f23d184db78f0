//! Running agents for the client: Debian's and ours.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use qga_client::{Address, Client, Options};

const DEBIANS: &str = "/usr/sbin/qemu-ga";

/// A running agent on a socket in a folder of its own. Dropping it ends the process.
pub struct Agent {
    pub process: Child,
    folder: tempfile::TempDir,
}

impl Agent {
    /// Starts both agents, or only ours if Debian's is not installed.
    pub fn both() -> Vec<Self> {
        Self::both_with(&[])
    }

    /// Starts both agents with options.
    pub fn both_with(options: &[&str]) -> Vec<Self> {
        let debians = Path::new(DEBIANS);
        let mut agents = vec![Self::start(&tests::program("qga-agent"), options)];
        if debians.is_file() {
            agents.push(Self::start(debians, options));
        } else {
            tests::skip("Debian's qemu-ga");
        }
        agents
    }

    pub fn start(program: &Path, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let process = Command::new(program)
            .args(["-m", "unix-listen", "-p"])
            .arg(folder.path().join("socket"))
            .arg("-t")
            .arg(folder.path())
            .arg("-f")
            .arg(folder.path().join("pid"))
            .args(options)
            .stderr(Stdio::null())
            .spawn()
            .expect("the agent starts");
        let agent = Self { process, folder };
        let deadline = Instant::now() + Duration::from_secs(20);
        while UnixStream::connect(agent.file("socket")).is_err() {
            assert!(Instant::now() < deadline, "no agent listens");
            std::thread::sleep(Duration::from_millis(20));
        }
        agent
    }

    /// Returns the path of a file in its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn address(&self) -> Address {
        Address::unix(self.file("socket"))
    }

    pub fn client(&self) -> Client {
        Client::connect(&self.address()).expect("the agent answers")
    }

    pub fn client_with(&self, options: Options) -> Client {
        Client::connect_with(&self.address(), options).expect("the agent answers")
    }

    /// Stops the agent. Every thread has stopped when this returns.
    pub fn freeze(&self) {
        self.signal("-STOP");
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.threads().any(|state| state != "T") {
            assert!(Instant::now() < deadline, "the agent does not stop");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Continues the agent.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    /// Returns the state of each thread.
    fn threads(&self) -> impl Iterator<Item = String> {
        let tasks = format!("/proc/{}/task", self.process.id());
        let tasks = std::fs::read_dir(tasks).expect("it runs");
        tasks.filter_map(|task| {
            let status = std::fs::read_to_string(task.ok()?.path().join("stat")).ok()?;
            let (_, behind) = status.rsplit_once(')')?;
            Some(behind.split_whitespace().next()?.to_owned())
        })
    }

    fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        let status = Command::new("kill").args([name, &pid]).status();
        assert!(status.expect("kill runs").success());
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
