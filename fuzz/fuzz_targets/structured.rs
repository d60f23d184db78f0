//! A generated schema -> check -> dump; the same schema damaged -> check.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| qapi_fuzz::structured(input));
