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
//! * No type, command or event replaces a name that programs expect to be Rust's, for whoever imports all items of a
//!   module: names of the prelude and of primitive types get a `_` behind (`String` is `String_`).
//! * Where names of one scope become the same, each of them is spelt as literally as Rust allows
//!   instead (`_` for what is no letter or digit). Names that are the same even so clash truly.
//! * The option `rename` overrides all of it.

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

/// Names of Rust's prelude that are types, traits or variants, in any edition; the primitive types; the standard
/// crates; and `rt`, which generated modules import.
const RESERVED: [&str; 66] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "alloc",
    "bool",
    "char",
    "core",
    "f128",
    "f16",
    "f32",
    "f64",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "rt",
    "std",
    "str",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

/// Two names of one scope that Rust cannot tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameClash {
    /// The scope of both: `types`, `commands`, or a definition.
    pub scope: String,
    /// The names, as in the schema.
    pub names: (String, String),
    /// The Rust name of both.
    pub rust: String,
    /// An entry of the option [`rename`](crate::Config::rename) that keeps them apart: the path of the second, and a
    /// Rust name that is free.
    pub rename: (String, String),
}

impl fmt::Display for NameClash {
    /// Prints two lines: the clash, and what to write to be rid of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = &self.names;
        let (path, name) = &self.rename;
        write!(
            f,
            "{}: '{first}' and '{second}' would both be `{}` in Rust\n  \
             to rename one: `.rename({path:?}, {name:?})` of the Builder, `--rename {path}={name}`, \
             or `{path:?} = {name:?}` in the table `rename` of qapi.toml",
            self.scope, self.rust
        )
    }
}

/// A name of the schema that gets a Rust name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'n> {
    /// The definition that it is in; `None` for a definition.
    pub(crate) owner: Option<&'n str>,
    pub(crate) name: &'n str,
    /// The Rust name that the configuration chooses.
    pub(crate) chosen: Option<&'n str>,
}

impl Wanted<'_> {
    fn path(&self) -> String {
        match self.owner {
            Some(owner) => format!("{owner}.{}", self.name),
            None => self.name.to_owned(),
        }
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
    /// The Rust name of a name, regardless of others in its scope.
    pub(crate) fn ident(self, name: &str) -> Ident {
        self.identifier(&self.convert(name))
    }

    /// The spelling of a name, regardless of what Rust reserves.
    pub(crate) fn convert(self, name: &str) -> String {
        match self {
            Self::Type if is_identifier(name) => name.to_owned(),
            Self::Type | Self::UpperCamel | Self::Command => upper_camel(name),
            Self::Snake => snake(name),
        }
    }

    /// The spelling of what a definition is called by configuration, for what is called after it.
    pub(crate) fn of_chosen(self, chosen: &str) -> String {
        match self {
            Self::Snake => snake(chosen),
            Self::Type | Self::UpperCamel | Self::Command => chosen.to_owned(),
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

    /// The identifier of a spelling.
    fn identifier(self, spelling: &str) -> Ident {
        if matches!(self, Self::Type | Self::Command) && is_reserved(spelling) {
            Ident(format!("{spelling}_"))
        } else {
            identifier(spelling)
        }
    }
}

/// Gives each name of a scope its Rust identifier, in order.
///
/// # Errors
/// The first pair that truly clashes.
pub(crate) fn assign(
    scope: &dyn fmt::Display,
    case: Case,
    names: &[Wanted<'_>],
) -> Result<Vec<Ident>, NameClash> {
    let spelt = |wanted: &Wanted<'_>| match wanted.chosen {
        Some(chosen) => identifier(chosen),
        None => case.ident(wanted.name),
    };
    let mut idents: Vec<Ident> = names.iter().map(spelt).collect();
    let mut count: FxHashMap<String, usize> = FxHashMap::default();
    for ident in &idents {
        *count.entry(ident.to_string()).or_default() += 1;
    }
    if count.len() < idents.len() {
        for (ident, wanted) in idents.iter_mut().zip(names) {
            let is_double = count.get(ident.as_str()).is_some_and(|&count| count > 1);
            if is_double && wanted.chosen.is_none() {
                *ident = case.identifier(&case.literal(wanted.name));
            }
        }
        let mut first: FxHashMap<&str, &Wanted<'_>> = FxHashMap::default();
        for (ident, wanted) in idents.iter().zip(names) {
            if let Some(other) = first.insert(ident.as_str(), wanted) {
                return Err(NameClash {
                    scope: scope.to_string(),
                    names: (other.name.to_owned(), wanted.name.to_owned()),
                    rust: ident.to_string(),
                    rename: (
                        wanted.path(),
                        numbered(ident, |name| idents.iter().any(|it| it.bare() == name)),
                    ),
                });
            }
        }
    }
    Ok(idents)
}

/// A name with a number after it that is free.
pub(crate) fn numbered(ident: &Ident, taken: impl Fn(&str) -> bool) -> String {
    let mut names = (2_u64..).map(|number| format!("{}{number}", ident.bare()));
    names.find(|name| !taken(name)).unwrap_or_default()
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

/// Whether a name of an item would replace one of Rust's.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// Whether a text is an identifier in Rust, possibly a raw one.
pub(crate) fn is_name(text: &str) -> bool {
    !NEVER_RAW.contains(&text)
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
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
            assert_eq!(case.ident(name).to_string(), *expected, "{name}");
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
                ("String", "String_"),
                ("x-String", "XString"),
                ("u8", "u8_"),
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
            spelt(&names.iter().map(|name| (*name, None)).collect::<Vec<_>>()).map_err(|clash| {
                let (first, second) = clash.names;
                format!("{first} {second} {}", clash.rust)
            })
        };
        assert_eq!(spelt(&["a-b", "aB", "c"]).unwrap(), "A_b AB C");
        assert_eq!(spelt(&["a-b", "a_b"]).unwrap_err(), "a-b a_b A_b");
        assert_eq!(spelt(&["a.b", "aB"]).unwrap(), "A_b AB");
        assert_eq!(spelt(&["a.b", "c", "a-b"]).unwrap_err(), "a.b a-b A_b");
        assert_eq!(spelt(&["_", "__"]).unwrap_err(), "_ __ __");
        let types = ["String", "String_"].map(|name| Wanted {
            owner: None,
            name,
            chosen: None,
        });
        let clash = assign(&"types", Case::Type, &types).unwrap_err();
        assert_eq!(clash.rust, "String_");
        assert_eq!(clash.rename, ("String_".to_owned(), "String_2".to_owned()));
    }

    #[test]
    fn chosen_names_are_kept() {
        let name = |pairs: &[(&str, Option<&str>)]| spelt(pairs).map_err(|it| it.rename);
        assert_eq!(
            name(&[("a-b", None), ("a_b", Some("AB2"))]).unwrap(),
            "AB AB2"
        );
        assert_eq!(
            name(&[("a", Some("type")), ("b", None)]).unwrap(),
            "r#type B"
        );
        // One that is not chosen gives way, if it can.
        assert_eq!(name(&[("a-b", None), ("c", Some("AB"))]).unwrap(), "A_b AB");
        let line = name(&[("ab", None), ("x", Some("Ab2")), ("c", Some("Ab"))]).unwrap_err();
        assert_eq!(line, ("E.c".to_owned(), "Ab3".to_owned()));
    }

    #[test]
    fn a_clash_shows_what_to_write() {
        let clash = spelt(&[("a-b", None), ("a_b", None)]).unwrap_err();
        assert_eq!(
            clash.to_string(),
            "enum 'E': 'a-b' and 'a_b' would both be `A_b` in Rust\n  \
             to rename one: `.rename(\"E.a_b\", \"A_b2\")` of the Builder, `--rename E.a_b=A_b2`, \
             or `\"E.a_b\" = \"A_b2\"` in the table `rename` of qapi.toml"
        );
    }

    /// The names of a type's scope, with spaces between.
    fn spelt(names: &[(&str, Option<&str>)]) -> Result<String, NameClash> {
        let names = names.iter().map(|(name, chosen)| Wanted {
            owner: Some("E"),
            name,
            chosen: *chosen,
        });
        let names: Vec<Wanted<'_>> = names.collect();
        let idents = assign(&"enum 'E'", Case::UpperCamel, &names)?;
        let idents: Vec<&str> = idents.iter().map(Ident::as_str).collect();
        Ok(idents.join(" "))
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
