//! Commands and events: the types of their arguments and replies.

use super::schema_builder::{SchemaBuilder, describe};
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Command, Definition, DefinitionKind, Pragmas, TypeId, TypeKind, members};
use crate::source::Span;

/// Checks all commands and events.
pub(super) fn check(draft: &mut SchemaBuilder<'_>) {
    let mut findings = Vec::new();
    for command in &draft.commands {
        findings.extend(arguments(
            draft,
            &command.definition,
            command.arguments,
            command.boxed,
            DefinitionKind::Command,
        ));
        findings.extend(reply(draft, command));
    }
    for event in &draft.events {
        findings.extend(arguments(
            draft,
            &event.definition,
            event.arguments,
            event.boxed,
            DefinitionKind::Event,
        ));
    }
    for finding in findings {
        draft.push(finding);
    }
}

fn about(
    definition: &Definition,
    kind: DefinitionKind,
    code: Code,
    span: Option<Span>,
    message: String,
) -> Option<Diagnostic> {
    let mut diagnostic = Diagnostic::new(code, span?, message);
    diagnostic.definition = Some(crate::diagnostic::InDefinition {
        kind,
        name: definition.name.to_string(),
        name_span: definition.name_span?,
        span: definition.span?,
    });
    Some(diagnostic)
}

fn arguments(
    draft: &SchemaBuilder<'_>,
    definition: &Definition,
    arguments: Option<TypeId>,
    boxed: bool,
    kind: DefinitionKind,
) -> Option<Diagnostic> {
    let id = arguments?;
    let ty = draft.ty(id)?;
    let TypeKind::Object(object) = &ty.kind else {
        let message = format!(
            "'data' of the {kind} '{}' cannot be {}",
            definition.name,
            describe(ty)
        );
        let place = draft.place_of(definition, "'data'");
        let diagnostic = about(definition, kind, Code::TypeNotAllowed, place, message)?;
        return Some(
            diagnostic
                .also(ty.definition.name_span, "defined here")
                .help("name a struct, or a boxed union"),
        );
    };
    if boxed {
        return None;
    }
    let is_union = object.branches.is_some() || object.origin == crate::schema::Origin::Union;
    let (code, what, conditional) = if is_union {
        let what = format!("'data' is {}", describe(ty));
        (Code::NeedsBoxed, what, None)
    } else {
        let members = members(&draft.types, id);
        let (_, conditional) = members
            .iter()
            .find(|(_, member)| member.condition.is_some())?;
        (
            Code::LegacyUnboxed,
            format!("the argument '{}' has a condition", conditional.name),
            Some(conditional.span),
        )
    };
    let message = format!("the {kind} '{}' must be boxed: {what}", definition.name);
    let help = if ty.definition.is_explicit() {
        "add 'boxed': true"
    } else {
        "put the arguments into a struct of their own, name it in 'data', and add 'boxed': true"
    };
    let place = draft.place_of(definition, "'data'");
    let diagnostic = about(definition, kind, code, place, message)?;
    Some(diagnostic.also(conditional, "has a condition").help(help))
}

fn reply(draft: &SchemaBuilder<'_>, command: &Command) -> Option<Diagnostic> {
    let returned = draft.ty(command.returns?)?;
    let name = &*command.definition.name;
    let element = match &returned.kind {
        TypeKind::Array(array) => draft.ty(array.element)?,
        _ => returned,
    };
    if matches!(element.kind, TypeKind::Object(_)) {
        return None;
    }
    if Pragmas::is_listed(&draft.pragmas.command_returns_exceptions, name) {
        return None;
    }
    let message = format!("the command '{name}' returns {}", describe(returned));
    let place = draft.place_of(&command.definition, "'returns'");
    let definition = &command.definition;
    let diagnostic = about(
        definition,
        DefinitionKind::Command,
        Code::LegacyReturn,
        place,
        message,
    )?;
    let help = format!(
        "return an object, which can grow, or add '{name}' to the pragma 'command-returns-exceptions'"
    );
    Some(diagnostic.help(help))
}
