//! Our agent, run as its users run it: what it tells is compared with the machine, what it is told is hostile.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that fails stops"
)]

mod bounds;
mod configuration;
mod expected;
mod facts;
mod faults;
mod life;
mod peer;
mod soak;
