//! The output of each program.
#![allow(clippy::unwrap_used, reason = "a test reports a failure by stopping")]

use std::process::Command;

/// Runs a program, and compares its output.
macro_rules! prints {
    ($name:ident $(($($argument:literal),*))? $expected:literal) => {
        #[test]
        fn $name() {
            let mut command = Command::new(env!(concat!("CARGO_BIN_EXE_", stringify!($name))));
            $(command.args([$($argument),*]);)?
            let output = command.output().unwrap();
            let said = [output.stdout, output.stderr].concat();
            assert_eq!(String::from_utf8(said).unwrap().trim_end(), $expected);
        }
    };
}

prints!(blockdev_add r#"{"execute":"blockdev-add","arguments":{"driver":"qcow2","node-name":"disk0","cache":{"direct":true},"file":{"driver":"file","filename":"top.qcow2"},"backing":{"driver":"qcow2","read-only":true,"file":{"driver":"file","filename":"base.qcow2"}},"cache-size":1048576}}"#);
prints!(backing_chain "cannot follow nbd\n[\"base\", \"top\"]");
prints!(rates "disk0: 8192 B/s, idle for None ns");
prints!(events "1: stopped
the guest is down
d: read failed: no space
something else: NEW_ONE");
prints!(server r#"{"return": 7}
{"return": {"host-name": "me"}}
{"error": {"class": "GenericError", "desc": "No such file or directory (os error 2)"}}
{"error": {"class": "CommandNotFound", "desc": "The command guest-info has not been found"}}"#);
prints!(transaction r#"{"actions":[{"type":"blockdev-snapshot","data":{"node":"disk0","overlay":"overlay0"}},{"type":"block-dirty-bitmap-add","data":{"node":"disk0","name":"b0","persistent":true}},{"type":"blockdev-backup","data":{"job-id":"backup0","device":"disk0","sync":"top","target":"target0"}}],"properties":{"completion-mode":"grouped"}}"#);
prints!(command_line ("--sync", "full") "Options { sync: Full }");
prints!(enums "inmigrate: true, 16 values
'runing' is not a value of RunState: expected one of 'debug', 'inmigrate', 'internal-error', 'io-error', 'paused', 'postmigrate', 'prelaunch', 'finish-migrate', 'restore-vm', 'running', 'save-vm', 'shutdown', 'suspended', 'watchdog', 'guest-panicked', 'colo'; did you mean 'running'?
hibernating");
prints!(map_keys "3 states: {Debug: 1, Paused: 1, Running: 2}");
prints!(configuration r#"full, None
1
unknown value "fulll", expected one of "top", "full", "none", "incremental", "bitmap"
[0].file.filname: unexpected member"#);
