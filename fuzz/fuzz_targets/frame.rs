//! Any bytes, in pieces -> frames -> replies of a server.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| qapi_fuzz::frame(input));
