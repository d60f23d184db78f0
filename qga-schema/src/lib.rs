//! The QAPI schema of the QEMU Guest Agent (QGA), as data.
//!
//! The schema states what an agent and its client may say to each other:
//! commands, their arguments and results, and every type in between. This
//! crate carries it as one file, [`TEXT`], without any code around it.
//!
//! # What it guarantees
//!
//! On the wire the schema means exactly what the one of QEMU
//! [`QEMU_VERSION`] means. Names, types, the order of definitions and of
//! their members, conditions, flags, the exceptions to naming rules, and the
//! releases in which something first appeared are the same, and QEMU's own
//! front end makes the same entities of both. The descriptions are this
//! project's own, under its licence. They cover every definition and every
//! member, with units, ranges, defaults, errors and examples.
//!
//! # In a build script
//!
//! List the crate under `[build-dependencies]` and give [`path()`] to the
//! generator. A generator that works from text in memory takes [`TEXT`],
//! with [`FILE_NAME`] as the name to show in diagnostics.
//!
//! ```
//! use std::path::Path;
//!
//! fn generate(schema: &Path) -> std::io::Result<usize> {
//!     // Stands for a real generator.
//!     Ok(std::fs::read_to_string(schema)?.matches("{ 'command': ").count())
//! }
//!
//! fn main() -> std::io::Result<()> {
//!     println!("cargo::rerun-if-changed={}", qga_schema::PATH);
//!     let commands = generate(qga_schema::path())?;
//!     assert!(commands > 40);
//!     Ok(())
//! }
//! ```
#![forbid(unsafe_code)]

use std::path::Path;

/// The schema file's content: ASCII, with lines ended by a line feed.
pub const TEXT: &str = include_str!("../schema/qga.json");

/// The schema file's name, without directory.
pub const FILE_NAME: &str = "qga.json";

/// The QEMU release series whose guest agent the schema describes.
pub const QEMU_VERSION: &str = "10.2";

/// The members whose text is base64, as `Owner.member`. The schema language cannot say it; the docs of each do.
pub const BASE64_MEMBERS: [&str; 6] = [
    "GuestFileRead.buf-b64",
    "guest-file-write.buf-b64",
    "GuestExecStatus.out-data",
    "GuestExecStatus.err-data",
    "guest-exec.input-data",
    "guest-set-user-password.password",
];

/// The members whose values are secret, as `Owner.member`: programs should not print them.
pub const SENSITIVE_MEMBERS: [&str; 1] = ["guest-set-user-password.password"];

/// The members of replies that a release has added to a type without making them optional, as
/// `Owner.member`: agents of older releases leave them out.
///
/// `supported_commands` came with QEMU 1.2, `success-response` with 1.7, and `paths` with 2.4. No
/// other mandatory member of a reply is younger than its command.
pub const ADDED_MEMBERS: [&str; 3] = [
    "GuestAgentInfo.supported_commands",
    "GuestAgentCommandInfo.success-response",
    "GuestFilesystemTrimResponse.paths",
];

/// The path of the schema file on the machine that compiled this crate.
///
/// Build scripts run on the machine that compiled them, so they can open the
/// file and have Cargo watch it. A program that may run elsewhere should use
/// [`TEXT`].
pub const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/qga.json");

/// [`PATH`], as a path.
#[must_use]
pub fn path() -> &'static Path {
    Path::new(PATH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_leads_to_the_text() -> std::io::Result<()> {
        assert_eq!(std::fs::read_to_string(path())?, TEXT);
        assert!(path().ends_with(FILE_NAME));
        Ok(())
    }

    #[test]
    fn the_text_is_plain_ascii_and_names_its_release() {
        assert!(TEXT.is_ascii());
        assert!(!TEXT.contains(['\r', '\t']));
        assert!(TEXT.ends_with('\n'));
        assert!(TEXT.contains(&format!("QEMU {QEMU_VERSION}'s guest agent")));
    }

    #[test]
    fn every_definition_follows_a_comment_of_its_own() {
        let mut symbol = None;
        let mut found = 0;
        for line in TEXT.lines() {
            if let Some(name) = line.strip_prefix("# @").and_then(|l| l.strip_suffix(':')) {
                // The first such line of a block; a member's line has text after the colon.
                symbol = symbol.or(Some(name));
            } else if let Some((kind, rest)) = line
                .strip_prefix("{ '")
                .and_then(|l| l.split_once("': '"))
                .filter(|(kind, _)| *kind != "pragma")
            {
                let name = rest.split('\'').next();
                assert_eq!(symbol.take(), name, "the comment before this {kind}");
                found += 1;
            }
        }
        assert_eq!(found, 91);
    }
}
