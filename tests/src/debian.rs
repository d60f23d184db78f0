//! The configurations of Debian's builds of QEMU: 7.2 in Debian 12, 10.0 in Debian 13.

/// The names of targets in conditions, and the beginnings of the names of their programs.
const TARGETS: [(&str, &[&str]); 7] = [
    ("TARGET_ARM", &["arm", "aarch64"]),
    ("TARGET_I386", &["i386", "x86_64"]),
    ("TARGET_LOONGARCH64", &["loongarch64"]),
    ("TARGET_MIPS", &["mips"]),
    ("TARGET_PPC", &["ppc"]),
    ("TARGET_RISCV", &["riscv"]),
    ("TARGET_S390X", &["s390x"]),
];

/// The configuration names that Debian's QEMU is built without, with the releases.
const OFF: [(&str, &str); 11] = [
    ("CONFIG_AF_XDP", "10.0"),
    ("CONFIG_AUDIO_COREAUDIO", "10.0"),
    ("CONFIG_AUDIO_DSOUND", "10.0"),
    ("CONFIG_AUDIO_SNDIO", "10.0"),
    ("CONFIG_BLKIO", "7.2"),
    ("CONFIG_COCOA", ""),
    ("CONFIG_QATZIP", "10.0"),
    ("CONFIG_QPL", "10.0"),
    ("CONFIG_UADK", "10.0"),
    ("CONFIG_VMNET", ""),
    ("CONFIG_WIN32", "10.0"),
];

/// The configuration names that x86_64-microvm is built without, in addition.
const SMALL: [(&str, &str); 25] = [
    ("CONFIG_AUDIO_ALSA", ""),
    ("CONFIG_AUDIO_JACK", ""),
    ("CONFIG_AUDIO_OSS", ""),
    ("CONFIG_AUDIO_PA", ""),
    ("CONFIG_AUDIO_PIPEWIRE", ""),
    ("CONFIG_AUDIO_SDL", ""),
    ("CONFIG_BLKIO", ""),
    ("CONFIG_BRLAPI", ""),
    ("CONFIG_CURSES", ""),
    ("CONFIG_DBUS_DISPLAY", ""),
    ("CONFIG_EBPF", ""),
    ("CONFIG_FUSE", ""),
    ("CONFIG_GTK", ""),
    ("CONFIG_LIBPMEM", ""),
    ("CONFIG_LINUX_IO_URING", "7.2"),
    ("CONFIG_OPENGL", ""),
    ("CONFIG_REPLICATION", ""),
    ("CONFIG_SDL", ""),
    ("CONFIG_SECRET_KEYRING", ""),
    ("CONFIG_SPICE", ""),
    ("CONFIG_SPICE_PROTOCOL", ""),
    ("CONFIG_TCG", ""),
    ("CONFIG_TPM", ""),
    ("CONFIG_VDUSE_BLK_EXPORT", ""),
    ("CONFIG_ZSTD", ""),
];

/// Returns the names of conditions that are off in a target of a release. Every other name is on.
#[must_use]
pub fn off(release: &str, target: &str) -> Vec<&'static str> {
    let is_other = |programs: &[&str]| !programs.iter().any(|it| target.starts_with(it));
    let targets = TARGETS.iter().filter(|(_, programs)| is_other(programs));
    let mut off: Vec<&str> = targets.map(|(name, _)| *name).collect();
    let is_small = target == "x86_64-microvm";
    let without = OFF.iter().chain(SMALL.iter().filter(|_| is_small));
    let without = without.filter(|(_, of)| release.starts_with(of));
    off.extend(without.map(|(name, _)| *name));
    if target == "s390x" {
        // Only a processor of the same kind could run it.
        off.push("CONFIG_KVM");
    }
    off
}
