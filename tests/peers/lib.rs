//! An empty crate. The package only pins the peers of the tests.
