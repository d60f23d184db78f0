//! What each program prints.
#![allow(clippy::unwrap_used, reason = "a failure is what a test reports")]

use std::process::Command;

/// Runs a program, and compares its output.
macro_rules! prints {
    ($name:ident $(($($argument:literal),*))? $expected:literal) => {
        #[test]
        fn $name() {
            let mut command = Command::new(env!(concat!("CARGO_BIN_EXE_", stringify!($name))));
            $(command.args([$($argument),*]);)?
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
            assert_eq!(said.trim_end(), $expected);
        }
    };
}

prints!(blockdev_add r#"{"execute":"blockdev-add"}"#);
prints!(backing_chain r#"cannot follow nbd
["base", "top"]"#);
prints!(rates "disk0: 8192 B/s, idle for None ns");
prints!(events "1: stopped");
prints!(server "");
prints!(transaction "");
prints!(command_line ("--sync", "full") "Options { sync: Full }");
prints!(enums "");
prints!(map_keys "");
prints!(configuration "");
