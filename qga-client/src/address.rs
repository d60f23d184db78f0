//! Addresses of agents.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The address of an agent. As text it is a path (`/run/vm.qga`) or `unix:PATH`, `tcp:HOST:PORT`,
/// `vsock:CID:PORT` or `device:PATH`. The path of a character device becomes a device.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Address {
    /// A Unix socket.
    Unix(PathBuf),
    /// A TCP socket, `HOST:PORT`.
    Tcp(String),
    /// A vsock of the machine with this context id.
    Vsock {
        /// The context id of the machine; 1 is the machine itself.
        cid: u32,
        /// The port.
        port: u32,
    },
    /// A serial port, or another character device.
    Device(PathBuf),
}

/// The error of a text that is not an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseAddressError(String);

impl fmt::Display for ParseAddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = "a path, unix:PATH, tcp:HOST:PORT, vsock:CID:PORT or device:PATH";
        write!(f, "'{}' is no address: expected {expected}", self.0)
    }
}

impl std::error::Error for ParseAddressError {}

impl Address {
    /// Returns the address of a Unix socket.
    pub fn unix(path: impl Into<PathBuf>) -> Self {
        Self::Unix(path.into())
    }

    /// Returns the address of a TCP socket, `HOST:PORT`.
    pub fn tcp(host_and_port: impl Into<String>) -> Self {
        Self::Tcp(host_and_port.into())
    }

    /// Returns the address of a vsock.
    #[must_use]
    pub fn vsock(cid: u32, port: u32) -> Self {
        Self::Vsock { cid, port }
    }

    /// Returns the address of a character device.
    pub fn device(path: impl Into<PathBuf>) -> Self {
        Self::Device(path.into())
    }
}

impl FromStr for Address {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        let wrong = || ParseAddressError(text.to_owned());
        let address = match text.split_once(':') {
            Some(("unix", path)) => Self::unix(path),
            Some(("device", path)) => Self::device(path),
            Some(("tcp", address)) => {
                let (host, port) = address.rsplit_once(':').ok_or_else(wrong)?;
                if host.is_empty() || port.parse::<u16>().is_err() {
                    return Err(wrong());
                }
                Self::tcp(address)
            }
            Some(("vsock", address)) => {
                let (cid, port) = address.split_once(':').ok_or_else(wrong)?;
                let number = |text: &str| text.parse().map_err(|_| wrong());
                Self::vsock(number(cid)?, number(port)?)
            }
            _ => Self::unix(text),
        };
        match address {
            Self::Unix(path) | Self::Device(path) if path.as_os_str().is_empty() => Err(wrong()),
            Self::Unix(path) if is_character_device(&path) => Ok(Self::Device(path)),
            other => Ok(other),
        }
    }
}

fn is_character_device(path: &std::path::Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    path.metadata()
        .is_ok_and(|metadata| metadata.file_type().is_char_device())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "{}", path.display()),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
            Self::Vsock { cid, port } => write!(f, "vsock:{cid}:{port}"),
            Self::Device(path) => write!(f, "device:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_text() {
        let cases = [
            ("/run/vm.qga", Address::unix("/run/vm.qga")),
            ("unix:/run/vm:1", Address::unix("/run/vm:1")),
            ("C:relative", Address::unix("C:relative")),
            ("tcp:[::1]:4444", Address::tcp("[::1]:4444")),
            ("vsock:3:1024", Address::vsock(3, 1024)),
            ("device:/dev/ttyS1", Address::device("/dev/ttyS1")),
            ("/dev/null", Address::device("/dev/null")),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        for text in [
            "",
            "tcp:host",
            "tcp::1",
            "tcp:host:port",
            "vsock:3",
            "vsock:-1:1",
            "device:",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
        assert_eq!(Address::vsock(3, 1024).to_string(), "vsock:3:1024");
    }
}
