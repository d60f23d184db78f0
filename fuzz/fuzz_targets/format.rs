//! A schema -> format -> check; formatting is idempotent.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| qapi_fuzz::format(input));
