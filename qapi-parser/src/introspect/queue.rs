//! The types that are still to be described in an answer, and their names in it.

use crate::schema::{Entity, JsonKind, Schema, TypeId, TypeKind};

/// A queue that contains each type once, in the order in which names were requested.
pub(super) struct Queue<'a> {
    schema: &'a Schema,
    mask: bool,
    /// The types that represent all integer types, and arrays of them.
    int: Option<TypeId>,
    ints: Option<TypeId>,
    /// The number of each type in the answer, if it has one.
    numbers: Vec<Option<usize>>,
    numbered: usize,
    /// `true` for each type that was requested.
    seen: Vec<bool>,
    reached: Vec<TypeId>,
    described: usize,
}

impl<'a> Queue<'a> {
    pub(super) fn new(schema: &'a Schema, mask: bool) -> Self {
        let named = |name| match schema.lookup(name) {
            Some(Entity::Type(id)) => Some(id),
            _ => None,
        };
        Self {
            schema,
            mask,
            int: named("int"),
            ints: named("intList"),
            numbers: vec![None; schema.types.len()],
            numbered: 0,
            seen: vec![false; schema.types.len()],
            reached: Vec::new(),
            described: 0,
        }
    }

    /// Returns the next requested type that is not yet described.
    pub(super) fn next(&mut self) -> Option<TypeId> {
        let next = self.reached.get(self.described).copied()?;
        self.described += 1;
        Some(next)
    }

    /// Returns the name of a type in the answer. A type that is requested for the first time joins
    /// the queue.
    pub(super) fn name(&mut self, id: TypeId) -> String {
        let id = self.representative(id);
        if let Some(seen @ false) = self.seen.get_mut(id.index()) {
            *seen = true;
            self.reached.push(id);
        }
        let ty = &self.schema[id];
        match &ty.kind {
            TypeKind::Builtin(builtin) => builtin.name().to_owned(),
            // An element is never an array, so the recursion has one level.
            TypeKind::Array(array) => format!("[{}]", self.name(array.element)),
            _ if self.mask => {
                let mut next = || {
                    self.numbered += 1;
                    self.numbered - 1
                };
                match self.numbers.get_mut(id.index()) {
                    Some(number) => number.get_or_insert_with(next).to_string(),
                    None => next().to_string(),
                }
            }
            _ => ty.name().to_owned(),
        }
    }

    /// Returns the type that represents a type in the answer: `int` for every integer type, as
    /// ranges are not part of it.
    fn representative(&self, id: TypeId) -> TypeId {
        let is_integer = |id: TypeId| self.schema[id].kind.json_kind() == JsonKind::Integer;
        match &self.schema[id].kind {
            TypeKind::Builtin(_) if is_integer(id) => self.int.unwrap_or(id),
            TypeKind::Array(array) if is_integer(array.element) => self.ints.unwrap_or(id),
            _ => id,
        }
    }
}
