//! What diagnostics look like: drawn, as a line, as JSON, as annotations of a workflow.

mod example;

use example::Example;
use qapi_parser::{Code, Edition, Memory, Outcome, Renderer, check};

fn drawn(outcome: &Outcome) -> String {
    let renderer = Renderer::new(false);
    let all: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| renderer.render(diagnostic, &outcome.sources))
        .collect();
    all.join("\n\n")
}

#[test]
fn every_code_is_drawn() {
    for &code in Code::ALL {
        let outcome = Example::of(code, "Wrong").check(Edition::Auto);
        insta::assert_snapshot!(format!("page-{code}"), drawn(&outcome));
    }
}
