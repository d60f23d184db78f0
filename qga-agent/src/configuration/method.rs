//! The methods by which clients reach the agent.

/// A method by which clients reach the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// A socket in the file system, for clients on the same machine.
    UnixListen,
    /// A port that the hypervisor offers.
    VirtioSerial,
    /// A serial line.
    IsaSerial,
    /// A socket between machine and host.
    VsockListen,
}

impl Method {
    /// Returns the method of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "unix-listen" => Self::UnixListen,
            "virtio-serial" => Self::VirtioSerial,
            "isa-serial" => Self::IsaSerial,
            "vsock-listen" => Self::VsockListen,
            _ => return None,
        })
    }

    /// Returns the default device. Sockets have no default.
    pub(crate) fn default_path(self) -> Option<&'static str> {
        match self {
            Self::VirtioSerial => Some("/dev/virtio-ports/org.qemu.guest_agent.0"),
            Self::IsaSerial => Some("/dev/ttyS0"),
            Self::UnixListen | Self::VsockListen => None,
        }
    }
}
