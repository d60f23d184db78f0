//! Prints to standard output and standard error, without failing on a closed pipe.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use qapi_codegen::write_if_changed;

use crate::arguments::Color;
use crate::folder;
use crate::status::Status;

/// Returns whether messages are coloured.
pub(crate) fn colour(when: Color) -> bool {
    coloured(when, || std::io::stderr().is_terminal())
}

/// Returns whether standard output is coloured.
pub(crate) fn colour_of_output(when: Color) -> bool {
    coloured(when, || std::io::stdout().is_terminal())
}

fn coloured(when: Color, is_terminal: impl Fn() -> bool) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    }
}

/// Prints to standard output. A closed pipe is not an error; a full disk is.
pub(crate) fn print(text: &str) -> Status {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Status::Fine,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Status::Fine,
        Err(error) => {
            complain(&format!("standard output: {error}"));
            Status::Trouble
        }
    }
}

/// Writes files, or prints the text of a file whose path is `-`. Several files of one folder are
/// written all or none.
///
/// # Errors
/// Returns the exit status. After printing, that may be one without an error, as nothing is left to
/// report.
pub(crate) fn write(files: &[(PathBuf, String)]) -> Result<(), Status> {
    if let [(path, text)] = files
        && path.as_os_str() == "-"
    {
        return Err(print(text));
    }
    if let [(first, _), _, ..] = files
        && let Some(place) = first.parent()
        && files.iter().all(|(path, _)| path.parent() == Some(place))
    {
        return folder::write(place, files).map_err(|(path, error)| {
            complain(&format!("{}: {error}", path.display()));
            Status::Trouble
        });
    }
    for (path, text) in files {
        if let Err(error) = write_if_changed(path, text) {
            complain(&format!("{}: {error}", path.display()));
            return Err(Status::Trouble);
        }
    }
    Ok(())
}

pub(crate) fn message(text: &str) {
    // There is no way left to report an error.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints an error that prevents the program from continuing.
pub(crate) fn complain(text: &str) {
    message(&format!("qapi: {text}"));
}
