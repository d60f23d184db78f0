//! Features: they must differ, types have no special ones, and their number is limited.

use rustc_hash::FxHashSet;

use super::clash;
use super::schema_builder::SchemaBuilder;
use crate::diagnostic::{Code, Diagnostic, InDefinition};
use crate::schema::{Definition, DefinitionKind, Feature, TypeId, TypeKind};

/// Features that the front end itself interprets. They always count.
const SPECIAL: [&str; 2] = ["deprecated", "unstable"];
/// The maximum number of feature names in a schema: introspection has one bit for each.
const MAX_NAMES: usize = 64;

/// Checks all features.
pub(super) fn check(draft: &mut SchemaBuilder<'_>) {
    let mut check = Check {
        names: SPECIAL.into_iter().collect(),
        excess: None,
        findings: Vec::new(),
    };
    for (index, ty) in draft.types.iter().enumerate() {
        let site = draft.site_of(TypeId(index as u32));
        check.definition(&ty.definition, site);
        for feature in ty
            .definition
            .features
            .iter()
            .filter(|feature| SPECIAL.contains(&&*feature.name))
        {
            let message = format!("a type cannot have the feature '{}'", feature.name);
            let help = "commands, events, members and enum values can";
            check.find(
                Diagnostic::new(Code::FeatureOnType, feature.span, message).help(help),
                site,
            );
        }
        match &ty.kind {
            TypeKind::Object(object) => object
                .members
                .iter()
                .for_each(|member| check.list(&member.features, site)),
            // QEMU's front end allows a feature twice on a value.
            TypeKind::Enum(list) => list
                .values
                .iter()
                .for_each(|value| check.count(&value.features, site)),
            _ => {}
        }
    }
    let site = |kind, definition: &Definition| {
        let span = definition.span?;
        Some(InDefinition {
            kind,
            name: definition.name.to_string(),
            name_span: definition.name_span?,
            span,
        })
    };
    for command in &draft.commands {
        check.definition(
            &command.definition,
            site(DefinitionKind::Command, &command.definition).as_ref(),
        );
    }
    for event in &draft.events {
        check.definition(
            &event.definition,
            site(DefinitionKind::Event, &event.definition).as_ref(),
        );
    }
    let Check {
        names,
        excess,
        mut findings,
    } = check;
    findings.extend(excess.map(|mut diagnostic: Diagnostic| {
        diagnostic.message = format!(
            "the schema has {} different features: {MAX_NAMES} are the most",
            names.len()
        );
        diagnostic.help("'deprecated' and 'unstable' always count")
    }));
    for finding in findings {
        draft.push(finding);
    }
}

struct Check<'d> {
    names: FxHashSet<&'d str>,
    /// The diagnostic of the first name beyond the limit.
    excess: Option<Diagnostic>,
    findings: Vec<Diagnostic>,
}

impl<'d> Check<'d> {
    fn find(&mut self, mut diagnostic: Diagnostic, site: Option<&InDefinition>) {
        diagnostic.definition = site.cloned();
        self.findings.push(diagnostic);
    }

    fn definition(&mut self, definition: &'d Definition, site: Option<&InDefinition>) {
        self.list(&definition.features, site);
    }

    /// Checks the features of one item against each other.
    fn list(&mut self, features: &'d [Feature], site: Option<&InDefinition>) {
        self.count(features, site);
        if features.len() < 2 {
            return;
        }
        let mut seen = clash::Positions::default();
        for (position, feature) in features.iter().enumerate() {
            let first = seen.insert(&feature.name, position);
            if let Some(first) = first.and_then(|first| features.get(first)) {
                let message = format!("the feature '{}' stands here a second time", feature.name);
                let diagnostic = Diagnostic::new(Code::MemberClash, feature.span, message);
                self.find(diagnostic.also(Some(first.span), "first here"), site);
            }
        }
    }

    fn count(&mut self, features: &'d [Feature], site: Option<&InDefinition>) {
        for feature in features {
            if self.names.insert(&feature.name)
                && self.names.len() > MAX_NAMES
                && self.excess.is_none()
            {
                let mut diagnostic = Diagnostic::new(Code::TooManyFeatures, feature.span, "");
                diagnostic.definition = site.cloned();
                self.excess = Some(diagnostic);
            }
        }
    }
}
