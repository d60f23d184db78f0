//! Our agent, run as its users run it: what it tells is compared with the machine, what it is told is hostile.

mod bounds;
mod configuration;
mod expected;
mod facts;
mod faults;
mod life;
mod peer;
mod soak;
