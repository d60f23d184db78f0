//! Files in the guest.

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::{AsyncClient, AsyncStream};
use crate::error::Error;
use crate::file::{self, CHUNK};

impl<S: AsyncStream> AsyncClient<S> {
    /// Reads a whole file of the guest.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn read_file(&mut self, path: &str) -> Result<Vec<u8>, Error> {
        let mut content = Vec::new();
        self.read_file_to(path, &mut content, |_| {}).await?;
        Ok(content)
    }

    /// Reads a whole file of the guest and writes it to `target`. Calls `progress` after each part
    /// with the number of bytes read so far. Returns the number of all bytes.
    ///
    /// # Errors
    /// See [`Error`]; [`Local`](Error::Local) if `target` fails.
    pub async fn read_file_to(
        &mut self,
        path: &str,
        target: &mut (impl AsyncWrite + Unpin + ?Sized),
        mut progress: impl FnMut(u64),
    ) -> Result<u64, Error> {
        let handle = self.execute(&file::open(path, "r")).await?;
        let result = self.read_parts(handle, target, &mut progress).await;
        self.closed(handle, result).await
    }

    /// Returns the size of a file of the guest in bytes. Some files of the system have size 0 but
    /// content.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn file_size(&mut self, path: &str) -> Result<u64, Error> {
        let handle = self.execute(&file::open(path, "r")).await?;
        let result = self.execute(&file::seek_to_end(handle)).await;
        let end = self.closed(handle, result).await?.position;
        Ok(u64::try_from(end).unwrap_or(0))
    }

    /// Writes a whole file of the guest. Replaces an existing file.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn write_file(&mut self, path: &str, content: impl AsRef<[u8]>) -> Result<(), Error> {
        self.write_file_from(path, &mut content.as_ref(), |_| {})
            .await?;
        Ok(())
    }

    /// Reads all of `source` and writes it to a file of the guest. Calls `progress` after each part
    /// with the number of bytes written so far. Returns the number of all bytes.
    ///
    /// # Errors
    /// See [`Error`]; [`Local`](Error::Local) if `source` fails.
    pub async fn write_file_from(
        &mut self,
        path: &str,
        source: &mut (impl AsyncRead + Unpin + ?Sized),
        mut progress: impl FnMut(u64),
    ) -> Result<u64, Error> {
        let handle = self.execute(&file::open(path, "w")).await?;
        let result = self.write_parts(handle, source, &mut progress).await;
        self.closed(handle, result).await
    }

    async fn read_parts(
        &mut self,
        handle: i64,
        target: &mut (impl AsyncWrite + Unpin + ?Sized),
        progress: &mut impl FnMut(u64),
    ) -> Result<u64, Error> {
        let mut total = 0;
        loop {
            let part = self.execute(&file::read(handle)).await?;
            target.write_all(&part.buf_b64).await?;
            total += file::length(&part.buf_b64);
            progress(total);
            if part.eof || part.buf_b64.is_empty() {
                return Ok(total);
            }
        }
    }

    async fn write_parts(
        &mut self,
        handle: i64,
        source: &mut (impl AsyncRead + Unpin + ?Sized),
        progress: &mut impl FnMut(u64),
    ) -> Result<u64, Error> {
        let (mut total, mut part) = (0, Vec::new());
        loop {
            part.clear();
            (&mut *source).take(CHUNK).read_to_end(&mut part).await?;
            if part.is_empty() {
                return Ok(total);
            }
            let mut rest = &*part;
            while !rest.is_empty() {
                let written = self.execute(&file::write(handle, rest)).await?;
                let count = file::accepted(written.count, rest)?;
                rest = rest.get(count..).unwrap_or_default();
            }
            total += file::length(&part);
            progress(total);
        }
    }

    /// Closes a file after its use. Returns the first error.
    async fn closed<T>(&mut self, handle: i64, result: Result<T, Error>) -> Result<T, Error> {
        let closed = self.execute(&file::close(handle)).await;
        let value = result?;
        closed?;
        Ok(value)
    }
}
