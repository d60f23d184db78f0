//! Any bytes, in pieces -> messages -> findings; damage hides no message after it.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| qapi_fuzz::recording(input));
