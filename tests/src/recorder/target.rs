//! The recorded machines: a board for each `qemu-system-*`, and devices for its bus.

use std::path::{Path, PathBuf};

/// A program of QEMU, and the board that it emulates.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The name of the target: `x86_64` of `qemu-system-x86_64`.
    pub name: &'static str,
    bus: Bus,
    /// The board, if it is not the default, and the devices of this machine only.
    more: &'static str,
}

/// The bus for the devices of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bus {
    /// PCI.
    Pci,
    /// Channels of System z.
    Ccw,
    /// Virtio devices at fixed addresses.
    Mmio,
    /// No bus, or one with too few slots.
    None,
}

/// All targets, by name.
pub const TARGETS: &[Target] = &[
    Target::new("aarch64", Bus::Pci, ARM),
    Target::new("alpha", Bus::Pci, "-machine clipper"),
    Target::new("arm", Bus::Pci, "-machine virt -cpu cortex-a15 -smp 2"),
    Target::new("avr", Bus::None, "-machine mega2560"),
    Target::new("cris", Bus::None, "-machine axis-dev88 -kernel disk.raw"),
    Target::new("hppa", Bus::Pci, ""),
    Target::new("i386", Bus::Pci, PC),
    Target::new("loongarch64", Bus::Pci, "-machine virt -m 1G"),
    Target::new("m68k", Bus::Mmio, "-machine virt"),
    Target::new("microblaze", Bus::None, "-machine petalogix-ml605"),
    Target::new("microblazeel", Bus::None, "-machine petalogix-s3adsp1800"),
    Target::new("mips", Bus::Pci, "-machine malta"),
    Target::new("mips64", Bus::Pci, "-machine malta -smp 2"),
    Target::new(
        "mips64el",
        Bus::Pci,
        "-machine loongson3-virt -bios disk.raw",
    ),
    Target::new("mipsel", Bus::Pci, "-machine malta"),
    Target::new("nios2", Bus::None, "-machine 10m50-ghrd"),
    Target::new("or1k", Bus::Pci, "-machine virt"),
    Target::new("ppc", Bus::Pci, "-machine mac99"),
    Target::new("ppc64", Bus::Pci, PSERIES),
    Target::new("riscv32", Bus::Pci, "-machine virt -bios none"),
    Target::new("riscv64", Bus::Pci, "-machine virt -smp 2"),
    Target::new("rx", Bus::None, "-machine gdbsim-r5f562n8 -kernel disk.raw"),
    Target::new(
        "s390x",
        Bus::Ccw,
        "-machine s390-ccw-virtio -smp 1,maxcpus=3",
    ),
    Target::new("sh4", Bus::Pci, "-machine r2d"),
    Target::new("sh4eb", Bus::Pci, "-machine r2d"),
    Target::new("sparc", Bus::None, "-machine SS-5"),
    Target::new("sparc64", Bus::None, SUN4U),
    Target::new("tricore", Bus::None, "-machine tricore_testboard"),
    Target::new("x86_64", Bus::Pci, Q35),
    Target::new("x86_64-microvm", Bus::Mmio, "-machine microvm"),
    Target::new("xtensa", Bus::Pci, "-machine virt"),
    Target::new("xtensaeb", Bus::None, "-machine sim"),
];

/// The targets whose QEMU crashes when it migrates.
const CRASHING: [&str; 7] = [
    "alpha",
    "cris",
    "hppa",
    "loongarch64",
    "or1k",
    "sparc64",
    "tricore",
];

/// The arguments of every machine.
const COMMON: &str = "\
    -display none -nodefaults -no-user-config -S -name recorded \
    -uuid 00112233-4455-6677-8899-aabbccddeeff \
    -action reboot=shutdown,shutdown=pause,panic=pause \
    -object iothread,id=thread0 \
    -object memory-backend-ram,id=memory0,size=4M \
    -object rng-builtin,id=random0 \
    -object secret,id=secret0,data=letmein \
    -object throttle-group,id=throttle0,x-iops-total=1000 \
    -blockdev driver=file,node-name=file0,filename=disk.raw \
    -blockdev driver=raw,node-name=disk0,file=file0 \
    -blockdev driver=null-co,node-name=null0,size=1048576,read-zeroes=on \
    -blockdev driver=throttle,node-name=slow0,file=null0,throttle-group=throttle0 \
    -chardev ringbuf,id=ring0 \
    -chardev socket,id=listener0,path=listener,server=on,wait=off \
    -chardev pty,id=pty0 \
    -audiodev none,id=audio0 \
    -netdev hubport,id=net0,hubid=0 \
    -vnc unix:vnc";

const PCI: &str = "\
    -device virtio-blk-pci,id=blk0,drive=disk0,iothread=thread0 \
    -device virtio-net-pci,id=nic0,netdev=net0 \
    -device virtio-scsi-pci,id=scsi0 \
    -device scsi-hd,id=hd0,bus=scsi0.0,drive=slow0 \
    -device scsi-cd,id=cd0,bus=scsi0.0 \
    -device virtio-serial-pci,id=serial0 \
    -device virtserialport,id=port0,chardev=ring0,name=port0 \
    -device virtio-rng-pci,id=rng0,rng=random0 \
    -device virtio-balloon-pci,id=balloon0 \
    -device qemu-xhci,id=usb0 \
    -device usb-tablet,id=tablet0";

const CCW: &str = "\
    -device virtio-blk-ccw,id=blk0,drive=disk0,iothread=thread0 \
    -device virtio-net-ccw,id=nic0,netdev=net0 \
    -device virtio-scsi-ccw,id=scsi0 \
    -device scsi-hd,id=hd0,bus=scsi0.0,drive=slow0 \
    -device scsi-cd,id=cd0,bus=scsi0.0 \
    -device virtio-serial-ccw,id=serial0 \
    -device sclpconsole,chardev=ring0 \
    -device virtio-rng-ccw,id=rng0,rng=random0 \
    -device virtio-balloon-ccw,id=balloon0";

const MMIO: &str = "\
    -device virtio-blk-device,id=blk0,drive=disk0 \
    -device virtio-net-device,id=nic0,netdev=net0 \
    -device virtio-serial-device,id=serial0 \
    -device virtserialport,id=port0,chardev=ring0,name=port0 \
    -device virtio-rng-device,id=rng0,rng=random0 \
    -device virtio-balloon-device,id=balloon0";

const Q35: &str = "\
    -machine q35 -cpu Haswell -m 256M,slots=4,maxmem=2G -smp 2,sockets=2,cores=2,maxcpus=4 \
    -object memory-backend-ram,id=node0,size=128M \
    -object memory-backend-ram,id=node1,size=128M \
    -numa node,memdev=node0,cpus=0-1 -numa node,memdev=node1,cpus=2-3 \
    -object memory-backend-ram,id=dimm0,size=128M -device pc-dimm,id=dimm0,memdev=dimm0,node=0 \
    -object memory-backend-ram,id=virtio0,size=128M \
    -device virtio-mem-pci,id=vmem0,memdev=virtio0,node=1,requested-size=0 \
    -object cryptodev-backend-builtin,id=crypto0 \
    -device virtio-crypto-pci,id=crypto1,cryptodev=crypto0 \
    -device rocker,name=switch0 \
    -device vmgenid,guid=00112233-4455-6677-8899-aabbccddeeff \
    -device VGA -device i6300esb -device vmcoreinfo -device pcie-root-port,id=root0,chassis=1 \
    -device isa-serial,chardev=pty0";

const PC: &str = "\
    -machine pc -cpu pentium3 -device cirrus-vga -device ide-cd,id=cdrom0 -device floppy \
    -device sb16,audiodev=audio0 -device isa-parallel,chardev=pty0";

const ARM: &str = "\
    -machine virt,gic-version=3 -cpu max -smp 2 \
    -object memory-backend-ram,id=node0,size=128M -numa node,memdev=node0";

const SUN4U: &str = "\
    -machine sun4u -device virtio-blk-pci,id=blk0,bus=pciB,drive=disk0 \
    -device virtio-scsi-pci,id=scsi0,bus=pciB -device scsi-cd,id=cd0,bus=scsi0.0";

const PSERIES: &str =
    "-machine pseries -smp 1,maxcpus=2 -m 512M,slots=2,maxmem=2G -device spapr-vty,chardev=pty0";

impl Target {
    const fn new(name: &'static str, bus: Bus, more: &'static str) -> Self {
        Self { name, bus, more }
    }

    /// Returns the path of Debian's program.
    #[must_use]
    pub fn program(&self) -> PathBuf {
        Path::new("/usr/bin").join(format!("qemu-system-{}", self.name))
    }

    /// Returns the device of the host that the program needs, if any.
    #[must_use]
    pub fn host_device(&self) -> Option<&'static Path> {
        // Debian builds this one without an emulated processor.
        (self.name == "x86_64-microvm").then_some(Path::new("/dev/kvm"))
    }

    /// Returns whether the machine can migrate.
    pub(super) fn migrates(&self) -> bool {
        !CRASHING.contains(&self.name)
    }

    /// Returns the options of the command line.
    pub(super) fn options(&self) -> impl Iterator<Item = &'static str> {
        let devices = match self.bus {
            Bus::Pci => PCI,
            Bus::Ccw => CCW,
            Bus::Mmio => MMIO,
            Bus::None => "",
        };
        [self.more, COMMON, devices]
            .into_iter()
            .flat_map(str::split_whitespace)
    }
}
