//! Loads files for the command line: `-` is standard input, and files that end in `.gz` are
//! unpacked.

use std::fs::File;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use qapi_parser::{FileSystem, LoadError, Loader, limits};

/// The file system, with standard input and compressed files.
#[derive(Debug, Default)]
pub(crate) struct Files;

fn error(path: &str, reason: impl ToString) -> LoadError {
    LoadError {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

/// Reads up to one byte more than a schema may have, so that the parser can report that it is too
/// large.
fn read(reader: impl std::io::Read, path: &str) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    reader
        .take(limits::TOTAL_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|problem| error(path, problem))?;
    Ok(bytes)
}

/// Returns the content of a file, unpacked if it is compressed.
pub(crate) fn unpacked(path: &str, bytes: Vec<u8>) -> Result<Vec<u8>, LoadError> {
    if path.ends_with(".gz") {
        return read(MultiGzDecoder::new(bytes.as_slice()), path)
            .map_err(|problem| error(path, format!("cannot be unpacked: {}", problem.reason)));
    }
    Ok(bytes)
}

/// Opens a file for reading in pieces, unpacked if it is compressed.
pub(crate) fn open(path: &str) -> io::Result<Box<dyn Read>> {
    if path == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path)?;
    if path.ends_with(".gz") {
        return Ok(Box::new(Unpacked(MultiGzDecoder::new(file))));
    }
    Ok(Box::new(file))
}

/// A compressed file, with errors that say so.
struct Unpacked(MultiGzDecoder<File>);

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let unpacked = self.0.read(buffer);
        unpacked.map_err(|problem| {
            io::Error::new(problem.kind(), format!("cannot be unpacked: {problem}"))
        })
    }
}

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        if path == "-" {
            return read(std::io::stdin().lock(), "standard input");
        }
        unpacked(path, FileSystem.load(path)?)
    }

    fn identity(&self, path: &str) -> String {
        FileSystem.identity(path)
    }

    fn join(&self, from: &str, include: &str) -> Result<String, LoadError> {
        FileSystem.join(from, include)
    }
}
