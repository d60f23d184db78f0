//! The commands. Each file holds one group of them, as functions from the system's state to the
//! protocol's types. [`crate::agent`] calls these functions.

pub(crate) mod clock;
pub(crate) mod cpu;
pub(crate) mod disk;
pub(crate) mod exec;
pub(crate) mod file;
pub(crate) mod filesystem;
pub(crate) mod freeze;
pub(crate) mod host;
pub(crate) mod memory;
pub(crate) mod network;
pub(crate) mod os;
pub(crate) mod route;
pub(crate) mod statistics;
pub(crate) mod timezone;
pub(crate) mod user;
