//! Files: their header, and the modules of items.

use insta::assert_snapshot;
use qapi_codegen::{Layout, Output};

use super::{code, code_of};
use crate::support::{config, generated};

/// The whole file, for a schema that has only an enum without values.
#[test]
fn a_file() {
    let text = "{ 'enum': 'Nothing', 'data': [] }";
    assert_snapshot!(code_of(text, &config(|_| {})).0);
}

#[test]
fn the_items_of_a_file() {
    let code = code("modules", &config(|_| {}));
    assert_snapshot!(code.outline());
}

#[test]
fn a_module_for_each_file_of_the_schema() {
    let code = code("modules", &config(|config| config.layout = Layout::Modules));
    assert_snapshot!(code.outline());
}

#[test]
fn a_file_for_each_module() {
    let config = config(|config| {
        config.layout = Layout::Modules;
        config.output = Output::FilePerModule;
    });
    let generated = generated("modules", &config);
    assert_snapshot!(generated.files()["mod.rs"]);
}
