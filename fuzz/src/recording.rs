//! Recorded messages against a schema: the findings are the same however the recording is read, and damage hides no
//! message after it.

use std::sync::LazyLock;

use qapi_parser::schema::Schema;

use crate::compat_invariants::{assert_sound, schema};

static SCHEMA: LazyLock<Schema> = LazyLock::new(schema);

/// Bytes, read in pieces as long as the first four of them say -> findings.
pub fn recording(input: &[u8]) {
    if let Some((pieces, recording)) = input.split_at_checked(4) {
        assert_sound(&SCHEMA, recording, pieces);
    }
}
