//! What a schema consists of: modules with their includes, definitions, commands, events, features.

use super::condition::Condition;
use super::id::{CommandId, DocId, DocRef, EventId, ModuleId, Place, TypeId};
use crate::source::Span;

/// A file of the schema, or the module of what the language predefines.
#[derive(Debug)]
pub struct Module {
    /// The path relative to the top file's folder; `./builtin` for the predefined module.
    pub name: Box<str>,
    /// What stands in it, in order. Implicit types stand before what needs them, arrays in the module
    /// of their element.
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
        /// The included file.
        module: ModuleId,
        /// The directive.
        span: Span,
    },
}

/// What types, commands and events have in common.
#[derive(Debug)]
pub struct Definition {
    /// The name, as on the wire (types' names are not on the wire).
    pub name: Box<str>,
    /// The definition; of an implicit type the definition that brought it about first; `None` for
    /// what the language predefines.
    pub span: Place,
    /// The name where it is defined; `None` for implicit and predefined types.
    pub name_span: Place,
    /// The module that it belongs to.
    pub module: ModuleId,
    /// Its doc comment.
    pub doc: Option<DocId>,
    /// Its `if`. Implicit argument and base types have their owner's; for arrays see
    /// [`Schema::type_condition`](super::Schema::type_condition).
    pub condition: Option<Condition>,
    /// Its features, in order.
    pub features: Vec<Feature>,
}

impl Definition {
    /// The feature of that name.
    #[must_use]
    pub fn feature(&self, name: &str) -> Option<&Feature> {
        self.features.iter().find(|feature| &*feature.name == name)
    }

    /// Returns whether a schema spells it out: it is neither predefined nor implied by another definition.
    #[must_use]
    pub fn is_explicit(&self) -> bool {
        self.name_span.is_some()
    }

    /// Whether it has the feature `deprecated`.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.feature("deprecated").is_some()
    }

    /// Whether it has the feature `unstable`.
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
    /// Where it is written.
    pub span: Span,
    /// Its `if`.
    pub condition: Option<Condition>,
    /// What the docs say about it.
    pub doc: Option<DocRef>,
}

/// A command.
#[derive(Debug)]
pub struct Command {
    /// Name, place, docs, condition, features.
    pub definition: Definition,
    /// The arguments' object: an implicit type (`q_obj_NAME-arg`) or a named one; `None` where the
    /// command takes none.
    pub arguments: Option<TypeId>,
    /// The reply's type; `None` where the reply is the empty object.
    pub returns: Option<TypeId>,
    /// `'gen'`: false where QEMU decodes the arguments by hand, so that more than the schema says may
    /// be allowed.
    pub generate: bool,
    /// `'success-response'`: false where only errors are answered.
    pub success_response: bool,
    /// `'boxed'`: the arguments are handed over as one object.
    pub boxed: bool,
    /// `'allow-oob'`: may run out of band.
    pub allow_oob: bool,
    /// `'allow-preconfig'`: may run before the machine is built.
    pub allow_preconfig: bool,
    /// `'coroutine'`: may yield; never on the wire.
    pub coroutine: bool,
}

/// An event.
#[derive(Debug)]
pub struct Event {
    /// Name, place, docs, condition, features.
    pub definition: Definition,
    /// The object in `data`: an implicit type (`q_obj_NAME-arg`) or a named one; `None` where the
    /// event carries none.
    pub arguments: Option<TypeId>,
    /// `'boxed'`: the data are handed over as one object.
    pub boxed: bool,
}

/// What the `pragma` directives of a whole schema said, in the end: they share one object, and a later
/// list replaces an earlier one (qapi-code-gen, "Pragma directives").
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pragmas {
    /// Every definition needs a doc comment.
    pub doc_required: bool,
    /// Commands whose names may hold `_`; as the other lists, in the order of the letters.
    pub command_name_exceptions: Vec<Box<str>>,
    /// Commands that may return what is no object.
    pub command_returns_exceptions: Vec<Box<str>>,
    /// Definitions whose members may lack documentation.
    pub documentation_exceptions: Vec<Box<str>>,
    /// Types whose members' names may hold `_` and upper case.
    pub member_name_exceptions: Vec<Box<str>>,
}

impl Pragmas {
    /// Whether one of the lists has a name.
    pub(crate) fn is_listed(list: &[Box<str>], name: &str) -> bool {
        list.binary_search_by(|listed| (**listed).cmp(name)).is_ok()
    }
}
