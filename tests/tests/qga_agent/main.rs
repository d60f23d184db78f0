//! Our agent as a program. Its replies are compared with the machine, and its input is hostile.

mod bounds;
mod configuration;
mod expected;
mod facts;
mod faults;
mod life;
mod peer;
mod soak;
