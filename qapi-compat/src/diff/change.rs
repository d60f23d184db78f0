//! What the rules push: one difference at one pair of types, before it is known which commands it reaches.

use qapi_parser::Span;
use qapi_parser::schema::{self, Feature, Origin, Schema, TypeId, TypeKind};

use super::path::Step;
use super::rule::{Direction, Rule};

/// One difference.
#[derive(Debug)]
pub(super) struct Change<'s> {
    pub(super) rule: &'static Rule,
    pub(super) site: Site<'s>,
    pub(super) message: String,
    /// Whether what changed was deprecated before.
    pub(super) deprecated: bool,
}

/// Where the rules look: a thing of the old schema, of the new one, or of both.
#[derive(Debug, Clone)]
pub(super) struct Site<'s> {
    /// The node of the walk that it belongs to.
    pub(super) node: usize,
    pub(super) direction: Direction,
    /// The way from the node to the thing.
    pub(super) steps: Vec<Step<'s>>,
    pub(super) old: Spot<'s>,
    pub(super) new: Spot<'s>,
    /// Whether the thing itself is unstable: in the old schema, or where it is new, there.
    pub(super) unstable: bool,
    /// Whether the old schema may have accepted more here than it lists.
    pub(super) unchecked: bool,
}

impl<'s> Site<'s> {
    /// The member, value or branch of the definition that it is; `None` for the definition itself.
    pub(super) fn part(&self) -> Option<&'s str> {
        let steps = self.steps.iter().rev();
        let mut steps = steps.filter(|step| !matches!(step, Step::Feature(_) | Step::Elements));
        match steps.next()? {
            Step::Member(name) | Step::Value(name) | Step::When(_, name) => Some(name),
            Step::Alternative(kind) => Some(kind),
            _ => None,
        }
    }

    /// The same with one more step.
    pub(super) fn step(&self, step: Step<'s>) -> Self {
        let mut site = self.clone();
        site.steps.push(step);
        site
    }
}

/// A place in one of the schemas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'s> {
    /// Where; `None` where the schema has nothing of it.
    pub(super) span: Option<Span>,
    /// Whether the thing itself stands there; else it is what would hold it.
    pub(super) exact: bool,
    /// The definition that it belongs to.
    pub(super) owner: Option<Owner<'s>>,
}

impl<'s> Spot<'s> {
    /// No place at all.
    pub(super) const NOWHERE: Self = Self {
        span: None,
        exact: false,
        owner: None,
    };

    /// A definition itself.
    pub(super) fn whole(owner: Owner<'s>) -> Self {
        Self {
            exact: true,
            ..Self::inside(owner)
        }
    }

    /// The definition that lacks the thing.
    pub(super) fn inside(owner: Owner<'s>) -> Self {
        Self {
            span: owner.definition.name_span.or(owner.definition.span),
            exact: false,
            owner: Some(owner),
        }
    }

    /// A part of a definition.
    pub(super) fn part(owner: Owner<'s>, span: Option<Span>) -> Self {
        match span {
            Some(_) => Self {
                span,
                exact: true,
                owner: Some(owner),
            },
            None => Self::whole(owner),
        }
    }
}

/// A definition that a person would look for: never an implicit one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'s> {
    /// The key that defines it.
    pub(super) kind: &'static str,
    pub(super) definition: &'s schema::Definition,
}

impl<'s> Owner<'s> {
    pub(super) fn name(self) -> &'s str {
        &self.definition.name
    }

    pub(super) fn command(definition: &'s schema::Definition) -> Self {
        let kind = "command";
        Self { kind, definition }
    }

    pub(super) fn event(definition: &'s schema::Definition) -> Self {
        let kind = "event";
        Self { kind, definition }
    }

    /// The definition that a type belongs to: of arguments written inline the command.
    pub(super) fn of(schema: &'s Schema, id: TypeId) -> Self {
        let ty = &schema[id];
        let own = |kind| Self {
            kind,
            definition: &ty.definition,
        };
        match &ty.kind {
            TypeKind::Builtin(_) => own("type"),
            TypeKind::Enum(_) => own("enum"),
            TypeKind::Array(array) => Self {
                kind: "type",
                definition: &schema[array.element].definition,
            },
            TypeKind::Alternate(_) => own("alternate"),
            TypeKind::Object(object) => match object.origin {
                Origin::CommandArguments(id) => Self::command(&schema[id].definition),
                Origin::EventArguments(id) => Self::event(&schema[id].definition),
                Origin::Base(union) => Self {
                    kind: "union",
                    definition: &schema[union].definition,
                },
                Origin::Union => own("union"),
                _ => own("struct"),
            },
        }
    }
}

/// Whether a name or its features say that nobody promises anything. The prefix `x-` said so before the feature
/// `unstable` did (from 6.2), and never said anything else.
pub(super) fn is_unstable(name: &str, features: &[Feature]) -> bool {
    let stem = match name.strip_prefix("__") {
        Some(vendor) => vendor.split_once('_').map_or(vendor, |(_, stem)| stem),
        None => name,
    };
    stem.starts_with("x-") || has(features, "unstable")
}

/// Whether a feature is among them.
pub(super) fn has(features: &[Feature], name: &str) -> bool {
    features.iter().any(|feature| &*feature.name == name)
}
