//! Reads files of a revision of a git repository, by a `git` process: `REV:PATH`, as in git itself.
//!
//! A path starts from the root of the repository, or from the working folder if it begins with `./`
//! or `../`. An empty revision means the index.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use qapi_parser::{LoadError, Loader, limits};

use crate::loader::unpacked;

/// A revision of the repository that contains the working folder.
#[derive(Debug)]
pub(crate) struct Revision {
    /// The revision and `:`.
    prefix: String,
    /// The working folder's path in the repository, with a `/` at the end unless it is the root.
    folder: String,
    /// Reads one file at a time.
    reader: Mutex<Reader>,
}

/// A process `git cat-file --batch`, which reads all files of a schema.
#[derive(Debug)]
struct Reader {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Revision {
    /// Opens the repository and resolves the revision.
    pub(crate) fn open(revision: &str) -> Result<Self, String> {
        let missing =
            |why: String| format!("{revision}: no such file, and no revision of git: {why}");
        let folder = git(&["rev-parse", "--show-prefix"]).map_err(&missing)?;
        if !revision.is_empty() {
            let tree = format!("{revision}^{{tree}}");
            let arguments = [
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &tree,
            ];
            git(&arguments)
                .map_err(|_| missing("the repository has none of that name".to_owned()))?;
        }
        Ok(Self {
            prefix: format!("{revision}:"),
            folder,
            reader: Mutex::new(Reader::start()?),
        })
    }

    /// Returns the prefix of each path.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the path from the root of the repository, without `.` and `..`; `None` if it leads
    /// outside.
    fn in_repository(&self, path: &str) -> Option<String> {
        let path = path.strip_prefix(&*self.prefix).unwrap_or(path);
        let relative = path.starts_with("./") || path.starts_with("../");
        let folder = if relative { &*self.folder } else { "" };
        let mut parts = Vec::new();
        for part in folder.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

/// Returns the output of git, without the line end.
fn git(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|error| format!("git: {error}"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(message.lines().next().unwrap_or("git failed").to_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

impl Reader {
    fn start() -> Result<Self, String> {
        let mut child = Command::new("git")
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("git: {error}"))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (requests, answers) = pipes.ok_or("git: no pipes")?;
        Ok(Self {
            child,
            requests,
            answers: BufReader::new(answers),
        })
    }

    /// Returns the bytes of an object, if it is a file of a size that a schema may have.
    fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let failed = |error: std::io::Error| format!("git: {error}");
        writeln!(self.requests, "{name}").map_err(failed)?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(failed)?;
        let mut words = line.split_whitespace().rev();
        let (size, kind) = (words.next(), words.next());
        let size: Option<u64> = size.and_then(|size| size.parse().ok());
        let Some(size) = size else {
            return Err("no such file in that revision".to_owned());
        };
        let mut bytes = Vec::new();
        // A line end follows the content.
        let mut content = (&mut self.answers).take(size + 1);
        if size > limits::TOTAL_BYTES as u64 {
            std::io::copy(&mut content, &mut std::io::sink()).map_err(failed)?;
            return Err("is larger than a schema may be".to_owned());
        }
        content.read_to_end(&mut bytes).map_err(failed)?;
        bytes.truncate(size as usize);
        match kind {
            Some("blob") => Ok(bytes),
            _ => Err("is a directory".to_owned()),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // It would end by itself once its pipe is closed, but is not waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Loader for Revision {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let error = |reason: String| LoadError {
            path: path.to_owned(),
            reason,
        };
        let inside = self.in_repository(path);
        let inside = inside.ok_or_else(|| error("leads out of the repository".to_owned()))?;
        if inside.contains('\n') {
            return Err(error("a path with a line end".to_owned()));
        }
        let name = format!("{}{inside}", self.prefix);
        // The reader is usable even if another thread panicked: each answer is read to its end.
        let mut reader = self
            .reader
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let bytes = reader.read(&name).map_err(error)?;
        unpacked(path, bytes)
    }

    fn identity(&self, path: &str) -> String {
        self.in_repository(path).unwrap_or_else(|| path.to_owned())
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        if include.starts_with('/') {
            return Err(LoadError::absolute(include));
        }
        let from = from.strip_prefix(&*self.prefix).unwrap_or(from);
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let slash = if folder.is_empty() { "" } else { "/" };
        Ok(format!("{}{folder}{slash}{include}", self.prefix))
    }
}
