//! Files in the guest.

use std::io::{Read, Write};

use super::Client;
use crate::error::Error;
use crate::file::{self, CHUNK};
use crate::stream::Stream;

impl<S: Stream> Client<S> {
    /// Reads a whole file of the guest.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn read_file(&mut self, path: &str) -> Result<Vec<u8>, Error> {
        let mut content = Vec::new();
        self.read_file_to(path, &mut content, |_| {})?;
        Ok(content)
    }

    /// Reads a whole file of the guest into something; `progress` is told after each part how many bytes
    /// were read so far. Returns how many there were.
    ///
    /// # Errors
    /// See [`Error`]; [`Local`](Error::Local) where `target` fails.
    pub fn read_file_to(
        &mut self,
        path: &str,
        target: &mut (impl Write + ?Sized),
        mut progress: impl FnMut(u64),
    ) -> Result<u64, Error> {
        let handle = self.execute(&file::open(path, "r"))?;
        let result = self.read_parts(handle, target, &mut progress);
        self.closed(handle, result)
    }

    /// How many bytes a file of the guest has. Some that the system makes up say 0, and have content all the same.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn file_size(&mut self, path: &str) -> Result<u64, Error> {
        let handle = self.execute(&file::open(path, "r"))?;
        let result = self.execute(&file::seek_to_end(handle));
        let end = self.closed(handle, result)?.position;
        Ok(u64::try_from(end).unwrap_or(0))
    }

    /// Writes a whole file of the guest. One that exists is replaced.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn write_file(&mut self, path: &str, content: impl AsRef<[u8]>) -> Result<(), Error> {
        self.write_file_from(path, &mut content.as_ref(), |_| {})?;
        Ok(())
    }

    /// Writes everything that something has into a file of the guest; `progress` is told after each part how
    /// many bytes were written so far. Returns how many there were.
    ///
    /// # Errors
    /// See [`Error`]; [`Local`](Error::Local) where `source` fails.
    pub fn write_file_from(
        &mut self,
        path: &str,
        source: &mut (impl Read + ?Sized),
        mut progress: impl FnMut(u64),
    ) -> Result<u64, Error> {
        let handle = self.execute(&file::open(path, "w"))?;
        let result = self.write_parts(handle, source, &mut progress);
        self.closed(handle, result)
    }

    fn read_parts(
        &mut self,
        handle: i64,
        target: &mut (impl Write + ?Sized),
        progress: &mut impl FnMut(u64),
    ) -> Result<u64, Error> {
        let mut total = 0;
        loop {
            let part = self.execute(&file::read(handle))?;
            target.write_all(&part.buf_b64)?;
            total += file::length(&part.buf_b64);
            progress(total);
            if part.eof || part.buf_b64.is_empty() {
                return Ok(total);
            }
        }
    }

    fn write_parts(
        &mut self,
        handle: i64,
        source: &mut (impl Read + ?Sized),
        progress: &mut impl FnMut(u64),
    ) -> Result<u64, Error> {
        let (mut total, mut part) = (0, Vec::new());
        loop {
            part.clear();
            (&mut *source).take(CHUNK).read_to_end(&mut part)?;
            if part.is_empty() {
                return Ok(total);
            }
            let mut rest = &*part;
            while !rest.is_empty() {
                let written = self.execute(&file::write(handle, rest))?;
                let count = file::accepted(written.count, rest)?;
                rest = rest.get(count..).unwrap_or_default();
            }
            total += file::length(&part);
            progress(total);
        }
    }

    /// Closes a file however its use ended; what failed first is what is told.
    fn closed<T>(&mut self, handle: i64, result: Result<T, Error>) -> Result<T, Error> {
        let closed = self.execute(&file::close(handle));
        let value = result?;
        closed?;
        Ok(value)
    }
}
