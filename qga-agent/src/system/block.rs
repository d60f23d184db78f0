//! Block devices in `/sys`. The path of a device's folder gives its address in the hardware.

use std::path::{Path, PathBuf};

use qapi_wire::new;
use qga_types::{GuestCCWAddress, GuestDiskAddress, GuestDiskBusType, GuestPCIAddress};

use super::{Root, decimal};

/// The folder of a device under `/sys/devices`, without symbolic links.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    folder: PathBuf,
}

impl Device {
    /// Returns the device of a symbolic link in `/sys`, or `None` if the link is broken.
    pub(crate) fn at(root: &Root, link: impl AsRef<Path>) -> Option<Self> {
        let folder = root.path(link).canonicalize().ok()?;
        Some(Self { folder })
    }

    /// Returns the kernel's name of the device, such as `sda1`.
    pub(crate) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        // The kernel writes `!` for a slash in a name.
        name.to_string_lossy().replace('!', "/")
    }

    /// Returns the path of the device node.
    pub(crate) fn node(&self) -> String {
        format!("/dev/{}", self.name())
    }

    /// Returns an attribute, without surrounding white space.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let content = std::fs::read(self.folder.join(name)).ok()?;
        Some(String::from_utf8_lossy(&content).trim().to_owned())
    }

    /// Returns whether the device is a partition.
    pub(crate) fn is_partition(&self) -> bool {
        self.folder.join("partition").exists()
    }

    /// Returns whether the device is made of other devices or a file, without hardware of its own.
    pub(crate) fn is_virtual(&self) -> bool {
        let path = self.folder.to_string_lossy();
        path.contains("/devices/virtual/block/")
    }

    /// Returns the device that contains this partition.
    pub(crate) fn whole(&self) -> Option<Self> {
        let folder = self.folder.parent()?.to_owned();
        self.is_partition().then_some(Self { folder })
    }

    /// Returns the devices that this one is made of, sorted by name.
    pub(crate) fn parts(&self) -> Vec<Self> {
        let entries = std::fs::read_dir(self.folder.join("slaves"));
        let links = entries.into_iter().flatten().flatten();
        let mut folders: Vec<PathBuf> = links
            .filter_map(|link| link.path().canonicalize().ok())
            .collect();
        folders.sort();
        folders.into_iter().map(|folder| Self { folder }).collect()
    }

    /// Returns the address of the device in the hardware.
    pub(crate) fn address(&self, root: &Root) -> GuestDiskAddress {
        let mut address = place(&self.folder);
        address.dev = Some(self.node());
        address.serial = self.serial(root);
        address
    }

    /// Returns the serial number from udev, or else from the kernel.
    fn serial(&self, root: &Root) -> Option<String> {
        let number = self.attribute("dev").unwrap_or_default();
        let record = root.read_if_there(format!("run/udev/data/b{number}"));
        let record = record.unwrap_or_default();
        let found = record
            .lines()
            .find_map(|line| line.strip_prefix("E:ID_SERIAL="));
        let found = found
            .map(str::to_owned)
            .or_else(|| self.attribute("serial"));
        found.filter(|serial| !serial.is_empty())
    }
}

/// Reads the components of a path from the controller to the disk. Later components are more
/// precise.
fn place(folder: &Path) -> GuestDiskAddress {
    let pci = new!(GuestPCIAddress {
        domain: -1,
        bus: -1,
        slot: -1,
        function: -1
    });
    let mut address = new!(GuestDiskAddress {
        pci_controller: pci,
        bus_type: GuestDiskBusType::Unknown,
        bus: 0,
        target: 0,
        unit: 0
    });
    let mut above = PathBuf::new();
    let mut driver = String::new();
    for component in folder {
        let name = component.to_string_lossy();
        let folder = above.join(component);
        if let Some(pci) = pci_address(&name) {
            address.pci_controller = pci;
            driver = driver_of(&folder);
        } else if let Some(ccw) = ccw_address(&name, &above) {
            address.ccw_address = Some(ccw);
        } else if numbered(&name, "usb").is_some() {
            address.bus_type = GuestDiskBusType::Usb;
        } else if numbered(&name, "nvme").is_some() || name == "nvme-subsystem" {
            // A disk with several controllers is in the folder of none of them.
            address.bus_type = GuestDiskBusType::Nvme;
        } else if numbered(&name, "virtio").is_some() {
            address.bus_type = GuestDiskBusType::Virtio;
        } else if let Some(port) = numbered(&name, "ata") {
            let position = position(&above, port);
            // Parallel ATA has two disks on a cable, serial ATA one on each port.
            if driver.contains("piix") || driver.starts_with("pata_") {
                address.bus_type = GuestDiskBusType::Ide;
                address.bus = position;
            } else {
                address.bus_type = GuestDiskBusType::Sata;
                address.unit = position;
            }
        } else if let Some([_, channel, target, unit]) = numbers(&name, ':', 10) {
            match address.bus_type {
                GuestDiskBusType::Sata | GuestDiskBusType::Usb => {}
                GuestDiskBusType::Ide => address.unit = target,
                _ => {
                    address.bus_type = GuestDiskBusType::Scsi;
                    (address.bus, address.target, address.unit) = (channel, target, unit);
                }
            }
        }
        above = folder;
    }
    address
}

/// Parses an address such as `0000:00:1f.2`, in hexadecimal digits.
fn pci_address(name: &str) -> Option<GuestPCIAddress> {
    let (place, function) = name.split_once('.')?;
    let [domain, bus, slot] = numbers(place, ':', 16)?;
    let [function] = numbers(function, ':', 16)?;
    Some(new!(GuestPCIAddress {
        domain,
        bus,
        slot,
        function
    }))
}

/// Parses an address such as `0.0.0042`. The folder above has the address of the subchannel.
fn ccw_address(name: &str, above: &Path) -> Option<GuestCCWAddress> {
    let [_, _, device] = numbers(name, '.', 16)?;
    let channel = above.file_name()?.to_string_lossy();
    let [image, set, number] = numbers(&channel, '.', 16)?;
    Some(new!(GuestCCWAddress {
        cssid: image,
        ssid: set,
        subchno: number,
        devno: device
    }))
}

/// Parses exactly `N` numbers between separators.
fn numbers<const N: usize>(text: &str, separator: char, radix: u32) -> Option<[i64; N]> {
    let parts = text.split(separator).map(|part| {
        let digits = part.chars().all(|digit| digit.is_digit(radix));
        let number = i64::from_str_radix(part, radix).ok();
        number.filter(|_| digits)
    });
    let parts: Vec<i64> = parts.collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// Parses a name that is a prefix and a number.
fn numbered(name: &str, prefix: &str) -> Option<u64> {
    decimal(name.strip_prefix(prefix)?)
}

/// Returns the index of an ATA port in its controller. Port numbers count through all controllers.
fn position(controller: &Path, port: u64) -> i64 {
    let entries = std::fs::read_dir(controller)
        .into_iter()
        .flatten()
        .flatten();
    let ports = entries.filter_map(|entry| numbered(&entry.file_name().to_string_lossy(), "ata"));
    let before = ports.filter(|&other| other < port).count();
    i64::try_from(before).unwrap_or_default()
}

fn driver_of(device: &Path) -> String {
    let driver = device.join("driver").canonicalize().unwrap_or_default();
    let name = driver.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;
    use std::os::unix::fs::symlink;

    /// Returns the address of the disk in a folder: bus type, bus, target, unit, PCI address.
    fn told(path: &str) -> (GuestDiskBusType, [i64; 3], [i64; 4]) {
        let address = place(Path::new(path));
        let pci = address.pci_controller;
        (
            address.bus_type,
            [address.bus, address.target, address.unit],
            [pci.domain, pci.bus, pci.slot, pci.function],
        )
    }

    #[test]
    fn paths_tell_the_place() {
        use GuestDiskBusType::*;
        let pci = "/sys/devices/pci0000:00";
        assert_eq!(
            told(&format!("{pci}/0000:00:02.0/virtio1/block/vda")),
            (Virtio, [0, 0, 0], [0, 0, 2, 0])
        );
        assert_eq!(
            told(&format!(
                "{pci}/0000:00:05.0/virtio2/host2/target2:0:3/2:0:3:7/block/sda/sda1"
            )),
            (Scsi, [0, 3, 7], [0, 0, 5, 0])
        );
        assert_eq!(
            told(&format!(
                "{pci}/0000:00:1c.4/0000:3a:00.1/nvme/nvme0/nvme0n1"
            )),
            (Nvme, [0, 0, 0], [0, 0x3a, 0, 1])
        );
        assert_eq!(
            told(&format!(
                "{pci}/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:1/block/sdb"
            )),
            (Usb, [0, 0, 0], [0, 0, 0x14, 0])
        );
        assert_eq!(
            told("/sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1"),
            (Nvme, [0, 0, 0], [-1, -1, -1, -1])
        );
        assert_eq!(
            told("/sys/devices/platform/virtio-mmio.0/virtio0/block/vda"),
            (Virtio, [0, 0, 0], [-1, -1, -1, -1])
        );
        assert_eq!(
            told("/sys/devices/platform/x/block/mtd0"),
            (Unknown, [0; 3], [-1; 4])
        );
    }

    #[test]
    fn channel_subsystems_have_addresses_of_their_own() {
        let address = place(Path::new(
            "/sys/devices/css0/0.0.0007/0.0.1a2b/virtio3/block/vdb",
        ));
        assert_eq!(
            address.ccw_address,
            Some(new!(GuestCCWAddress {
                cssid: 0,
                ssid: 0,
                subchno: 7,
                devno: 0x1a2b
            }))
        );
        assert_eq!(address.bus_type, GuestDiskBusType::Virtio);
    }

    #[test]
    fn ata_ports_count_from_their_controller() {
        let disk = "sys/devices/pci0000:00/0000:00:1f.2/ata4/host3/target3:0:1/3:0:1:0/block/sdb";
        let (folder, root) = tree(&[
            ("sys/devices/pci0000:00/0000:00:1f.2/ata3/x", ""),
            (&format!("{disk}/size"), "8\n"),
            (&format!("{disk}/dev"), "8:16\n"),
            ("run/udev/data/b8:16", "S:disk/x\nE:ID_SERIAL=QEMU_1\n"),
            ("sys/bus/pci/drivers/ata_piix/x", ""),
            ("sys/bus/pci/drivers/ahci/x", ""),
        ]);
        let device = Device::at(&root, disk).unwrap();
        let address = device.address(&root);
        assert_eq!(
            (address.bus_type, address.unit),
            (GuestDiskBusType::Sata, 1)
        );
        assert_eq!(address.serial.as_deref(), Some("QEMU_1"));
        assert_eq!(address.dev.as_deref(), Some("/dev/sdb"));
        let controller = folder.path().join("sys/devices/pci0000:00/0000:00:1f.2");
        let drivers = folder.path().join("sys/bus/pci/drivers");
        symlink(drivers.join("ata_piix"), controller.join("driver")).unwrap();
        let address = device.address(&root);
        assert_eq!(address.bus_type, GuestDiskBusType::Ide);
        assert_eq!((address.bus, address.unit), (1, 1));
    }
}
