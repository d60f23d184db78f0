//! Patterns of paths.

use qapi_parser::names::Pattern;

/// Returns whether a pattern matches a path, of a command or of Rust, or one of its ancestors.
pub(super) fn leads_to(pattern: &Pattern, path: &str) -> bool {
    let ends = [" / ", "::"].into_iter();
    let ends = ends.flat_map(|step| path.match_indices(step).map(|(at, _)| at));
    ends.chain([path.len()])
        .any(|end| path.get(..end).is_some_and(|part| pattern.matches(part)))
}

#[cfg(test)]
mod tests {
    use super::{Pattern, leads_to};

    #[test]
    fn a_path_leads_to_what_lies_below_it() {
        let path = "command query-block / reply[] / member inserted";
        let rust = "commands::Open::mode";
        for (pattern, expected) in [
            ("commands::Open", true),
            ("commands::*", true),
            ("commands::Open::mode", true),
            ("Open", false),
        ] {
            assert_eq!(
                leads_to(&Pattern::new(pattern), rust),
                expected,
                "{pattern}"
            );
        }
        for (pattern, expected) in [
            ("command query-block", true),
            ("command query-*", true),
            ("command query", false),
            ("command * / reply[]", true),
            ("* / member inserted", true),
            ("* / member insert", false),
        ] {
            assert_eq!(
                leads_to(&Pattern::new(pattern), path),
                expected,
                "{pattern}"
            );
        }
    }
}
