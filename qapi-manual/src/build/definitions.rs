//! The definitions of a schema and their texts, from which entries are made.

use qapi_parser::schema::{Entity, Schema};
use rustc_hash::FxHashMap;

use super::text::Texts;

pub(super) struct Definitions<'s> {
    pub(super) schema: &'s Schema,
    pub(super) texts: Texts<'s>,
    /// The positions of the entries of definitions.
    pub(super) positions: &'s FxHashMap<Entity, usize>,
}
