//! The commands of this agent: a trait with one method a command, the table of them, and what calls them. All of it is
//! generated from the schema by `build.rs`, which says which commands these are.

include!(concat!(env!("OUT_DIR"), "/server.rs"));
