//! `guest-file-open`, `-close`, `-read`, `-write`, `-seek`, `-flush`. Nothing is buffered: each
//! write goes to the system at once.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nix::errno::Errno;
use nix::fcntl::OFlag;
use qapi_wire::new;
use qga_types::commands::{GuestFileOpen, GuestFileRead, GuestFileSeek, GuestFileWrite};
use qga_types::{self as types, GuestFileWhence, QGASeek};

use crate::failure::Failure;
use crate::state::Counter;

/// The largest number of open files.
const MAX_FILES: usize = 512;
/// The largest number of bytes that one read returns.
const MAX_READ: i64 = 48 << 20;
/// The number of bytes that one read returns by default.
const DEFAULT_READ: i64 = 4096;
/// The permissions of a created file, whatever the agent's umask.
const PERMISSIONS: u32 = 0o666;

/// The open files, by handle.
#[derive(Debug)]
pub(crate) struct Files {
    table: Mutex<Table>,
}

#[derive(Debug)]
struct Table {
    open: BTreeMap<i64, Arc<Mutex<File>>>,
    handles: Counter,
}

impl Table {
    /// Returns an error if no more files may be open.
    fn room(&self) -> Result<(), Failure> {
        if self.open.len() < MAX_FILES {
            return Ok(());
        }
        let (limit, what) = (MAX_FILES, "open files");
        Err(Failure::TooMany { limit, what })
    }
}

impl Files {
    /// Creates an empty table. The state folder holds the number of the next handle.
    pub(crate) fn new(state: &Path) -> Self {
        let (open, handles) = (BTreeMap::new(), Counter::open(state));
        let table = Mutex::new(Table { open, handles });
        Self { table }
    }

    /// Opens a file and returns its handle.
    pub(crate) fn open(&self, arguments: &GuestFileOpen) -> Result<i64, Failure> {
        let mode = arguments.mode.as_deref().unwrap_or("r");
        let options = options(mode).ok_or_else(|| Failure::Mode(mode.to_owned()))?;
        let path = &arguments.path;
        let doing = format!("failed to open file '{path}' (mode: '{mode}')");
        let creates = !mode.starts_with('r');
        lock(&self.table).room()?;
        // Opening may take time. Other clients do not wait for it.
        let file = open(path, &options, creates).map_err(Failure::system(doing))?;
        let mut table = lock(&self.table);
        table.room()?;
        let counted = table.handles.take();
        let handle = counted.map_err(Failure::system("failed to note the handle"))?;
        table.open.insert(handle, Arc::new(Mutex::new(file)));
        Ok(handle)
    }

    /// Closes a file.
    pub(crate) fn close(&self, handle: i64) -> Result<(), Failure> {
        let closed = lock(&self.table).open.remove(&handle);
        closed.map(drop).ok_or(Failure::Handle(handle))
    }

    /// Reads from the position.
    pub(crate) fn read(&self, arguments: &GuestFileRead) -> Result<types::GuestFileRead, Failure> {
        let count = arguments.count.unwrap_or(DEFAULT_READ);
        let limit = u64::try_from(count).ok().filter(|_| count <= MAX_READ);
        let limit = limit.ok_or_else(|| Failure::argument("count", count))?;
        let file = self.find(arguments.handle)?;
        let mut file = lock(&file);
        let failed = || Failure::system("failed to read file");
        let mut content = Vec::new();
        let room = room(limit.min(left(&mut file).saturating_add(1)));
        let reserved = content.try_reserve_exact(room);
        reserved.map_err(|_| failed()(io::Error::from(ErrorKind::OutOfMemory)))?;
        // An empty pipe is not at its end. The bytes read before the error are kept.
        let eof = match (&*file).take(limit).read_to_end(&mut content) {
            Ok(count) => (count as u64) < limit,
            Err(error) if error.kind() == ErrorKind::WouldBlock && !content.is_empty() => false,
            Err(error) => return Err(failed()(error)),
        };
        let count = i64::try_from(content.len()).unwrap_or(i64::MAX);
        Ok(new!(types::GuestFileRead {
            count,
            buf_b64: content,
            eof
        }))
    }

    /// Writes at the position.
    pub(crate) fn write(
        &self,
        arguments: &GuestFileWrite,
    ) -> Result<types::GuestFileWrite, Failure> {
        let content = arguments.buf_b64.as_slice();
        let content = match arguments.count {
            None => content,
            Some(count) => usize::try_from(count)
                .ok()
                .and_then(|count| content.get(..count))
                .ok_or_else(|| Failure::argument("count", count))?,
        };
        let file = self.find(arguments.handle)?;
        let mut file = lock(&file);
        file.write_all(content)
            .map_err(Failure::system("failed to write to file"))?;
        let count = i64::try_from(content.len()).unwrap_or(i64::MAX);
        Ok(new!(types::GuestFileWrite { count, eof: false }))
    }

    /// Moves the position.
    pub(crate) fn seek(&self, arguments: &GuestFileSeek) -> Result<types::GuestFileSeek, Failure> {
        let offset = arguments.offset;
        let failed = || Failure::system("failed to seek file");
        let to = match &arguments.whence {
            GuestFileWhence::Name(QGASeek::Set) | GuestFileWhence::Value(0) => {
                // The system reports a position before the start in the same way.
                let before = |_| failed()(io::Error::from(Errno::EINVAL));
                SeekFrom::Start(u64::try_from(offset).map_err(before)?)
            }
            GuestFileWhence::Name(QGASeek::Cur) | GuestFileWhence::Value(1) => {
                SeekFrom::Current(offset)
            }
            GuestFileWhence::Name(QGASeek::End) | GuestFileWhence::Value(2) => {
                SeekFrom::End(offset)
            }
            GuestFileWhence::Value(other) => return Err(Failure::argument("whence", other)),
            other => return Err(Failure::argument("whence", format_args!("{other:?}"))),
        };
        let file = self.find(arguments.handle)?;
        let position = lock(&file).seek(to).map_err(failed())?;
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        Ok(new!(types::GuestFileSeek {
            position,
            eof: false
        }))
    }

    /// Does nothing but check the handle: nothing is buffered.
    pub(crate) fn flush(&self, handle: i64) -> Result<(), Failure> {
        let file = self.find(handle)?;
        lock(&file)
            .flush()
            .map_err(Failure::system("failed to flush file"))
    }

    /// Returns a file with its own lock, so that a long operation does not delay other files.
    fn find(&self, handle: i64) -> Result<Arc<Mutex<File>>, Failure> {
        let file = lock(&self.table).open.get(&handle).cloned();
        file.ok_or(Failure::Handle(handle))
    }
}

/// Locks a mutex. Its content is consistent even after a thread has panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the options for a mode of `fopen()`. A FIFO without a peer must not block the agent, and
/// a terminal must not become that of a daemon.
fn options(mode: &str) -> Option<OpenOptions> {
    let mut options = OpenOptions::new();
    options.custom_flags((OFlag::O_NONBLOCK | OFlag::O_NOCTTY).bits());
    match mode {
        "r" | "rb" => options.read(true),
        "w" | "wb" => options.write(true).truncate(true),
        "a" | "ab" => options.append(true),
        "r+" | "rb+" | "r+b" => options.read(true).write(true),
        "w+" | "wb+" | "w+b" => options.read(true).write(true).truncate(true),
        "a+" | "ab+" | "a+b" => options.read(true).append(true),
        _ => return None,
    };
    Some(options)
}

/// Opens a file. Sets the permissions of a file that it creates.
fn open(path: &str, options: &OpenOptions, creates: bool) -> io::Result<File> {
    match options.open(path) {
        Err(error) if creates && error.kind() == ErrorKind::NotFound => {}
        opened => return opened,
    }
    let mut create = options.clone();
    create.create_new(true).mode(PERMISSIONS);
    match create.open(path) {
        // Another process has created it first.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => options.open(path),
        Err(error) => Err(error),
        Ok(file) => {
            file.set_permissions(Permissions::from_mode(PERMISSIONS))?;
            Ok(file)
        }
    }
}

/// Returns the capacity of a buffer for some bytes. Unused capacity takes no memory. C libraries
/// keep buffers of up to 32 MiB for each thread, but return larger ones to the system at once.
fn room(bytes: u64) -> usize {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes < 1 << 20 {
        bytes
    } else {
        bytes.max(33 << 20)
    }
}

/// Returns the number of bytes after the position. It is zero for pipes and the like.
fn left(file: &mut File) -> u64 {
    let length = file
        .metadata()
        .map(|metadata| metadata.len())
        .unwrap_or_default();
    length.saturating_sub(file.stream_position().unwrap_or_default())
}
