//! `guest-get-fsinfo`.

use std::collections::BTreeSet;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;

use nix::sys::stat::{major, minor};
use nix::sys::statvfs::statvfs;
use qapi_wire::new;
use qga_types::{GuestDiskAddress, GuestFilesystemInfo};

use crate::failure::Failure;
use crate::system::Root;
use crate::system::block::Device;
use crate::system::mounts::{Mount, mounts};

/// The largest number of devices on top of one another, such as device mapper, RAID and disk.
const LAYERS: usize = 16;

/// Returns the mounted filesystems on devices of this machine, each once, at its first mount point.
pub(crate) fn filesystems(root: &Root) -> Result<Vec<GuestFilesystemInfo>, Failure> {
    let content = root.read("proc/self/mountinfo")?;
    let mut seen = BTreeSet::new();
    let mut filesystems = Vec::new();
    for mount in mounts(&content) {
        let Some(device) = device(&mount) else {
            continue;
        };
        if seen.insert(device.clone()) {
            filesystems.push(filesystem(root, &mount, &device));
        }
    }
    Ok(filesystems)
}

/// Returns the numbers of a mounted device, or `None` without a device of this machine.
fn device(mount: &Mount) -> Option<String> {
    let remote = matches!(mount.format.as_str(), "smbfs" | "cifs");
    if remote || !mount.source.as_bytes().starts_with(b"/") {
        return None;
    }
    if !mount.device.starts_with("0:") {
        return Some(mount.device.clone());
    }
    // A filesystem that spans devices, such as btrfs, has a number of its own. Its source is one of
    // them.
    let node = std::fs::metadata(&mount.source).ok()?.rdev();
    (major(node) != 0).then(|| format!("{}:{}", major(node), minor(node)))
}

fn filesystem(root: &Root, mount: &Mount, device: &str) -> GuestFilesystemInfo {
    let place = mount.mountpoint.to_string_lossy();
    let block = Device::at(root, format!("sys/dev/block/{device}"));
    let name = match &block {
        Some(block) => block.name(),
        None => {
            let source = mount.source.to_string_lossy();
            source.trim_start_matches("/dev/").to_owned()
        }
    };
    let disks = block.map(|block| disks(root, block)).unwrap_or_default();
    let mut info = new!(GuestFilesystemInfo {
        name,
        mountpoint: &*place,
        r#type: mount.format.as_str(),
        disk: disks
    });
    // A filesystem of unknown size does not hide the others.
    if let Ok(size) = statvfs(mount.mountpoint.as_os_str()) {
        let (fragment, blocks) = (size.fragment_size(), size.blocks());
        let used = blocks.saturating_sub(size.blocks_free());
        let bytes = |blocks: u64| blocks.saturating_mul(fragment);
        info.used_bytes = Some(bytes(used));
        info.total_bytes = Some(bytes(used.saturating_add(size.blocks_available())));
        info.total_bytes_privileged = Some(bytes(blocks));
    }
    info
}

/// Returns the disks below a device.
fn disks(root: &Root, device: Device) -> Vec<GuestDiskAddress> {
    let mut layer = vec![device];
    let mut disks = Vec::new();
    for _ in 0..LAYERS {
        let mut below = Vec::new();
        for device in layer {
            if device.is_virtual() {
                below.extend(device.parts());
            } else {
                disks.push(device.address(root));
            }
        }
        layer = below;
    }
    disks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;
    use std::os::unix::fs::symlink;

    #[test]
    fn what_lies_on_no_device_is_passed_over() {
        let mount = |device: &str, format: &str, source: &str| {
            let line = format!("1 0 {device} / /mnt rw - {format} {source} rw\n");
            super::device(&mounts(&line)[0])
        };
        assert_eq!(mount("8:1", "ext4", "/dev/sda1").as_deref(), Some("8:1"));
        assert_eq!(mount("0:20", "tmpfs", "tmpfs"), None);
        assert_eq!(mount("0:21", "nfs", "host:/export"), None);
        assert_eq!(mount("0:22", "cifs", "//host/share"), None);
        // A mounted device may be missing under that name, as in a container.
        assert_eq!(mount("0:23", "btrfs", "/dev/not-there"), None);
    }

    #[test]
    fn layers_are_followed_to_the_disks() {
        let info = "20 1 253:0 / / rw - xfs /dev/mapper/root rw\n\
            21 20 253:0 /sub /proc rw - xfs /dev/mapper/root rw\n\
            22 20 7:0 / /not/there rw - ext4 /dev/loop0 rw\n";
        let mapped = "sys/devices/virtual/block/dm-0";
        let part = "sys/devices/pci0000:00/0000:00:02.0/virtio1/block/vda/vda1";
        let (folder, root) = tree(&[
            ("proc/self/mountinfo", info),
            (&format!("{mapped}/slaves/x/x"), ""),
            (&format!("{part}/partition"), "1\n"),
            ("sys/dev/block/x", ""),
        ]);
        let at = |path: &str| folder.path().join(path);
        symlink(at(part), at(&format!("{mapped}/slaves/vda1"))).unwrap();
        symlink(at(mapped), at("sys/dev/block/253:0")).unwrap();
        let all = filesystems(&root).unwrap();
        let [info, odd] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(
            (info.name.as_str(), info.mountpoint.as_str()),
            ("dm-0", "/")
        );
        let nodes: Vec<_> = info.disk.iter().map(|disk| disk.dev.as_deref()).collect();
        assert!(nodes.contains(&Some("/dev/vda1")), "{nodes:?}");
        assert!(info.used_bytes <= info.total_bytes);
        assert!(info.total_bytes <= info.total_bytes_privileged);
        assert_eq!((odd.name.as_str(), odd.used_bytes), ("loop0", None));
    }

    #[test]
    fn a_device_on_top_of_itself_comes_to_an_end() {
        let mapped = "sys/devices/virtual/block/dm-0";
        let (folder, root) = tree(&[(&format!("{mapped}/slaves/x"), "")]);
        std::fs::remove_file(folder.path().join(mapped).join("slaves/x")).unwrap();
        let own = folder.path().join(mapped);
        symlink(&own, own.join("slaves/dm-0")).unwrap();
        let device = Device::at(&root, mapped).unwrap();
        assert_eq!(disks(&root, device), []);
    }
}
