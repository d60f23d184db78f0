//! What a `match` on `&self` looks at.

/// What it looks at, and how its patterns bind. A reference to an enum cannot be matched
/// without arms, as the place behind it can: so where a `cfg` may leave no variant of the enum.
pub(super) fn subject(may_be_empty: bool) -> (&'static str, &'static str) {
    if may_be_empty {
        ("*self", "ref ")
    } else {
        ("self", "")
    }
}
