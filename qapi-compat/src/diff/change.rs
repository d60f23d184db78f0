//! What the rules push: one difference at one pair of types, before it is known which commands it reaches.

use qapi_parser::Span;
use qapi_parser::schema::{self, DefinitionKind, Feature, Origin, Schema, TypeId, TypeKind};

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
            Step::Alternative(kind) => Some(kind.as_str()),
            _ => None,
        }
    }

    /// Returns what the site is about, as the subject of a sentence.
    pub(super) fn subject(&self) -> String {
        let Some(Owner { kind, definition }) = self.new.owner.or(self.old.owner) else {
            return String::new();
        };
        let name = &definition.name;
        match self.steps.last() {
            Some(Step::Member(member)) if kind == DefinitionKind::Command => {
                format!("argument '{member}' of '{name}'")
            }
            Some(Step::Member(member)) => format!("member '{member}' of '{name}'"),
            Some(Step::Value(value)) => format!("value '{value}' of '{name}'"),
            Some(Step::When(_, value)) => format!("branch '{value}' of '{name}'"),
            Some(Step::Alternative(kind)) => format!("the {kind} of '{name}'"),
            Some(Step::Feature(feature)) => format!("feature '{feature}' of '{name}'"),
            _ => format!("{kind} '{name}'"),
        }
    }

    /// Returns the same site with one more step.
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

    /// The definition that a type belongs to.
    pub(super) fn of_type(schema: &'s Schema, id: TypeId) -> Self {
        Owner::of(schema, id).map_or(Self::NOWHERE, Self::whole)
    }

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
    pub(super) kind: DefinitionKind,
    pub(super) definition: &'s schema::Definition,
}

impl<'s> Owner<'s> {
    pub(super) fn name(self) -> &'s str {
        &self.definition.name
    }

    pub(super) fn command(definition: &'s schema::Definition) -> Self {
        let kind = DefinitionKind::Command;
        Self { kind, definition }
    }

    pub(super) fn event(definition: &'s schema::Definition) -> Self {
        let kind = DefinitionKind::Event;
        Self { kind, definition }
    }

    /// Returns the definition that a type belongs to: of arguments written inline the command, of an array that of
    /// its element; `None` for a predefined type.
    pub(super) fn of(schema: &'s Schema, id: TypeId) -> Option<Self> {
        let ty = &schema[id];
        let kind = match &ty.kind {
            TypeKind::Builtin(_) => return None,
            // An element is never an array, so this recurs once.
            TypeKind::Array(array) => return Self::of(schema, array.element),
            TypeKind::Enum(_) => DefinitionKind::Enum,
            TypeKind::Alternate(_) => DefinitionKind::Alternate,
            TypeKind::Object(object) => match object.origin {
                Origin::CommandArguments(id) => return Some(Self::command(&schema[id].definition)),
                Origin::EventArguments(id) => return Some(Self::event(&schema[id].definition)),
                Origin::Base(union) => return Self::of(schema, union),
                Origin::Union => DefinitionKind::Union,
                _ => DefinitionKind::Struct,
            },
        };
        Some(Self {
            kind,
            definition: &ty.definition,
        })
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
