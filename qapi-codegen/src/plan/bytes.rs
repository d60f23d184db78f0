//! Which members are bytes: patterns of the configuration against the members of the schema.

use qapi_parser::schema::{Schema, TypeId};
use rustc_hash::FxHashSet;

use super::{as_object, is_string, owner_name};

/// The members that patterns name, each by the type that lists it and its name.
#[derive(Debug)]
pub(crate) struct Bytes<'a>(FxHashSet<(TypeId, &'a str)>);

impl<'a> Bytes<'a> {
    /// Matches patterns against all members.
    ///
    /// # Errors
    /// A line for each pattern that matches nothing, or a member that is no string.
    pub(super) fn new(schema: &'a Schema, patterns: &[String]) -> Result<Self, Vec<String>> {
        let mut found = FxHashSet::default();
        let mut problems = Vec::new();
        let mut used = vec![false; patterns.len()];
        if !patterns.is_empty() {
            for (id, _) in schema.types() {
                for member in as_object(schema, id)
                    .into_iter()
                    .flat_map(|object| &object.members)
                {
                    let path = format!("{}.{}", owner_name(schema, id), member.name);
                    for (pattern, used) in patterns.iter().zip(&mut used) {
                        if !matches(pattern, &path) {
                            continue;
                        }
                        *used = true;
                        if is_string(schema, member.ty) {
                            found.insert((id, &*member.name));
                        } else {
                            let ty = schema[member.ty].name();
                            problems.push(format!(
                                "bytes '{pattern}': the member {path} is of type '{ty}', not 'str'"
                            ));
                        }
                    }
                }
            }
        }
        let unused = patterns.iter().zip(used).filter(|(_, used)| !used);
        problems.extend(unused.map(|(pattern, _)| format!("bytes '{pattern}': no member matches")));
        if problems.is_empty() {
            Ok(Self(found))
        } else {
            Err(problems)
        }
    }

    pub(super) fn contains(&self, owner: TypeId, member: &str) -> bool {
        self.0.contains(&(owner, member))
    }
}

/// Whether a text is what a pattern means; `*` stands for any run of characters.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else {
        return false;
    };
    let Some(tail) = parts.next_back() else {
        return rest.is_empty();
    };
    // Taking each middle part at its first place leaves the most for the rest.
    for part in parts {
        let Some((_, behind)) = rest.split_once(part) else {
            return false;
        };
        rest = behind;
    }
    rest.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, expected) in [
            ("A.b", "A.b", true),
            ("A.b", "A.bc", false),
            ("*.b64", "A.b64", true),
            ("A.*", "A.b", true),
            ("A*-b*c", "Ax-b-bc", true),
            ("A*b*b", "Ab", false),
            ("*", "A.b", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
