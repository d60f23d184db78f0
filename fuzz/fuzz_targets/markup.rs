//! Any text -> tree -> Markdown; spans nest, and nothing is lost.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| qapi_fuzz::markup(input));
