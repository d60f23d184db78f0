//! What a server answers to `query-qmp-schema`, as a constant.

use qapi_parser::introspect::{Options, introspect};

use super::{Module, item};
use crate::code::{self, lines};
use crate::config::Conditions;
use crate::plan::Plan;

/// The module with the constant.
pub(super) fn write(plan: &Plan<'_>) -> Module {
    let options = Options {
        values: match &plan.config.conditions {
            Conditions::Evaluate(values) => values.clone(),
            _ => Default::default(),
        },
        mask: true,
    };
    // The plan has refused values for names that the schema does not mention.
    let answer = introspect(plan.schema, &options).unwrap_or_default();
    let infos: Vec<String> = answer.iter().map(ToString::to_string).collect();
    let answer = infos.join(",");
    let mut head = String::new();
    code::doc(&mut head, "", "What the schema says of itself on the wire.");
    head.push_str("pub mod introspection");
    Module {
        name: "introspection".to_owned(),
        head,
        imports: "",
        items: vec![item(|out| {
            let doc = "The answer to `query-qmp-schema`, as JSON: an array of `SchemaInfo`, types numbered as QEMU does.";
            code::doc(out, "", doc);
            // No name of a schema holds a quote, so nothing in the text ends it early.
            lines!(out, "pub const ANSWER: &str = r#\"[{answer}]\"#;");
        })],
        modules: Vec::new(),
        behind: "",
    }
}
