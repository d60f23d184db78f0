//! The contents of each generated item, which decide the traits that it can derive.

use qapi_parser::schema::{Builtin, Definition, Schema, TypeId, TypeKind};

use super::traits::Trait;
use crate::cycles::{Cycles, Edge};
use crate::plan::chosen::{Choices, Chosen};
use crate::plan::naming::Named;
use crate::plan::shape::{Arguments, Field, ObjectShape, Shape, Variant};

/// An item that can derive traits. The numbers of types are those of their ids.
#[derive(Debug, Default)]
pub(super) struct Node<'a> {
    /// The name in the schema.
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    pub(super) parts: Vec<Part<'a>>,
    /// `true` if no pattern names it, so that it derives the traits of its owner.
    pub(super) is_implied: bool,
    /// The attributes of the configuration, which may derive traits themselves.
    attributes: String,
}

#[derive(Debug, Default, Clone, Copy)]
pub(super) enum Kind {
    /// Not generated.
    #[default]
    Nothing,
    /// An enum of names.
    Names {
        open: bool,
    },
    Struct {
        all_optional: bool,
    },
    /// A union or an alternate.
    Branches,
}

/// A member or a branch of an item.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) name: &'a str,
    pub(super) content: Content,
    is_optional: bool,
    is_list: bool,
    is_boxed: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    Builtin(Builtin),
    Bytes,
    /// JSON of any shape.
    Json,
    /// A type that is defined elsewhere, or the empty object: it has each trait.
    Elsewhere,
    /// The item of this number.
    Item(usize),
}

impl Node<'_> {
    /// Returns whether the item has a trait without a requested derive.
    pub(super) fn has(&self, this: Trait) -> bool {
        let by_kind = match self.kind {
            Kind::Nothing | Kind::Branches => false,
            Kind::Names { open } => match this {
                Trait::Copy => !open,
                other => other != Trait::Default,
            },
            Kind::Struct { all_optional } => all_optional && this == Trait::Default,
        };
        by_kind || self.derives_by_attribute(this)
    }

    fn derives_by_attribute(&self, this: Trait) -> bool {
        let mut lists = self.attributes.split("derive(").skip(1);
        lists.any(|list| {
            let list = list.split(')').next().unwrap_or_default();
            list.split(',')
                .any(|path| Trait::of(path.trim()) == Some(this))
        })
    }

    /// Returns whether a derive of a trait is possible, regardless of the parts.
    pub(super) fn may_derive(&self, this: Trait) -> bool {
        matches!(self.kind, Kind::Struct { .. }) || this != Trait::Default
    }
}

impl Part<'_> {
    /// Returns whether the part has a trait; `of_item` answers for items.
    pub(super) fn has(&self, this: Trait, of_item: impl Fn(usize) -> bool) -> bool {
        match this {
            Trait::Default if self.is_optional || self.is_list => return true,
            Trait::Copy if self.is_list || self.is_boxed => return false,
            _ => {}
        }
        match self.content {
            Content::Builtin(builtin) => this.of_builtin(builtin),
            Content::Bytes => this.of_bytes(),
            Content::Json => this.of_json(),
            Content::Elsewhere => true,
            Content::Item(item) => of_item(item),
        }
    }
}

/// Lists all items: types by their ids, then commands and events.
pub(super) fn nodes<'a>(
    schema: &'a Schema,
    choices: &Choices<'a>,
    named: &Named<'a>,
    cycles: &Cycles,
) -> Vec<Node<'a>> {
    let reader = Reader {
        schema,
        choices,
        named,
        cycles,
    };
    let mut nodes: Vec<Node<'a>> = (schema.types().zip(&named.shapes))
        .map(|((id, _), shape)| reader.of_type(id, shape.as_ref()))
        .collect();
    let commands = (named.commands.iter().flatten())
        .map(|shape| (&shape.command.definition, &shape.arguments));
    let events =
        (named.events.iter().flatten()).map(|shape| (&shape.event.definition, &shape.data));
    let calls = commands.chain(events);
    nodes.extend(calls.map(|(definition, arguments)| reader.of_arguments(definition, arguments)));
    nodes
}

struct Reader<'r, 'a> {
    schema: &'a Schema,
    choices: &'r Choices<'a>,
    named: &'r Named<'a>,
    cycles: &'r Cycles,
}

impl<'a> Reader<'_, 'a> {
    fn of_type(&self, id: TypeId, shape: Option<&Shape<'a>>) -> Node<'a> {
        let (kind, parts) = match shape {
            None => return Node::default(),
            Some(Shape::Enum(this)) => {
                let open = this.unknown.is_some();
                let name = Part::new("an unknown value", Content::Builtin(Builtin::Str));
                (Kind::Names { open }, Vec::from_iter(open.then_some(name)))
            }
            Some(Shape::Object(object)) => self.of_object(Some(id), object),
            Some(Shape::Alternate(alternate)) => {
                let edge = Some((Edge::Alternative, id));
                (
                    Kind::Branches,
                    self.of_variants(edge, &alternate.variants).collect(),
                )
            }
        };
        let definition = &self.schema[id].definition;
        Node {
            is_implied: !definition.is_explicit(),
            ..self.node(definition, kind, parts)
        }
    }

    fn of_arguments(&self, definition: &'a Definition, arguments: &Arguments<'a>) -> Node<'a> {
        let (kind, parts) = match arguments {
            Arguments::Members(object) => self.of_object(None, object),
            Arguments::Named(id) => {
                let all_optional = false;
                (Kind::Struct { all_optional }, vec![self.part("data", *id)])
            }
        };
        self.node(definition, kind, parts)
    }

    fn node(&self, definition: &'a Definition, kind: Kind, parts: Vec<Part<'a>>) -> Node<'a> {
        Node {
            name: &definition.name,
            kind,
            parts,
            is_implied: false,
            attributes: self.choices.of_definition(definition).to_owned(),
        }
    }

    fn of_object(&self, id: Option<TypeId>, object: &ObjectShape<'a>) -> (Kind, Vec<Part<'a>>) {
        let fields = object.fields.iter().map(|field| self.of_field(id, field));
        let mut parts: Vec<Part<'a>> = fields.collect();
        let json = |name| Part::new(name, Content::Json);
        let mut kind = Kind::Struct {
            all_optional: object.all_optional(),
        };
        if let Some(tag) = &object.tag {
            kind = Kind::Branches;
            parts.extend(self.of_variants(None, &tag.variants));
            parts.extend(tag.unknown.as_ref().map(|_| json("an unknown branch")));
        }
        parts.extend(object.rest.as_ref().map(|_| json("any other argument")));
        (kind, parts)
    }

    fn of_field(&self, owner: Option<TypeId>, field: &Field<'a>) -> Part<'a> {
        let (name, ty) = (&*field.member.name, field.member.ty);
        let part = match &field.chosen {
            Some(Chosen::Bytes) => Part::new(name, Content::Bytes),
            Some(Chosen::Type(ty)) if matches!(&**ty, "f32" | "f64") => {
                Part::new(name, Content::Builtin(Builtin::Number))
            }
            Some(Chosen::Type(_)) => Part::new(name, Content::Elsewhere),
            None => Part {
                is_boxed: owner.is_some_and(|owner| self.is_boxed(Edge::Member, owner, ty)),
                ..self.part(name, ty)
            },
        };
        Part {
            is_optional: field.optional,
            ..part
        }
    }

    fn of_variants<'v>(
        &'v self,
        edge: Option<(Edge, TypeId)>,
        variants: &'v [Variant<'a>],
    ) -> impl Iterator<Item = Part<'a>> + 'v {
        variants.iter().filter_map(move |variant| {
            let payload = variant.payload?;
            Some(Part {
                is_boxed: edge.is_some_and(|(edge, id)| self.is_boxed(edge, id, payload)),
                ..self.part(variant.name, payload)
            })
        })
    }

    fn part(&self, name: &'a str, ty: TypeId) -> Part<'a> {
        let (element, is_list) = match &self.schema[ty].kind {
            TypeKind::Array(array) => (array.element, true),
            _ => (ty, false),
        };
        let content = match &self.schema[element].kind {
            TypeKind::Builtin(builtin) => Content::Builtin(*builtin),
            _ if self
                .named
                .idents
                .get(element.index())
                .is_some_and(Option::is_some) =>
            {
                Content::Item(element.index())
            }
            _ => Content::Elsewhere,
        };
        Part {
            is_list,
            ..Part::new(name, content)
        }
    }

    fn is_boxed(&self, edge: Edge, owner: TypeId, target: TypeId) -> bool {
        self.cycles.boxed(edge, owner.index(), target.index())
    }
}

impl<'a> Part<'a> {
    fn new(name: &'a str, content: Content) -> Self {
        Self {
            name,
            content,
            is_optional: false,
            is_list: false,
            is_boxed: false,
        }
    }
}
