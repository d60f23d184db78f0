//! The types that an answer still has to tell, and the names it has for them.

use qapi_parser::schema::{Entity, JsonKind, Schema, TypeId, TypeKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

/// A queue that each type passes once, in the order in which names were asked for.
pub(super) struct Queue<'a> {
    schema: &'a Schema,
    mask: bool,
    /// What integer types and arrays of them are taken for.
    int: Option<TypeId>,
    ints: Option<TypeId>,
    numbers: FxHashMap<TypeId, usize>,
    seen: FxHashSet<TypeId>,
    reached: Vec<TypeId>,
    told: usize,
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
            numbers: FxHashMap::default(),
            seen: FxHashSet::default(),
            reached: Vec::new(),
            told: 0,
        }
    }

    /// The next type that was asked for and not yet told.
    pub(super) fn next(&mut self) -> Option<TypeId> {
        let next = self.reached.get(self.told).copied()?;
        self.told += 1;
        Some(next)
    }

    /// What the answer calls a type, which joins the queue if it was never asked for.
    pub(super) fn name(&mut self, id: TypeId) -> Value {
        self.spell(id).into()
    }

    fn spell(&mut self, id: TypeId) -> String {
        let id = self.representative(id);
        if self.seen.insert(id) {
            self.reached.push(id);
        }
        let ty = &self.schema[id];
        match &ty.kind {
            TypeKind::Builtin(builtin) => builtin.name().to_owned(),
            // An element is never an array, so this nests once.
            TypeKind::Array(array) => format!("[{}]", self.spell(array.element)),
            _ if self.mask => {
                let next = self.numbers.len();
                self.numbers.entry(id).or_insert(next).to_string()
            }
            _ => ty.name().to_owned(),
        }
    }

    /// `int` for every integer type, for their ranges are no part of the answer.
    fn representative(&self, id: TypeId) -> TypeId {
        let is_integer = |id: TypeId| self.schema[id].kind.json_kind() == JsonKind::Integer;
        match &self.schema[id].kind {
            TypeKind::Builtin(_) if is_integer(id) => self.int.unwrap_or(id),
            TypeKind::Array(array) if is_integer(array.element) => self.ints.unwrap_or(id),
            _ => id,
        }
    }
}
