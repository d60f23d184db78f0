//! Definitions, typed but not yet resolved.

use rustc_hash::FxHashSet;

use crate::diagnostic::InDefinition;
use crate::schema::{Condition, DefinitionKind, EnumValue, Feature};
use crate::source::{FileId, Span};

/// A definition that has passed its own rules.
#[derive(Debug)]
pub(crate) struct Definition<'s> {
    pub(crate) kind: DefinitionKind,
    pub(crate) name: &'s str,
    pub(crate) name_span: Span,
    pub(crate) span: Span,
    /// The comment before it, by its position in the tree.
    pub(crate) doc: Option<usize>,
    pub(crate) condition: Option<Condition>,
    pub(crate) features: Vec<Feature>,
    pub(crate) body: Body<'s>,
}

impl Definition<'_> {
    /// Returns the definition as diagnostics name it.
    pub(crate) fn site(&self) -> InDefinition {
        InDefinition {
            kind: self.kind,
            name: self.name.to_owned(),
            name_span: self.name_span,
            span: self.span,
        }
    }
}

/// The content of a definition.
#[derive(Debug)]
pub(crate) enum Body<'s> {
    Enum {
        values: Vec<EnumValue>,
        prefix: Option<Box<str>>,
    },
    Struct {
        base: Option<TypeRef<'s>>,
        members: Vec<Member<'s>>,
    },
    Union {
        base: Data<'s>,
        discriminator: (&'s str, Span),
        branches: Vec<Branch<'s>>,
    },
    /// A union without a discriminator, as in schemas until QEMU 6.1.
    SimpleUnion {
        base: Option<TypeRef<'s>>,
        branches: Vec<Branch<'s>>,
    },
    Alternate {
        branches: Vec<Branch<'s>>,
    },
    Command {
        data: Data<'s>,
        returns: Option<TypeRef<'s>>,
        flags: Flags,
    },
    Event {
        data: Data<'s>,
        boxed: bool,
    },
}

/// Inline members, or the name of a type that has them.
#[derive(Debug)]
pub(crate) enum Data<'s> {
    None,
    Named(TypeRef<'s>),
    Inline(Vec<Member<'s>>),
}

/// The flags of a command. All are false unless the schema sets them to something other than their
/// default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flags {
    pub(crate) no_gen: bool,
    pub(crate) no_success_response: bool,
    pub(crate) boxed: bool,
    pub(crate) allow_oob: bool,
    pub(crate) allow_preconfig: bool,
    pub(crate) coroutine: bool,
}

/// A reference to a type, or to an array of it, by name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TypeRef<'s> {
    pub(crate) name: &'s str,
    pub(crate) array: bool,
    pub(crate) span: Span,
}

/// The type of a member.
#[derive(Debug)]
pub(crate) enum MemberType<'s> {
    Named(TypeRef<'s>),
    /// Members in place of a type's name, as in schemas until QEMU 2.3.
    Inline(Vec<Member<'s>>),
}

/// A member, unresolved.
#[derive(Debug)]
pub(crate) struct Member<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: MemberType<'s>,
    pub(crate) optional: bool,
    pub(crate) condition: Option<Condition>,
    pub(crate) features: Vec<Feature>,
}

/// A branch of a union or alternate, unresolved.
#[derive(Debug)]
pub(crate) struct Branch<'s> {
    pub(crate) name: &'s str,
    pub(crate) span: Span,
    pub(crate) ty: TypeRef<'s>,
    pub(crate) condition: Option<Condition>,
}

/// A definition, or an include, in the order of the tree.
#[derive(Debug)]
pub(crate) enum Entity<'s> {
    Definition(Definition<'s>),
    Include { file: FileId, span: Span },
}

/// The definitions of a tree.
#[derive(Debug)]
pub(crate) struct Definitions<'s> {
    pub(crate) entities: Vec<Entity<'s>>,
    /// Names of definitions with an error that leaves no definition.
    pub(crate) lost_names: FxHashSet<&'s str>,
    /// `true` if a definition was lost whose name is not known.
    pub(crate) lost_more: bool,
}

/// The key that defined a struct until QEMU 2.3.
pub(crate) const OLDER_STRUCT: &str = "type";
