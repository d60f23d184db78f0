//! The policy of names: every Rust name in generated code is made here, and nowhere else.
//!
//! * Types are spelt as in the schema. What is no Rust identifier (`x-Foo`, `__org.qemu_x-Foo`)
//!   is converted like an enum value.
//! * Commands, events, values and branches are `UpperCamel`: words end at `-`, `_` and `.`; a word in
//!   capitals only is lowered behind its first letter (`BLOCK_IO` is `BlockIo`), another keeps its inner
//!   capitals. A `_` stays between two digits and stands before a leading one (`0.5` is `_0_5`).
//! * Members are `snake_case`; a word also ends before a capital that follows a small letter. One without
//!   a letter, as older schemas may have, starts with `name` (`_1` is `name_1`), as clippy asks.
//! * Keywords are raw identifiers; the few that cannot be raw get a `_` behind.
//! * Where names of one scope become the same, each of them is spelt as literally as Rust allows
//!   instead (`_` for what is no letter or digit). Names that are the same even so clash truly.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::code::Ident;

/// Words that cannot be identifiers, in any edition.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that cannot even be raw identifiers.
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Functions of the prelude, which a tuple struct would hide; commands may be tuple structs.
const SHADOWING: [&str; 4] = ["Err", "None", "Ok", "Some"];

/// Two names of one scope that Rust cannot tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameClash {
    /// Where both stand: `types`, `commands`, or a definition.
    pub scope: String,
    /// The names, as in the schema.
    pub names: (String, String),
    /// What both become.
    pub rust: String,
}

impl fmt::Display for NameClash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = &self.names;
        write!(
            f,
            "{}: '{first}' and '{second}' would both be `{}` in Rust",
            self.scope, self.rust
        )
    }
}

/// How the names of a scope are converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Types.
    Type,
    /// Values and branches.
    UpperCamel,
    /// Commands and events.
    Command,
    /// Members.
    Snake,
}

impl Case {
    /// The Rust spelling of a name, regardless of others in its scope.
    pub(crate) fn convert(self, name: &str) -> String {
        match self {
            Self::Type if is_identifier(name) => name.to_owned(),
            Self::Type | Self::UpperCamel => upper_camel(name),
            Self::Command => {
                let name = upper_camel(name);
                if SHADOWING.contains(&&*name) {
                    format!("{name}_")
                } else {
                    name
                }
            }
            Self::Snake => snake(name),
        }
    }

    /// The spelling for names that [`convert`](Self::convert) does not tell apart.
    fn literal(self, name: &str) -> String {
        let mut out: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        if self != Self::Snake {
            out = capitalised(&out);
        }
        lead(out)
    }
}

/// Gives each name of a scope its Rust identifier, in order.
///
/// # Errors
/// The first pair that truly clashes.
pub(crate) fn assign(
    scope: &dyn fmt::Display,
    case: Case,
    names: &[&str],
) -> Result<Vec<Ident>, NameClash> {
    let spelt = names.iter().map(|name| identifier(&case.convert(name)));
    let mut idents: Vec<Ident> = spelt.collect();
    let mut count: FxHashMap<String, usize> = FxHashMap::default();
    for ident in &idents {
        *count.entry(ident.to_string()).or_default() += 1;
    }
    if count.len() < idents.len() {
        for (ident, name) in idents.iter_mut().zip(names) {
            if count.get(ident.as_str()).is_some_and(|&count| count > 1) {
                *ident = identifier(&case.literal(name));
            }
        }
        let mut first: FxHashMap<&str, &str> = FxHashMap::default();
        for (ident, name) in idents.iter().zip(names) {
            if let Some(other) = first.insert(ident.as_str(), name) {
                let names = (other.to_owned(), (*name).to_owned());
                return Err(NameClash {
                    scope: scope.to_string(),
                    names,
                    rust: ident.to_string(),
                });
            }
        }
    }
    Ok(idents)
}

/// A name for what the schema does not name, such as the enum of a union's branches: the first of the
/// candidates that is free, or else the last with as many `_` behind as it takes.
pub(crate) fn free_name(candidates: &[&str], taken: impl Fn(&str) -> bool) -> Ident {
    let mut name = candidates
        .iter()
        .find(|name| !taken(name))
        .or(candidates.last())
        .map_or("_", |name| name)
        .to_owned();
    while taken(&name) {
        name.push('_');
    }
    identifier(&name)
}

/// The identifier of a spelling that is one but for being a keyword.
pub(crate) fn identifier(spelling: &str) -> Ident {
    if NEVER_RAW.contains(&spelling) {
        return Ident(format!("{spelling}_"));
    }
    if KEYWORDS.contains(&spelling) {
        return Ident(format!("r#{spelling}"));
    }
    Ident(spelling.to_owned())
}

/// Whether a name is an identifier in Rust as it stands, keywords apart.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn upper_camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in words(name) {
        if out.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            out.push('_');
        }
        if word.contains(|c: char| c.is_ascii_lowercase()) {
            out.push_str(&capitalised(word));
        } else {
            out.push_str(&capitalised(&word.to_ascii_lowercase()));
        }
    }
    lead(out)
}

fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for word in words(name) {
        if !out.is_empty() {
            out.push('_');
        }
        let mut small = false;
        for c in word.chars() {
            if small && c.is_ascii_uppercase() {
                out.push('_');
            }
            small = c.is_ascii_lowercase();
            out.push(c.to_ascii_lowercase());
        }
    }
    if !out.contains(|c: char| c.is_ascii_lowercase()) {
        out.insert_str(0, if out.is_empty() { "name" } else { "name_" });
    }
    lead(out)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(chars)
            .collect()
    })
}

/// Puts a `_` where a letter is missing at the head.
fn lead(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name
    } else {
        format!("_{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(case: Case, pairs: &[(&str, &str)]) {
        for (name, expected) in pairs {
            assert_eq!(
                identifier(&case.convert(name)).to_string(),
                *expected,
                "{name}"
            );
        }
    }

    #[test]
    fn types_keep_their_spelling() {
        check(
            Case::Type,
            &[
                ("GuestNVMeSmart", "GuestNVMeSmart"),
                ("Abc_Def", "Abc_Def"),
                ("x-Foo", "XFoo"),
                ("__org.qemu_x-Enum", "OrgQemuXEnum"),
                ("disk.Step", "DiskStep"),
                ("Self", "Self_"),
            ],
        );
    }

    #[test]
    fn values_and_commands_are_camels() {
        check(
            Case::UpperCamel,
            &[
                ("ide", "Ide"),
                ("scsi-generic", "ScsiGeneric"),
                ("device_add", "DeviceAdd"),
                ("BLOCK_IO_ERROR", "BlockIoError"),
                ("KVMMissingCap", "KVMMissingCap"),
                ("EAX", "Eax"),
                ("0.5", "_0_5"),
                ("2x", "_2x"),
                ("ieee1394-2", "Ieee1394_2"),
                ("l1_grow.alloc_table", "L1GrowAllocTable"),
                ("0x.2.5", "_0x2_5"),
                ("_.", "__"),
                ("self", "Self_"),
            ],
        );
    }

    #[test]
    fn members_are_snakes() {
        check(
            Case::Snake,
            &[
                ("buf-b64", "buf_b64"),
                ("type", "r#type"),
                ("self", "self_"),
                ("fooBar", "foo_bar"),
                ("GUID", "guid"),
                ("2x", "_2x"),
                ("__org.qemu_x-member", "org_qemu_x_member"),
                ("set.nextState", "set_next_state"),
                ("type.", "r#type"),
                ("_", "name"),
                ("_1.2", "name_1_2"),
            ],
        );
    }

    #[test]
    fn clashes_fall_back_to_the_letter() {
        let spelt = |names: &[&str]| {
            assign(&"enum 'E'", Case::UpperCamel, names)
                .map(|list| {
                    list.iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .map_err(|clash| clash.to_string())
        };
        assert_eq!(spelt(&["a-b", "aB", "c"]).unwrap(), "A_b AB C");
        assert_eq!(
            spelt(&["a-b", "a_b"]).unwrap_err(),
            "enum 'E': 'a-b' and 'a_b' would both be `A_b` in Rust"
        );
        assert_eq!(spelt(&["a.b", "aB"]).unwrap(), "A_b AB");
        assert_eq!(
            spelt(&["a.b", "c", "a-b"]).unwrap_err(),
            "enum 'E': 'a.b' and 'a-b' would both be `A_b` in Rust"
        );
        assert_eq!(
            spelt(&["_", "__"]).unwrap_err(),
            "enum 'E': '_' and '__' would both be `__` in Rust"
        );
        let fields = assign(&"struct", Case::Snake, &["self", "self_"]);
        assert_eq!(
            fields.unwrap_err().to_string(),
            "struct: 'self' and 'self_' would both be `self_` in Rust"
        );
    }

    #[test]
    fn free_names_give_way() {
        let taken = ["Unknown", "Other"];
        assert_eq!(
            free_name(&["Unknown", "Unlisted"], |name| taken.contains(&name)).to_string(),
            "Unlisted"
        );
        assert_eq!(
            free_name(&["Unknown", "Other"], |name| taken.contains(&name)).to_string(),
            "Other_"
        );
    }
}
