//! The parts of a schema: modules with their includes, definitions, commands, events, features.

use super::condition::Condition;
use super::id::{CommandId, DocId, DocRef, EventId, ModuleId, Place, TypeId};
use crate::source::Span;

/// A file of the schema, or the module of the predefined entities.
#[derive(Debug)]
pub struct Module {
    /// The path relative to the top file's folder; `./builtin` for the predefined module.
    pub name: Box<str>,
    /// Its entities, in order. Implicit types come before the entities that need them, arrays are
    /// in the module of their element.
    pub entities: Vec<Entity>,
}

/// One entry of a [`Module`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entity {
    /// A type, explicit or implicit.
    Type(TypeId),
    /// A command.
    Command(CommandId),
    /// An event.
    Event(EventId),
    /// An `include` directive.
    Include {
        /// The included module.
        module: ModuleId,
        /// The span of the directive.
        span: Span,
    },
}

/// The common part of types, commands and events.
#[derive(Debug)]
pub struct Definition {
    /// The name, as on the wire (types' names are not on the wire).
    pub name: Box<str>,
    /// The span of the definition. For an implicit type it is the definition that first implied it;
    /// `None` for predefined entities.
    pub span: Place,
    /// The span of the name in the definition; `None` for implicit and predefined types.
    pub name_span: Place,
    /// The module that contains it.
    pub module: ModuleId,
    /// Its doc comment.
    pub doc: Option<DocId>,
    /// Its `if`. Implicit argument and base types have that of their owner; for arrays see
    /// [`Schema::type_condition`](super::Schema::type_condition).
    pub condition: Option<Condition>,
    /// Its features, in order.
    pub features: Vec<Feature>,
}

impl Definition {
    /// Returns the feature of that name.
    #[must_use]
    pub fn feature(&self, name: &str) -> Option<&Feature> {
        self.features.iter().find(|feature| &*feature.name == name)
    }

    /// Returns whether a schema defines it: it is neither predefined nor implied by another
    /// definition.
    #[must_use]
    pub fn is_explicit(&self) -> bool {
        self.name_span.is_some()
    }

    /// Returns whether it has the feature `deprecated`.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.feature("deprecated").is_some()
    }

    /// Returns whether it has the feature `unstable`.
    #[must_use]
    pub fn is_unstable(&self) -> bool {
        self.feature("unstable").is_some()
    }
}

/// A feature flag of a definition, member or enum value.
#[derive(Debug, Clone)]
pub struct Feature {
    /// Its name, as introspection shows it.
    pub name: Box<str>,
    /// Its span.
    pub span: Span,
    /// Its `if`.
    pub condition: Option<Condition>,
    /// Its section in the docs.
    pub doc: Option<DocRef>,
}

/// A command.
#[derive(Debug)]
pub struct Command {
    /// Its name, span, docs, condition and features.
    pub definition: Definition,
    /// The arguments' object: an implicit type (`q_obj_NAME-arg`) or a named one; `None` if the
    /// command has no arguments.
    pub arguments: Option<TypeId>,
    /// The reply's type; `None` if the reply is the empty object.
    pub returns: Option<TypeId>,
    /// `'gen'`: `false` if QEMU decodes the arguments by hand, so that more than the schema
    /// describes may be allowed.
    pub generate: bool,
    /// `'success-response'`: `false` if only errors are answered.
    pub success_response: bool,
    /// `'boxed'`: the arguments are passed as one object.
    pub boxed: bool,
    /// `'allow-oob'`: may run out of band.
    pub allow_oob: bool,
    /// `'allow-preconfig'`: may run before the machine is built.
    pub allow_preconfig: bool,
    /// `'coroutine'`: may yield. It has no effect on the wire.
    pub coroutine: bool,
}

/// An event.
#[derive(Debug)]
pub struct Event {
    /// Its name, span, docs, condition and features.
    pub definition: Definition,
    /// The object in `data`: an implicit type (`q_obj_NAME-arg`) or a named one; `None` if the
    /// event has no data.
    pub arguments: Option<TypeId>,
    /// `'boxed'`: the data are passed as one object.
    pub boxed: bool,
}

/// The final values of the `pragma` directives of a whole schema. They share one object, and a
/// later list replaces an earlier one (qapi-code-gen, "Pragma directives").
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pragmas {
    /// `true` if every definition needs a doc comment.
    pub doc_required: bool,
    /// Commands whose names may contain `_`. As in the other lists, they are sorted.
    pub command_name_exceptions: Vec<Box<str>>,
    /// Commands that may return something other than an object.
    pub command_returns_exceptions: Vec<Box<str>>,
    /// Definitions whose members may lack documentation.
    pub documentation_exceptions: Vec<Box<str>>,
    /// Types whose members' names may contain `_` and upper case.
    pub member_name_exceptions: Vec<Box<str>>,
}

impl Pragmas {
    /// Returns whether one of the lists contains a name.
    pub(crate) fn is_listed(list: &[Box<str>], name: &str) -> bool {
        list.binary_search_by(|listed| (**listed).cmp(name)).is_ok()
    }
}
