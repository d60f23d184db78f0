//! Recordings of sessions with QEMU: JSON messages in the order of the wire, one on each line, in a
//! gzip file.

use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value;

const ENDING: &str = ".jsonl.gz";

/// The messages of one session, the greeting first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// The release of the recorded QEMU, such as `7.2`.
    pub release: String,
    /// The name of the target: `x86_64` of `qemu-system-x86_64`.
    pub target: String,
    /// The messages, in the order of the wire.
    pub messages: Vec<String>,
}

impl Recording {
    /// Reads the file `RELEASE/TARGET.jsonl.gz`.
    ///
    /// # Errors
    /// The file cannot be read, or has another name.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut text = String::new();
        GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
        let name = |path: &Path| Some(path.file_name()?.to_str()?.to_owned());
        let names = path.parent().and_then(name).zip(name(path));
        let parts = names.and_then(|(release, file)| {
            let target = file.strip_suffix(ENDING)?.to_owned();
            Some((release, target))
        });
        let (release, target) =
            parts.ok_or_else(|| io::Error::other(format!("{}: no recording", path.display())))?;
        Ok(Self {
            release,
            target,
            messages: text.lines().map(str::to_owned).collect(),
        })
    }

    /// Reads all recordings of a folder, by release and target. Returns none if the folder does not
    /// exist.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read_all(folder: &Path) -> io::Result<Vec<Self>> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for release in entries(folder)?.iter().filter(|path| path.is_dir()) {
            let files = entries(release)?.into_iter();
            paths.extend(files.filter(|path| path.to_string_lossy().ends_with(ENDING)));
        }
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// Writes the file in a folder of recordings. The same messages give the same bytes.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let folder = folder.join(&self.release);
        std::fs::create_dir_all(&folder)?;
        let file = File::create(folder.join(format!("{}{ENDING}", self.target)))?;
        let mut file = GzEncoder::new(file, Compression::best());
        for message in &self.messages {
            writeln!(file, "{message}")?;
        }
        file.finish()?.sync_all()
    }

    /// Returns the commands that were answered.
    ///
    /// # Errors
    /// A message is not JSON.
    pub fn commands(&self) -> io::Result<BTreeSet<String>> {
        let exchanges = exchanges(&self.messages)?.into_iter();
        Ok(exchanges.map(|exchange| exchange.command).collect())
    }

    /// Returns the first reply to a command.
    ///
    /// # Errors
    /// A message is not JSON.
    pub fn reply(&self, command: &str) -> io::Result<Option<Value>> {
        let exchanges = exchanges(&self.messages)?;
        let exchange = exchanges.iter().find(|it| it.command == command);
        let message = exchange.and_then(|exchange| self.messages.get(exchange.reply));
        Ok(message.map(|text| serde_json::from_str(text)).transpose()?)
    }

    /// Removes each exchange whose request and reply are in `seen`, and adds the others to `seen`.
    /// Exchanges of fewer bytes than `size` are ignored.
    ///
    /// # Errors
    /// A message is not JSON.
    pub fn leave_out(
        &mut self,
        seen: &mut HashSet<(String, String)>,
        size: usize,
    ) -> io::Result<()> {
        let mut repeated = HashSet::new();
        for Exchange { request, reply, .. } in exchanges(&self.messages)? {
            let text = |index: usize| self.messages.get(index).cloned().unwrap_or_default();
            let texts = (text(request), text(reply));
            if texts.0.len() + texts.1.len() >= size && !seen.insert(texts) {
                repeated.extend([request, reply]);
            }
        }
        let mut index = 0..;
        self.messages
            .retain(|_| index.next().is_none_or(|index| !repeated.contains(&index)));
        Ok(())
    }
}

/// A request and its reply, as indices of messages.
struct Exchange {
    command: String,
    request: usize,
    reply: usize,
}

/// Returns the exchanges of a session in which no request is sent before the last one is answered.
fn exchanges(messages: &[String]) -> io::Result<Vec<Exchange>> {
    let mut exchanges = Vec::new();
    let mut asked = None;
    for (index, message) in messages.iter().enumerate() {
        let message: Value = serde_json::from_str(message)?;
        let command = ["execute", "exec-oob"]
            .iter()
            .find_map(|key| message.get(key)?.as_str());
        if let Some(command) = command {
            asked = Some((command.to_owned(), index));
        } else if message.get("return").is_some() || message.get("error").is_some() {
            let exchange = asked.take().map(|(command, request)| Exchange {
                command,
                request,
                reply: index,
            });
            exchanges.extend(exchange);
        }
    }
    Ok(exchanges)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
