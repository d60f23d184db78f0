//! The methods that the feature `generate` makes equal those of the crate `qga-types`.
#![cfg(feature = "generate")]

/// Returns code without the line that names its generator.
fn code(file: &str) -> Option<&str> {
    file.split_once('\n').map(|(_, code)| code)
}

#[test]
fn the_committed_methods_are_those_that_the_build_script_generates() {
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../qga-types/src/methods.rs");
    let committed = std::fs::read_to_string(committed).unwrap();
    let generated = include_str!(concat!(env!("OUT_DIR"), "/methods.rs"));
    assert!(code(generated).is_some_and(|code| code.contains("pub trait Commands")));
    assert_eq!(code(generated), code(&committed));
}
