//! The subject of a `match` on `&self`.

/// Returns the subject of the `match`, and the keyword with which its patterns bind. Rust cannot match a
/// reference to an enum without variants, as a `cfg` may leave it, but can match the value.
pub(super) fn subject(may_be_empty: bool) -> (&'static str, &'static str) {
    if may_be_empty {
        ("*self", "ref ")
    } else {
        ("self", "")
    }
}
