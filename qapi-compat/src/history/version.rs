//! Versions of releases, and their forms in docs.

use std::fmt;
use std::str::FromStr;

/// The first two numbers of a release's version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: u32,
    /// The second number.
    pub minor: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for Version {
    type Err = String;

    /// Parses a text that begins with two numbers, such as `9.1` or `9.1.0`.
    fn from_str(text: &str) -> Result<Self, String> {
        leading(text).ok_or_else(|| format!("'{text}' is no version"))
    }
}

/// Returns the version at the start of a text.
fn leading(text: &str) -> Option<Version> {
    let number = |text: &str| {
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end)?;
        Some((digits.parse::<u32>().ok()?, rest.to_owned()))
    };
    let (major, rest) = number(text)?;
    let (minor, _) = number(rest.strip_prefix('.')?)?;
    Some(Version { major, minor })
}

/// Returns the version in a section `Since:`. If it contains several, the first is that of the
/// definition.
pub(super) fn of_section(text: &str) -> Option<Version> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    leading(text.get(start..)?)
}

/// Returns the version in a remark such as `(since 5.2)`. Returns `None` for several remarks, since
/// they are about parts of the element.
pub(super) fn in_text(text: &str) -> Option<Version> {
    let lower = text.to_ascii_lowercase();
    let mut remarks = lower.match_indices("(since");
    let (at, word) = remarks.next()?;
    if remarks.next().is_some() {
        return None;
    }
    let rest = lower.get(at + word.len()..)?;
    leading(rest.trim_start_matches([':', ' ', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_read_in_the_forms_that_releases_have() {
        let version = |major, minor| Some(Version { major, minor });
        assert_eq!(in_text("The size (Since 2.5)"), version(2, 5));
        assert_eq!(in_text("The size. (since: 10.0.1)"), version(10, 0));
        assert_eq!(in_text("Wrapped (since\n3.1)"), version(3, 1));
        assert_eq!(in_text("x (since 2.5), y (since 2.6)"), None);
        assert_eq!(in_text("used since 2.5"), None);
        assert_eq!(of_section("2.8, or so"), version(2, 8));
        assert_eq!(of_section("QEMU 1.3"), version(1, 3));
        assert_eq!("9.1.0".parse(), Ok(Version { major: 9, minor: 1 }));
        assert!("next".parse::<Version>().is_err());
    }
}
