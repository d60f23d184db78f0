//! The commands as methods, which the build script generates from the schema.

include!(concat!(env!("OUT_DIR"), "/methods.rs"));
