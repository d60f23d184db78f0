//! Structs: members, constructors, setters, and the code that reads and writes them.

use insta::assert_snapshot;

use super::{code, code_of};
use crate::support::config;

#[test]
fn a_struct() {
    assert_snapshot!(code("structs", &config(|_| {})).of("Base"));
}

#[test]
fn the_base_comes_first() {
    let code = code("structs", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Volume"]));
}

#[test]
fn predefined_types() {
    let code = code("structs", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&["struct Kinds"]));
}

#[test]
fn bytes_instead_of_base64() {
    let config = config(|config| config.bytes = vec!["Volume.data".to_owned()]);
    let code = code("structs", &config);
    assert_snapshot!(code.items(&["struct Volume > data", "impl Volume > fn with_data"]));
}

#[test]
fn members_that_are_keywords() {
    let code = code("structs", &config(|_| {}));
    assert_snapshot!(code.items(&["struct Volume > r#type", "struct Volume > self_"]));
}

#[test]
fn a_struct_without_members() {
    assert_snapshot!(code("structs", &config(|_| {})).of("Nothing"));
}

/// It has a default.
#[test]
fn a_struct_of_optional_members() {
    let code = code("structs", &config(|_| {}));
    assert_snapshot!(code.items(&["struct AllOptional", "impl AllOptional > fn new"]));
}

/// They are read in groups, because traits are implemented for short tuples only.
#[test]
fn more_than_sixteen_members() {
    let text = "{ 'struct': 'Wide', 'data': { 'a': 'int', 'b': 'int', 'c': 'int', '*d': 'int', \
                'e': 'int', 'f': 'int', 'g': 'int', 'h': 'int', 'i': 'int', 'j': 'int', \
                'k': 'int', 'l': 'int', 'm': 'int', 'n': 'int', 'o': 'int', '*p': 'int', \
                'q': 'int', '*r': 'int' } }";
    let code = code_of(text, &config(|_| {}));
    assert_snapshot!(code.items(&[
        "impl rt::Object for Wide > type Members",
        "impl rt::Object for Wide > fn made"
    ]));
}

/// One bit for each member, in as many words as needed.
#[test]
fn which_members_are_optional() {
    let code = code("structs", &config(|_| {}));
    assert_snapshot!(code.items(&["impl rt::Object for Wide > const TABLE > optional"]));
}

#[test]
fn recursion_is_boxed() {
    let code = code("recursive", &config(|config| config.docs = false));
    assert_snapshot!(code.items(&[
        "struct Node",
        "impl Node > fn with_next",
        "enum Tree*",
        "struct Fork",
        "struct Forest",
        "struct Plant",
    ]));
}

/// Some peers leave them out.
#[test]
fn optional_by_configuration() {
    let config = config(|config| config.optional = vec!["Base.id".to_owned()]);
    let code = code("structs", &config);
    assert_snapshot!(code.items(&[
        "struct Base > id",
        "impl Base > fn new",
        "impl Base > fn with_id"
    ]));
}
