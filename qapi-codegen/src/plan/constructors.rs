//! The constructors of a union's branches.

use qapi_parser::schema::TypeId;
use rustc_hash::FxHashSet;

use super::{Field, ObjectShape, Plan};
use crate::code::Ident;
use crate::names::{Case, free_name};

impl<'a> Plan<'a> {
    /// Returns the names of the functions that create an object of each branch, in the order of the
    /// variants. They are the names of the branches in the style of methods. Returns none if the
    /// object is not a union, if it has several mandatory members or members with a `cfg`, or if
    /// the configuration disables constructors.
    pub(crate) fn branch_constructors(&self, shape: &ObjectShape<'_>) -> Vec<Ident> {
        let Some(tag) = &shape.tag else {
            return Vec::new();
        };
        let is_gated = |field: &Field<'_>| {
            let member = field.member;
            !(self
                .presence
                .gate(member.condition.as_ref(), &member.features))
            .is_open()
        };
        let mandatory = shape.fields.iter().filter(|field| !field.optional).count();
        if !self.config.constructors || mandatory > 1 || shape.fields.iter().any(is_gated) {
            return Vec::new();
        }
        let setters = (shape.fields.iter()).map(|field| format!("with_{}", field.ident.bare()));
        let mut taken: FxHashSet<String> = setters.chain(["new".to_owned()]).collect();
        let mut names: Vec<Ident> = Vec::with_capacity(tag.variants.len());
        let mut before = None;
        for variant in &tag.variants {
            // A value whose branch has its own `cfg` has two variants of one name.
            let name = match names.last() {
                Some(name) if before == Some(variant.name) => name.clone(),
                _ => free_name(&[&Case::Snake.convert(variant.name)], |name| {
                    taken.contains(name)
                }),
            };
            before = Some(variant.name);
            taken.insert(name.bare().to_owned());
            names.push(name);
        }
        names
    }

    /// Returns the only member of a branch's object, as in older schemas. The branch's constructor
    /// takes the member instead of the object.
    pub(crate) fn wrapped(&self, payload: TypeId) -> Option<&Field<'a>> {
        let shape = self.object_shape(payload)?;
        match (&*shape.fields, &shape.tag) {
            ([data], None) if *data.member.name == *"data" && !data.optional => Some(data),
            _ => None,
        }
    }
}
