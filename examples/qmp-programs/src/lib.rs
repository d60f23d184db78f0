//! Generated types of a part of QEMU's machine protocol, and of a server of five commands of its
//! guest agent. The programs are in `src/bin`: each shows one thing that users do.

/// The types, commands and events of `schema/qmp.json`.
pub mod qmp {
    include!(concat!(env!("OUT_DIR"), "/qmp.rs"));
}

/// A server of five commands; their types are those of `qga-types`.
pub mod mini {
    include!(concat!(env!("OUT_DIR"), "/server.rs"));
}
