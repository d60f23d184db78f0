//! `cat` and `cp`: files in both directions.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use qga_client::{Client, Error};

use crate::arguments::Place;
use crate::output::Failure;

/// Prints files.
pub(crate) fn cat(client: &mut Client, paths: &[String]) -> Result<(), Failure> {
    for path in paths {
        client.read_file_to(path, &mut io::stdout(), |_| {})?;
    }
    Ok(())
}

/// Returns an error unless one file is in the guest and the other is not.
pub(crate) fn check(from: &Place, to: &Place) -> Result<(), Failure> {
    let guests = [from, to].map(|place| matches!(place, Place::Guest(_)));
    if guests == [true, true] || guests == [false, false] {
        let message = "one of both must be in the guest: its path begins with ':'";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

/// Copies a file into the guest or out of it, after [`check`].
pub(crate) fn cp(client: &mut Client, from: &Place, to: &Place) -> Result<(), Failure> {
    match (from, to) {
        (Place::Guest(from), Place::Standard) => {
            client.read_file_to(from, &mut io::stdout(), |_| {})?;
        }
        (Place::Guest(from), Place::Here(to)) => download(client, from, to)?,
        (Place::Standard, Place::Guest(to)) => {
            client.write_file_from(to, &mut io::stdin(), |_| {})?;
        }
        (Place::Here(from), Place::Guest(to)) => upload(client, from, to)?,
        _ => check(from, to)?,
    }
    Ok(())
}

fn download(client: &mut Client, from: &str, to: &Path) -> Result<(), Failure> {
    let to = target(from, to);
    let named = |error| Failure::File(to.display().to_string(), error);
    let bar = bar(client.file_size(from)?);
    // A device or a pipe is written in place.
    if to.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        let mut file = File::options().write(true).open(&to).map_err(named)?;
        return read_to(client, from, &mut file, &bar, &to);
    }
    // The file appears when it is complete.
    let folder = match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .permissions(std::fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .map_err(named)?;
    read_to(client, from, &mut file, &bar, &to)?;
    file.persist(&to).map_err(|error| named(error.error))?;
    Ok(())
}

fn read_to(
    client: &mut Client,
    from: &str,
    file: &mut impl Write,
    bar: &ProgressBar,
    to: &Path,
) -> Result<(), Failure> {
    let result = client.read_file_to(from, file, |total| bar.set_position(total));
    bar.finish();
    result.map(drop).map_err(|error| local(error, to))
}

fn upload(client: &mut Client, from: &Path, to: &str) -> Result<(), Failure> {
    let named = |error| Failure::File(from.display().to_string(), error);
    let mut file = File::open(from).map_err(named)?;
    let bar = bar(file.metadata().map_err(named)?.len());
    let result = client.write_file_from(to, &mut file, |total| bar.set_position(total));
    bar.finish();
    result.map(drop).map_err(|error| local(error, from))
}

/// Adds the file's name to an error of this side.
fn local(error: Error, file: &Path) -> Failure {
    match error {
        Error::Local(error) => Failure::File(file.display().to_string(), error),
        other => Failure::Agent(other),
    }
}

/// Returns the path of the copy: in a folder, a file of the same name.
fn target(from: &str, to: &Path) -> PathBuf {
    if to.is_dir() {
        let name = from.rsplit(['/', '\\']).next().unwrap_or(from);
        to.join(name)
    } else {
        to.to_owned()
    }
}

/// Creates a progress bar, which only terminals show. Without a known size it has no end.
fn bar(size: u64) -> ProgressBar {
    let (bar, template) = if size == 0 {
        let bar = ProgressBar::new_spinner();
        (bar, "{spinner} {binary_bytes} ({binary_bytes_per_sec})")
    } else {
        let bar = ProgressBar::new(size);
        (
            bar,
            "{wide_bar} {binary_bytes}/{binary_total_bytes} ({binary_bytes_per_sec}, {eta})",
        )
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
