//! The one kind of [`Input`], which brings the loops together.

use serde_core::de::MapAccess;

use super::members::{Members, Source};
use super::object::{self, Loop};
use super::shape::{Branches, Input};
use super::slot::Slots;
use super::table::Table;
use super::union;
use crate::Map;

impl<'de, A: MapAccess<'de>> Input for &mut Members<'_, 'de, A> {
    type Error = A::Error;
    type Values = Source<'de, A>;

    fn read(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<(), A::Error> {
        A::read_all(self, table, slots)
    }
    fn read_free(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<Map, A::Error> {
        object::read_free(self, table, slots)
    }
    fn read_union<B: Branches>(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<B, A::Error> {
        union::read_union(self, table, slots)
    }
}
