//! The commands as methods.

#[cfg(not(feature = "generate"))]
pub(crate) use qga_types::client;

#[cfg(feature = "generate")]
include!(concat!(env!("OUT_DIR"), "/methods.rs"));
