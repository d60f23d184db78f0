//! Members, arguments and values of an entry, its own and inherited ones.

use qapi_parser::schema::{
    Branch, Branches, Builtin, Condition, Entity, Feature, JsonKind, Member as SchemaMember,
    Object, Origin, TypeId, TypeKind,
};

use super::definitions::Definitions;
use crate::manual::{Inherited, Marks, Member, Members, TypeName, When};
use crate::release::Release;
use qapi_markup::{Block, BlockKind, Inline, InlineKind};

impl<'s> Definitions<'s> {
    /// Returns the members that the texts of a definition may name, each with the entry that
    /// describes it: its own, that of a base, or that of the type of its arguments.
    pub(super) fn named_members(&self, id: TypeId, entry: &'s str) -> Vec<(&'s str, &'s str)> {
        let schema = self.schema;
        let mut owner = entry;
        match &schema[id].kind {
            TypeKind::Enum(this) => this.values.iter().map(|it| (&*it.name, owner)).collect(),
            TypeKind::Alternate(this) => {
                let branches = this.branches.iter();
                branches.map(|it| (&*it.name, owner)).collect()
            }
            TypeKind::Object(_) => {
                let mut list = Vec::new();
                let mut next = Some(id);
                // The parser rejects objects that contain themselves, so this ends.
                while let Some((id, TypeKind::Object(object))) =
                    next.map(|id| (id, &schema[id].kind))
                {
                    if !is_inline(object) {
                        owner = schema[id].name();
                    }
                    list.extend(object.members.iter().map(|it| (&*it.name, owner)));
                    next = object.base;
                }
                list
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => Vec::new(),
        }
    }

    /// Returns the members of a type that is written in the schema.
    pub(super) fn members_of_type(&mut self, id: TypeId) -> Members {
        let schema = self.schema;
        let mut members = Members {
            title: "Members",
            own: Vec::new(),
            inherited: Vec::new(),
        };
        match &schema[id].kind {
            TypeKind::Enum(this) => {
                members.title = "Values";
                for value in &this.values {
                    let text = self.texts.part(value.doc);
                    members.own.push(Member {
                        name: value.name.to_string(),
                        ty: None,
                        optional: false,
                        marks: marks(&text, &value.features, value.condition.as_ref()),
                        text,
                        when: None,
                    });
                }
            }
            TypeKind::Alternate(this) => {
                for branch in &this.branches {
                    let text = self.texts.part(branch.doc);
                    members.own.push(Member {
                        name: branch.name.to_string(),
                        ty: Some(self.type_name(branch.ty)),
                        optional: false,
                        marks: marks(&text, &[], branch.condition.as_ref()),
                        text,
                        when: None,
                    });
                }
            }
            TypeKind::Object(this) => self.object(this, &mut members),
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
        }
        members
    }

    /// Returns the arguments of a command or the data of an event.
    pub(super) fn arguments(&mut self, arguments: Option<TypeId>) -> Members {
        let schema = self.schema;
        let mut members = Members {
            title: "Arguments",
            own: Vec::new(),
            inherited: Vec::new(),
        };
        let Some(id) = arguments else {
            return members;
        };
        match &schema[id].kind {
            TypeKind::Object(object) if is_inline(object) => self.object(object, &mut members),
            _ => members.inherited.push(Inherited {
                from: self.type_name(id),
                when: None,
                condition: None,
            }),
        }
        members
    }

    fn object(&mut self, object: &'s Object, members: &mut Members) {
        let schema = self.schema;
        match object.base.map(|id| (id, &schema[id].kind)) {
            Some((_, TypeKind::Object(base))) if is_inline(base) => {
                self.object_members(base, members)
            }
            Some((id, _)) => members.inherited.push(Inherited {
                from: self.type_name(id),
                when: None,
                condition: None,
            }),
            None => {}
        }
        self.object_members(object, members);
        if let Some(branches) = &object.branches {
            for branch in &branches.list {
                self.branch(branches, branch, members);
            }
        }
    }

    fn object_members(&mut self, object: &'s Object, members: &mut Members) {
        for member in &object.members {
            let member = self.member(member, None);
            members.own.push(member);
        }
    }

    fn branch(&mut self, branches: &'s Branches, branch: &'s Branch, members: &mut Members) {
        let schema = self.schema;
        if branch.ty == schema.empty_object() {
            return;
        }
        let when = Some(When {
            discriminator: branches.discriminator.to_string(),
            value: branch.name.to_string(),
        });
        match &schema[branch.ty].kind {
            // The value of a legacy union's branch.
            TypeKind::Object(object) if object.origin == Origin::Wrapper => {
                for member in &object.members {
                    let mut member = self.member(member, when.clone());
                    member.marks.condition = branch.condition.clone();
                    members.own.push(member);
                }
            }
            _ => members.inherited.push(Inherited {
                from: self.type_name(branch.ty),
                when,
                condition: branch.condition.clone(),
            }),
        }
    }

    fn member(&mut self, member: &'s SchemaMember, when: Option<When>) -> Member {
        let schema = self.schema;
        let mut text = self.texts.part(member.doc);
        let ty = match &schema[member.ty].kind {
            // The tag of a legacy union has a type without a name.
            TypeKind::Enum(tag) if tag.kind_of.is_some() => {
                if text.is_empty() {
                    let mut words = vec![Inline::text("One of ")];
                    for (at, value) in tag.values.iter().enumerate() {
                        if at > 0 {
                            words.push(Inline::text(", "));
                        }
                        words.push(InlineKind::Literal(format!("\"{}\"", value.name)).into());
                    }
                    text.push(BlockKind::Paragraph(words).into());
                }
                None
            }
            _ => Some(self.type_name(member.ty)),
        };
        Member {
            name: member.name.to_string(),
            ty,
            optional: member.optional,
            marks: marks(&text, &member.features, member.condition.as_ref()),
            text,
            when,
        }
    }

    /// Returns the name of a type in manuals.
    pub(super) fn type_name(&self, id: TypeId) -> TypeName {
        let ty = &self.schema[id];
        let entry = self.positions.get(&Entity::Type(id)).copied();
        let named = |name: &str, exact| TypeName {
            is_array: false,
            name: name.to_owned(),
            exact,
            entry,
        };
        match &ty.kind {
            TypeKind::Array(array) => TypeName {
                is_array: true,
                // Arrays do not nest, so this recurses only once.
                ..self.type_name(array.element)
            },
            TypeKind::Builtin(builtin) => {
                let (word, exact) = (word(*builtin), builtin.name());
                let says_more = !matches!(builtin, Builtin::Str | Builtin::Bool | Builtin::Any);
                named(
                    word,
                    Some(exact).filter(|exact| says_more && *exact != word),
                )
            }
            TypeKind::Object(object) if object.origin == Origin::Inline => {
                named(&self.inline_object(object), None)
            }
            _ => named(ty.name(), None),
        }
    }

    /// Returns the text for an object whose members are written inline. Such objects do not nest
    /// here.
    fn inline_object(&self, object: &Object) -> String {
        let members = object.members.iter().map(|member| {
            let ty = &self.schema[member.ty];
            let ty = match &ty.kind {
                TypeKind::Builtin(builtin) => word(*builtin),
                TypeKind::Object(inner) if inner.origin == Origin::Inline => "object",
                _ => ty.name(),
            };
            format!("{}: {ty}", member.name)
        });
        let members: Vec<String> = members.collect();
        format!("object ({})", members.join(", "))
    }
}

/// Returns whether an object's members are written inline, so that no entry describes it.
fn is_inline(object: &Object) -> bool {
    matches!(
        object.origin,
        Origin::CommandArguments(_) | Origin::EventArguments(_) | Origin::Base(_)
    )
}

/// Returns the word for a predefined type in manuals, according to its JSON values.
fn word(builtin: Builtin) -> &'static str {
    match builtin.json_kind() {
        JsonKind::String => "string",
        JsonKind::Number => "number",
        JsonKind::Integer => "int",
        JsonKind::Boolean => "boolean",
        JsonKind::Null => "null",
        JsonKind::Array | JsonKind::Object | JsonKind::Value => "value",
    }
}

fn marks(text: &[Block], features: &[Feature], condition: Option<&Condition>) -> Marks {
    let has = |name: &str| features.iter().any(|feature| &*feature.name == name);
    Marks {
        since: Release::at_end_of(text),
        deprecated: has("deprecated"),
        unstable: has("unstable"),
        condition: condition.cloned(),
    }
}
