//! `guest-get-disks`. The health of NVMe disks is left out: it takes an ioctl.

use qapi_wire::new;
use qga_types::GuestDiskInfo;

use crate::failure::Failure;
use crate::system::Root;
use crate::system::block::Device;

const FOLDER: &str = "sys/class/block";

/// Returns the block devices that have a size, by name.
pub(crate) fn disks(root: &Root) -> Result<Vec<GuestDiskInfo>, Failure> {
    let names = root.names(FOLDER)?;
    let devices = names
        .iter()
        .filter_map(|name| Device::at(root, format!("{FOLDER}/{name}")));
    Ok(devices.filter_map(|device| disk(root, &device)).collect())
}

fn disk(root: &Root, device: &Device) -> Option<GuestDiskInfo> {
    let size = device.attribute("size")?;
    if size == "0" {
        return None;
    }
    let mut info = new!(GuestDiskInfo {
        name: device.node(),
        partition: device.is_partition()
    });
    let mut dependencies: Vec<String> = device.parts().iter().map(Device::node).collect();
    dependencies.extend(device.whole().map(|whole| whole.node()));
    info.dependencies = Some(dependencies);
    info.alias = device.attribute("dm/name");
    if !device.is_virtual() && !device.is_partition() {
        info.address = Some(device.address(root));
    }
    Some(info)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::tests::tree;
    use std::os::unix::fs::symlink;

    #[test]
    fn disks_parts_and_what_is_built_of_them() {
        let disk = "sys/devices/pci0000:00/0000:00:02.0/virtio1/block/vda";
        let (folder, root) = tree(&[
            (&format!("{disk}/size"), "100\n"),
            (&format!("{disk}/serial"), "root\n"),
            (&format!("{disk}/vda1/size"), "50\n"),
            (&format!("{disk}/vda1/partition"), "1\n"),
            ("sys/devices/virtual/block/dm-0/size", "40\n"),
            ("sys/devices/virtual/block/dm-0/dm/name", "vg-root\n"),
            ("sys/devices/virtual/block/loop0/size", "0\n"),
            ("sys/devices/virtual/block/dm-0/slaves/x", ""),
            ("sys/class/block/x", ""),
        ]);
        let link = |to: &str, from: &str| {
            symlink(folder.path().join(to), folder.path().join(from)).unwrap();
        };
        let part = format!("{disk}/vda1");
        std::fs::remove_file(
            folder
                .path()
                .join("sys/devices/virtual/block/dm-0/slaves/x"),
        )
        .unwrap();
        link(&part, "sys/devices/virtual/block/dm-0/slaves/vda1");
        link(disk, "sys/class/block/vda");
        link(&part, "sys/class/block/vda1");
        link("sys/devices/virtual/block/dm-0", "sys/class/block/dm-0");
        link("sys/devices/virtual/block/loop0", "sys/class/block/loop0");
        let all = disks(&root).unwrap();
        let [mapped, whole, part] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert_eq!(
            (mapped.name.as_str(), mapped.alias.as_deref()),
            ("/dev/dm-0", Some("vg-root"))
        );
        assert_eq!(
            mapped.dependencies.as_deref(),
            Some(["/dev/vda1".to_owned()].as_slice())
        );
        assert_eq!(mapped.address, None);
        assert_eq!((whole.name.as_str(), whole.partition), ("/dev/vda", false));
        assert_eq!(
            whole.address.as_ref().unwrap().serial.as_deref(),
            Some("root")
        );
        assert_eq!((part.name.as_str(), part.partition), ("/dev/vda1", true));
        assert_eq!(
            part.dependencies.as_deref(),
            Some(["/dev/vda".to_owned()].as_slice())
        );
        assert_eq!(part.address, None);
    }
}
