//! A difference that a rule finds at a pair of types, before the commands that it reaches are
//! known.

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
    /// `true` if the changed element was deprecated in the old schema.
    pub(super) deprecated: bool,
}

/// An element of the old schema, the new one, or both.
#[derive(Debug, Clone)]
pub(super) struct Site<'s> {
    /// The node of the walk that contains it.
    pub(super) node: usize,
    pub(super) direction: Direction,
    /// The steps from the node to the element.
    pub(super) steps: Vec<Step<'s>>,
    pub(super) old: Spot<'s>,
    pub(super) new: Spot<'s>,
    /// `true` if the element is unstable in the old schema; in the new schema if it was added.
    pub(super) unstable: bool,
    /// `true` if the old schema may have accepted more here than it lists.
    pub(super) unchecked: bool,
}

impl<'s> Site<'s> {
    /// Returns the member, value or branch of the definition; `None` for the definition itself.
    pub(super) fn part(&self) -> Option<&'s str> {
        let steps = self.steps.iter().rev();
        let mut steps = steps.filter(|step| !matches!(step, Step::Feature(_) | Step::Elements));
        match steps.next()? {
            Step::Member(name) | Step::Value(name) | Step::When(_, name) => Some(name),
            Step::Alternative(kind) => Some(kind.as_str()),
            _ => None,
        }
    }

    /// Returns the subject of a sentence about the site.
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
    /// The span; `None` if the schema contains no related definition.
    pub(super) span: Option<Span>,
    /// `true` if the span is that of the element; `false` if it is that of its container.
    pub(super) exact: bool,
    /// The definition that contains it.
    pub(super) owner: Option<Owner<'s>>,
}

impl<'s> Spot<'s> {
    /// The absence of a place.
    pub(super) const NOWHERE: Self = Self {
        span: None,
        exact: false,
        owner: None,
    };

    /// Returns the place of the definition that a type belongs to.
    pub(super) fn of_type(schema: &'s Schema, id: TypeId) -> Self {
        Owner::of(schema, id).map_or(Self::NOWHERE, Self::whole)
    }

    /// Returns the place of a definition.
    pub(super) fn whole(owner: Owner<'s>) -> Self {
        Self {
            exact: true,
            ..Self::inside(owner)
        }
    }

    /// Returns the place of a definition that lacks the element.
    pub(super) fn inside(owner: Owner<'s>) -> Self {
        Self {
            span: owner.definition.name_span.or(owner.definition.span),
            exact: false,
            owner: Some(owner),
        }
    }

    /// Returns the place of a part of a definition.
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

/// A definition that is written in the schema: never an implicit one.
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

    /// Returns the definition that a type belongs to. Arguments written inline belong to their
    /// command, and an array belongs to the definition of its element. Returns `None` for a
    /// predefined type.
    pub(super) fn of(schema: &'s Schema, id: TypeId) -> Option<Self> {
        let ty = &schema[id];
        let kind = match &ty.kind {
            TypeKind::Builtin(_) => return None,
            // An element is never an array, so this recurses only once.
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

/// Returns whether a name or its features mark something as unstable. Before the feature `unstable`
/// (6.2), the prefix `x-` had this meaning, and never any other.
pub(super) fn is_unstable(name: &str, features: &[Feature]) -> bool {
    let stem = match name.strip_prefix("__") {
        Some(vendor) => vendor.split_once('_').map_or(vendor, |(_, stem)| stem),
        None => name,
    };
    stem.starts_with("x-") || has(features, "unstable")
}

/// Returns whether the features include one of that name.
pub(super) fn has(features: &[Feature], name: &str) -> bool {
    features.iter().any(|feature| &*feature.name == name)
}
