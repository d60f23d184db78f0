//! Docs for items that the schema does not describe.

use qapi_markup::{BlockKind, first_sentence};
use qapi_parser::schema::{Definition, DocRef, Entity, Member, Origin, TypeId, TypeKind};

use super::{Docs, MARKDOWN, capitalised, strip_optional};
use crate::plan::Use;

/// The number of nested objects of one member that are searched for a description.
const DEPTH: usize = 3;

impl Docs<'_, '_> {
    /// Describes a definition by its contents, or else by its use.
    pub(super) fn substitute(&self, definition: &Definition) -> Option<String> {
        let Some(Entity::Type(id)) = self.plan.schema.lookup(&definition.name) else {
            return None;
        };
        self.summary(id).or_else(|| self.used_for(id))
    }

    /// Describes an object that the schema does not name; `None` for others.
    pub(crate) fn implied(&self, id: TypeId) -> Option<String> {
        let kind = match self.plan.schema.object(id)?.origin {
            Origin::Wrapper => "The value of a union's branch.",
            Origin::Inline => "The value of a member.",
            _ => return None,
        };
        let summary = self.summary(id).filter(|_| self.plan.config.docs);
        Some(summary.unwrap_or_else(|| kind.to_owned()))
    }

    /// Returns the first sentence about a type, or about the only member of an object, if the
    /// schema has any.
    pub(super) fn summary(&self, id: TypeId) -> Option<String> {
        let mut id = id;
        for _ in 0..DEPTH {
            let ty = &self.plan.schema[id];
            let doc = ty.definition.doc.map(|id| &self.plan.schema[id]);
            if let Some(sentence) = doc.and_then(|doc| self.sentence(doc.body())) {
                return Some(sentence);
            }
            let member = self.only_member(id)?;
            if let Some(sentence) = self.sentence(self.text_of(member.doc)) {
                return Some(sentence);
            }
            id = member.ty;
        }
        None
    }

    /// Returns the member of a struct that has just one.
    fn only_member(&self, id: TypeId) -> Option<&Member> {
        let TypeKind::Object(object) = &self.plan.schema[id].kind else {
            return None;
        };
        let is_struct = matches!(object.origin, Origin::Struct | Origin::Wrapper);
        match &*object.members {
            [member] if is_struct && object.base.is_none() => Some(member),
            _ => None,
        }
    }

    fn text_of(&self, doc: Option<DocRef>) -> &str {
        let section = doc.and_then(|at| self.plan.schema.section(at));
        section.map_or("", |section| &section.text)
    }

    /// Returns the first sentence of a text about another item: its members are not linked to.
    pub(super) fn sentence(&self, text: &str) -> Option<String> {
        let elsewhere = Docs::of_site(self.plan, self.site);
        let blocks = elsewhere.section(strip_optional(text));
        let Some(BlockKind::Paragraph(paragraph)) = blocks.first().map(|block| &block.kind) else {
            return None;
        };
        let sentence = MARKDOWN.inlines(&first_sentence(paragraph));
        let sentence = capitalised(sentence.trim().to_owned());
        match sentence.strip_suffix(':') {
            // The list that follows is not shown here.
            Some(sentence) => Some(format!("{sentence}.")),
            None => Some(sentence).filter(|sentence| !sentence.is_empty()),
        }
    }

    fn used_for(&self, id: TypeId) -> Option<String> {
        let schema = self.plan.schema;
        let of = |entity: Entity| {
            let name = schema.definition(entity).map_or("", |it| &*it.name);
            self.reference(name)
        };
        Some(match self.plan.use_of(id)? {
            Use::Data(entity @ Entity::Event(_)) => {
                format!("The data of the event {}.", of(entity))
            }
            Use::Data(entity) => format!("The arguments of the command {}.", of(entity)),
            Use::Tag(union) => format!("Selects the branch of {}.", of(Entity::Type(union))),
            Use::Branch(union, name) => {
                format!("The branch `{name}` of {}.", of(Entity::Type(union)))
            }
            Use::Base(object) => format!("Members that {} begins with.", of(Entity::Type(object))),
            Use::Reply(command) => {
                format!("The reply of the command {}.", of(Entity::Command(command)))
            }
            Use::ReplyElement(command) => format!(
                "An element of the reply of the command {}.",
                of(Entity::Command(command))
            ),
            Use::Member(owner, name) => format!("The type of `{name}` in {}.", of(owner)),
        })
    }
}
