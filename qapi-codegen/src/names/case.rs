//! The conversion of one name.

use super::rust::{identifier, is_reserved};
use crate::code::Ident;

/// The conversion of the names of a scope.
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
    /// Returns the Rust name of a name, regardless of others in its scope.
    pub(crate) fn ident(self, name: &str) -> Ident {
        self.identifier(&self.convert(name))
    }

    /// Returns the spelling of a name, regardless of Rust's reserved words.
    pub(crate) fn convert(self, name: &str) -> String {
        match self {
            Self::Type if is_identifier(name) => name.to_owned(),
            Self::Type | Self::UpperCamel | Self::Command => upper_camel(name),
            Self::Snake => snake(name),
        }
    }

    /// Returns the spelling of a definition's chosen name, for names derived from it.
    pub(crate) fn of_chosen(self, chosen: &str) -> String {
        match self {
            Self::Snake => snake(chosen),
            Self::Type | Self::UpperCamel | Self::Command => chosen.to_owned(),
        }
    }

    /// Returns the spelling of a name that [`convert`](Self::convert) maps to the same as another.
    pub(super) fn literal(self, name: &str) -> String {
        let mut out: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        if self != Self::Snake {
            out = capitalised(&out);
        }
        lead(out)
    }

    /// Returns the identifier of a spelling.
    pub(super) fn identifier(self, spelling: &str) -> Ident {
        if matches!(self, Self::Type | Self::Command) && is_reserved(spelling) {
            Ident(format!("{spelling}_"))
        } else {
            identifier(spelling)
        }
    }
}

/// Returns whether a name is a Rust identifier unchanged, apart from keywords.
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

/// Prepends `_` to a name that begins with neither a letter nor `_`.
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
}
