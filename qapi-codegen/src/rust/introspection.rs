//! A server's answer to `query-qmp-schema`, as a constant.

use qapi_parser::introspect::{Options, introspect};

use super::module::Module;
use crate::code::template::code;
use crate::config::Conditions;
use crate::plan::Plan;

/// Writes the module with the constant.
pub(super) fn write(plan: &Plan<'_>) -> Module {
    let options = Options {
        values: match &plan.config.conditions {
            Conditions::Evaluate(values) => values.clone(),
            _ => Default::default(),
        },
        mask: true,
    };
    // The plan rejects values for names that the schema does not mention.
    let answer = introspect(plan.schema, &options).unwrap_or_default();
    let infos: Vec<String> = answer.iter().map(ToString::to_string).collect();
    let mut items = String::new();
    // No name of a schema contains a quote, so the text does not end early.
    code!(
        &mut items,
        "
        /// The answer to `query-qmp-schema`, as JSON: an array of `SchemaInfo`, types numbered as QEMU does.
        pub const ANSWER: &str = r#\"[$answer]\"#;
        ",
        answer = infos.join(","),
    );
    Module {
        name: "introspection".to_owned(),
        head: "/// The introspection data of the schema.\n".to_owned(),
        declaration: "pub mod introspection".to_owned(),
        imports: "",
        items,
        modules: Vec::new(),
        exports: "",
    }
}
