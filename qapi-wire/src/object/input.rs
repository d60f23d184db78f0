//! The one implementation of [`Input`]: the members of an object, and the loop for each shape.

use serde_core::de::MapAccess;

use super::members::{Members, Source};
use super::read::{Loop, read_free};
use super::shape::{Branches, Input};
use super::slot::Slots;
use super::table::Table;
use super::union::read_union;
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
        read_free(self, table, slots)
    }
    fn read_union<B: Branches>(
        self,
        table: &'static Table,
        slots: &mut dyn Slots<Self::Values>,
    ) -> Result<B, A::Error> {
        read_union(self, table, slots)
    }
}
