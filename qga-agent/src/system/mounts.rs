//! The mounts in `/proc/self/mountinfo`, as proc_pid_mountinfo(5) describes them.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

/// A mounted filesystem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mount {
    /// The major and minor number of the device, joined by a colon.
    pub(crate) device: String,
    /// The mount point.
    pub(crate) mountpoint: OsString,
    /// The name of its format.
    pub(crate) format: String,
    /// The source: the path of a device if there is one.
    pub(crate) source: OsString,
}

/// Returns the mounts of a mountinfo file, in its order. Lines of another form are skipped.
pub(crate) fn mounts(content: &str) -> Vec<Mount> {
    content.lines().filter_map(mount).collect()
}

fn mount(line: &str) -> Option<Mount> {
    // Optional fields come before a lone hyphen.
    let (place, kind) = line.split_once(" - ")?;
    let mut place = place.split(' ').skip(2);
    let device = place.next()?.to_owned();
    let mountpoint = unescape(place.nth(1)?);
    let mut kind = kind.split(' ');
    let format = kind.next()?.to_owned();
    let source = unescape(kind.next()?);
    Some(Mount {
        device,
        mountpoint,
        format,
        source,
    })
}

/// Decodes `\` and three octal digits: spaces, tabs, line feeds and backslashes.
fn unescape(text: &str) -> OsString {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let code = behind.first_chunk::<3>().filter(|_| byte == b'\\');
        let code = code.and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 8).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                rest = behind.get(3..).unwrap_or_default();
            }
            None => bytes.push(byte),
        }
    }
    OsString::from_vec(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_escapes() {
        let file = "24 1 254:1 / / rw,relatime shared:1 master:2 - ext4 /dev/vda1 rw\n\
            31 24 0:26 / /mnt/a\\040b\\134c\\9 rw - tmpfs none rw\nodd\n";
        let mount = |device: &str, point: &str, format: &str, source: &str| Mount {
            device: device.into(),
            mountpoint: point.into(),
            format: format.into(),
            source: source.into(),
        };
        assert_eq!(
            mounts(file),
            [
                mount("254:1", "/", "ext4", "/dev/vda1"),
                mount("0:26", "/mnt/a b\\c\\9", "tmpfs", "none"),
            ]
        );
    }
}
