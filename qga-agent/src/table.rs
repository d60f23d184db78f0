//! The commands of this agent: a trait with a method for each command, their table, and the
//! dispatcher. `build.rs` lists the commands and generates this from the schema.

include!(concat!(env!("OUT_DIR"), "/server.rs"));
