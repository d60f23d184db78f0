//! Any bytes -> check in both editions -> every form of the diagnostics.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| qapi_fuzz::bytes(input));
