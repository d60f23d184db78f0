//! `guest-get-osinfo`: the kernel's names, and the file that os-release(5) describes.

use std::path::{Path, PathBuf};

use nix::sys::utsname::uname;
use qga_types::GuestOSInfo;

use crate::failure::Failure;

/// The variable that names another os-release file, for tests.
const VARIABLE: &str = "QGA_OS_RELEASE";
/// The default paths of the file. The first readable one counts.
const PLACES: [&str; 2] = ["/etc/os-release", "/usr/lib/os-release"];

/// Returns the operating system. If the file cannot be read, its members are left out.
pub(crate) fn os_info() -> Result<GuestOSInfo, Failure> {
    let names = uname().map_err(Failure::system("failed to get the kernel's names"))?;
    let places = match std::env::var_os(VARIABLE) {
        Some(path) => vec![PathBuf::from(path)],
        None => PLACES.map(PathBuf::from).to_vec(),
    };
    let mut info = release(&places);
    info.kernel_release = Some(names.release().to_string_lossy().into_owned());
    info.kernel_version = Some(names.version().to_string_lossy().into_owned());
    info.machine = Some(names.machine().to_string_lossy().into_owned());
    Ok(info)
}

fn release(places: &[impl AsRef<Path>]) -> GuestOSInfo {
    let content = places.iter().find_map(|path| std::fs::read(path).ok());
    let content = String::from_utf8_lossy(&content.unwrap_or_default()).into_owned();
    let mut info = GuestOSInfo::new();
    for line in content.lines() {
        let Some((key, value)) = line.trim().split_once('=') else {
            continue;
        };
        let member = match key {
            "ID" => &mut info.id,
            "NAME" => &mut info.name,
            "PRETTY_NAME" => &mut info.pretty_name,
            "VERSION" => &mut info.version,
            "VERSION_ID" => &mut info.version_id,
            "VARIANT" => &mut info.variant,
            "VARIANT_ID" => &mut info.variant_id,
            _ => continue,
        };
        *member = Some(unquote(value));
    }
    info
}

/// Returns the value of an assignment as a shell reads it: with quotes of both kinds, and escapes
/// outside single quotes. Unlike a shell, other agents also unescape an apostrophe in double
/// quotes, and so does this.
fn unquote(value: &str) -> String {
    let mut result = String::new();
    let mut quote = None;
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match (character, quote) {
            ('\'' | '"', None) => quote = Some(character),
            (_, Some(open)) if character == open => quote = None,
            ('\\', None) => result.extend(characters.next()),
            ('\\', Some('"')) => match characters.next() {
                Some(escaped @ ('"' | '\'' | '\\' | '$' | '`')) => result.push(escaped),
                other => result.extend(std::iter::once('\\').chain(other)),
            },
            _ => result.push(character),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_a_shell_reads_them() {
        assert_eq!(unquote(r"debian"), "debian");
        assert_eq!(unquote(r#""a \"b\" \$c \n""#), r#"a "b" $c \n"#);
        assert_eq!(unquote(r#""\"\'\$\`\\ and \\\\""#), r#""'$`\ and \\"#);
        assert_eq!(unquote(r"'it'\''s'"), "it's");
        assert_eq!(unquote(r"'a\b'"), r"a\b");
        assert_eq!(unquote(r"a\ b\"), "a b");
        assert_eq!(unquote("\"open"), "open");
    }

    #[test]
    fn the_first_file_that_can_be_read_counts() {
        let folder = tempfile::tempdir().unwrap();
        let second = folder.path().join("second");
        let text =
            "# a comment\nID=fedora\nVERSION_ID=\"41\"\nVARIANT='Server Edition'\nUNKNOWN=1\n";
        std::fs::write(&second, text).unwrap();
        let info = release(&[folder.path().join("first"), second]);
        assert_eq!(info.id.as_deref(), Some("fedora"));
        assert_eq!(info.version_id.as_deref(), Some("41"));
        assert_eq!(info.variant.as_deref(), Some("Server Edition"));
        assert_eq!(info.name, None);
        assert_eq!(release(&[folder.path()]), GuestOSInfo::new());
    }
}
