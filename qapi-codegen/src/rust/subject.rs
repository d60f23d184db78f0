//! The subject of a `match` on `&self`.

/// Returns the subject of the `match`, and the keyword of its bindings. A `cfg` may leave an enum
/// without variants. Rust cannot match a reference to it, but can match the value.
pub(super) fn subject(may_be_empty: bool) -> (&'static str, &'static str) {
    if may_be_empty {
        ("*self", "ref ")
    } else {
        ("self", "")
    }
}
