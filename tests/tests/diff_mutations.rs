//! Changes every member and every value of the agent's schema, one at a time. Exactly that change
//! is found, at its place.

use qapi_compat::diff::{Comparison, compare};
use qapi_parser::schema::{Schema, TypeKind};
use qapi_parser::{Edition, Memory, Span, check};

/// Returns the schema of a text, or `None` if the change broke a rule of the language.
fn schema(text: &str) -> Option<Schema> {
    let loader = Memory::new().with("qga.json", text);
    check(&loader, "qga.json", Edition::Auto)
        .expect("it is in memory")
        .schema
}

/// Returns the text with a span replaced.
fn with(span: Span, text: &str) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    format!(
        "{}{text}{}",
        &qga_schema::TEXT[..start],
        &qga_schema::TEXT[end..]
    )
}

fn rules(comparison: &Comparison) -> Vec<&str> {
    let mut rules: Vec<&str> = comparison
        .findings
        .iter()
        .map(|finding| finding.rule.id)
        .collect();
    rules.sort_unstable();
    rules
}

#[test]
fn a_member_that_becomes_optional_or_mandatory_is_found() {
    let old = schema(qga_schema::TEXT).expect("no errors");
    let mut tried = 0;
    for (_, ty) in old.types() {
        let TypeKind::Object(object) = &ty.kind else {
            continue;
        };
        for member in &object.members {
            let star = if member.optional { "" } else { "*" };
            let Some(new) = schema(&with(member.span, &format!("'{star}{}'", member.name))) else {
                // A discriminator must be mandatory.
                continue;
            };
            let comparison = compare(&old, &new);
            let found = rules(&comparison);
            let (sent, received) = match member.optional {
                true => ("argument-became-mandatory", "reply-member-became-mandatory"),
                false => ("argument-became-optional", "reply-member-became-optional"),
            };
            let name = format!("{} of {}", member.name, ty.name());
            assert!(
                !found.is_empty() && found.iter().all(|rule| [sent, received].contains(rule)),
                "{name}: {found:?}"
            );
            for finding in &comparison.findings {
                assert_eq!(finding.old.span, Some(member.span), "{name}");
                assert_eq!(finding.part.as_deref(), Some(&*member.name), "{name}");
            }
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried}");
}

#[test]
fn a_value_that_gets_another_name_is_found() {
    let old = schema(qga_schema::TEXT).expect("no errors");
    let mut tried = 0;
    for (_, ty) in old.types() {
        let TypeKind::Enum(of) = &ty.kind else {
            continue;
        };
        for value in &of.values {
            let Some(span) = value.span else { continue };
            let changed = with(span, &format!("'{}-changed'", value.name));
            // A value that selects a branch cannot be removed alone.
            let Some(new) = schema(&changed) else {
                continue;
            };
            let comparison = compare(&old, &new);
            let name = format!("{} of {}", value.name, ty.name());
            let found = rules(&comparison);
            let known = [
                "argument-value",
                "reply-value",
                "argument-branch",
                "reply-branch",
            ]
            .map(|what| {
                let rules = [format!("{what}-added"), format!("{what}-removed")];
                let [added, removed] =
                    rules.map(|rule| found.iter().filter(|found| **found == rule).count());
                assert_eq!(added, removed, "{name}: {found:?}");
                added + removed
            });
            assert!(
                known.iter().sum::<usize>() == found.len() && !found.is_empty(),
                "{name}: {found:?}"
            );
            let (came, went): (Vec<_>, Vec<_>) = comparison
                .findings
                .iter()
                .partition(|finding| finding.new.exact);
            assert!(
                went.iter().all(|finding| finding.old.span == Some(span)),
                "{name}"
            );
            assert!(came.iter().all(|finding| !finding.old.exact), "{name}");
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn a_command_that_gets_another_name_is_found() {
    let old = schema(qga_schema::TEXT).expect("no errors");
    let mut tried = 0;
    for (_, command) in old.commands() {
        let name = &command.definition.name;
        let span = command.definition.name_span.expect("it is written");
        let Some(new) = schema(&with(span, &format!("'{name}-changed'"))) else {
            // The name of the command allowed its reply, as an exception to the rules.
            continue;
        };
        let found = compare(&old, &new);
        assert_eq!(
            rules(&found),
            ["command-added", "command-removed"],
            "{name}"
        );
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
}
