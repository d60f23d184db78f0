//! Features: deprecated, unstable and special items.

use insta::assert_snapshot;
use qapi_codegen::Unstable;

use super::code;
use crate::support::config;

#[test]
fn a_feature_of_the_schema() {
    let code = code("features", &config(|_| {}));
    assert_snapshot!(code.items(&["struct Engine"]));
}

#[test]
fn deprecated_items_have_the_attribute() {
    let code = code("features", &config(|_| {}));
    assert_snapshot!(code.items(&[
        "struct Engine > steam",
        "impl Engine > fn with_steam",
        "enum Fuel > Coal",
        "struct Boiler > lit",
        "struct EngineStart",
    ]));
}

#[test]
fn deprecated_items_have_a_note() {
    let code = code("features", &config(|config| config.deprecated = false));
    assert_snapshot!(code.items(&["struct Engine > steam", "enum Fuel > Coal"]));
}

#[test]
fn unstable_items_under_a_cfg() {
    let config = config(|config| config.unstable = Unstable::Cfg("nightly".to_owned()));
    let code = code("features", &config);
    assert_snapshot!(code.items(&["enum Fuel > Wood", "struct EngineStart"]));
}
