//! Releases, as docs state them for additions.

use std::fmt;

use qapi_markup::{Block, BlockKind, plain_text};

/// A release of QEMU, such as `2.11` or `0.15.0`. A missing number counts as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Release([u16; 3]);

impl Release {
    /// Returns the release at the start of a text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start();
        let text = text.strip_prefix("QEMU ").unwrap_or(text);
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        let mut numbers = text.get(..end)?.trim_end_matches('.').split('.');
        let mut release = [0; 3];
        for (at, number) in release.iter_mut().enumerate() {
            match numbers.next() {
                Some(text) => *number = text.parse().ok()?,
                // A number alone is a release: `Since: 6`.
                None if at > 0 => break,
                None => return None,
            }
        }
        Some(Self(release))
    }

    /// Returns the release in a label of a history: `9.1`, `v9.1.0`, `qemu-9.1`.
    #[cfg(feature = "history")]
    pub(crate) fn of_label(label: &str) -> Option<Self> {
        let version = label.find(|c: char| c.is_ascii_digit())?;
        Self::parse(label.get(version..)?)
    }

    /// Returns the release at the end of a member's text, in parentheses: `(since 2.11)`.
    pub(crate) fn at_end_of(blocks: &[Block]) -> Option<Self> {
        let Some(BlockKind::Paragraph(inlines)) = blocks.first().map(|first| &first.kind) else {
            return None;
        };
        let text = plain_text(inlines).to_ascii_lowercase();
        let text = text.trim_end_matches('.').strip_suffix(')')?;
        let (_, inner) = text.rsplit_once('(')?;
        let release = inner.strip_prefix("since")?.trim_start_matches(':');
        Self::parse(release)
    }

    /// Returns a number with the order of releases.
    pub(crate) fn number(self) -> u64 {
        let [major, minor, micro] = self.0;
        u64::from(major) * 1_000_000 + u64::from(minor) * 1_000 + u64::from(micro)
    }
}

/// Writes `2.11`, or `0.15.1` if the third number is not zero.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, micro] = self.0;
        write!(f, "{major}.{minor}")?;
        if micro > 0 {
            write!(f, ".{micro}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qapi_markup::Inline;

    #[test]
    fn releases_are_read_and_sort() {
        let show = |text: &str| Release::parse(text).map(|release| release.to_string());
        assert_eq!(show("0.15.0").as_deref(), Some("0.15"));
        assert_eq!(show(" 2.11.1, more").as_deref(), Some("2.11.1"));
        assert_eq!(show("9.2.").as_deref(), Some("9.2"));
        assert_eq!(show("QEMU 6").as_deref(), Some("6.0"));
        assert_eq!(show("ever"), None);
        assert!(Release::parse("2.9") < Release::parse("2.11"));
        assert!(Release::parse("9.2").unwrap().number() < Release::parse("10.0").unwrap().number());
    }

    #[cfg(feature = "history")]
    #[test]
    fn labels_name_releases() {
        let show = |text: &str| Release::of_label(text).map(|release| release.to_string());
        assert_eq!(show("9.1").as_deref(), Some("9.1"));
        assert_eq!(show("v9.1.0").as_deref(), Some("9.1"));
        assert_eq!(show("qemu-2.11.1").as_deref(), Some("2.11.1"));
        assert_eq!(show("this release"), None);
    }

    #[test]
    fn members_say_it_at_their_end() {
        let since = |text: &str| {
            let blocks = [BlockKind::Paragraph(vec![Inline::text(text)]).into()];
            Release::at_end_of(&blocks).map(|release| release.to_string())
        };
        assert_eq!(since("a counter (since 2.11)").as_deref(), Some("2.11"));
        assert_eq!(since("a counter.  (Since: 4.0).").as_deref(), Some("4.0"));
        assert_eq!(since("default is 1 (since 2.0), or 2"), None);
        assert_eq!(since("see (2)"), None);
    }
}
