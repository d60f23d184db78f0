//! Key files, as the Desktop Entry Specification describes them: groups of keys with values. Like
//! other readers, this one keeps white space at the end of a value.

use std::fmt::Write as _;

/// The groups of a key file, in order. If a key comes twice, the last value counts.
#[derive(Debug, Default)]
pub(crate) struct Keyfile {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    group: String,
    key: String,
    value: String,
}

/// The error of a text that is not a key file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum KeyfileError {
    /// A key comes before the first group.
    #[error("line {0}: the file does not start with a group, such as '[general]'")]
    NoGroup(usize),
    /// A line is not a group, a key or a comment.
    #[error("line {line}: '{text}' is not a key with a value, a group or a comment")]
    Line {
        /// The line number, counted from 1.
        line: usize,
        /// The line.
        text: String,
    },
    /// A value has an unknown escape.
    #[error("line {line}: '{value}' contains an unknown escape sequence")]
    Escape {
        /// The line number, counted from 1.
        line: usize,
        /// The value.
        value: String,
    },
}

impl Keyfile {
    /// Parses a text.
    pub(crate) fn parse(text: &str) -> Result<Self, KeyfileError> {
        let mut entries = Vec::new();
        let mut group: Option<&str> = None;
        for (line, content) in (1..).zip(text.lines()) {
            let content = content.trim_start();
            if content.trim_end().is_empty() || content.starts_with('#') {
                continue;
            }
            let header = content.trim_end().strip_prefix('[');
            if let Some(name) = header.and_then(|header| header.strip_suffix(']')) {
                group = Some(name);
                continue;
            }
            let pair = content.split_once('=');
            let pair = pair.filter(|(key, _)| !key.trim_end().is_empty() && !key.starts_with('['));
            let Some((key, value)) = pair else {
                let text = content.trim_end().to_owned();
                return Err(KeyfileError::Line { line, text });
            };
            let group = group.ok_or(KeyfileError::NoGroup(line))?.to_owned();
            let value = unescape(value.trim_start()).ok_or_else(|| KeyfileError::Escape {
                line,
                value: value.trim_start().to_owned(),
            })?;
            let key = key.trim_end().to_owned();
            entries.push(Entry { group, key, value });
        }
        Ok(Self { entries })
    }

    /// Returns the value of a key.
    pub(crate) fn get(&self, group: &str, key: &str) -> Option<&str> {
        let entries = self.entries.iter().rev();
        let mut entries = entries.filter(|entry| entry.group == group && entry.key == key);
        entries.next().map(|entry| entry.value.as_str())
    }

    /// Adds a key to the end of a group.
    pub(crate) fn push(&mut self, group: &str, key: &str, value: &str) {
        self.entries.push(Entry {
            group: group.to_owned(),
            key: key.to_owned(),
            value: value.to_owned(),
        });
    }

    /// Returns the text of the file.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut group = None;
        for entry in &self.entries {
            if group.replace(&entry.group) != Some(&entry.group) {
                let _ = writeln!(text, "[{}]", entry.group);
            }
            let _ = writeln!(text, "{}={}", entry.key, escape(&entry.value));
        }
        text
    }
}

fn unescape(value: &str) -> Option<String> {
    let mut result = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        result.push(match character {
            '\\' => match characters.next()? {
                's' => ' ',
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            other => other,
        });
    }
    Some(result)
}

fn escape(value: &str) -> String {
    let mut result = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '\\' => result.push_str(r"\\"),
            '\n' => result.push_str(r"\n"),
            '\r' => result.push_str(r"\r"),
            // White space at the start would be lost. Elsewhere it needs no escape.
            ' ' if result.trim_start().is_empty() => result.push_str(r"\s"),
            '\t' if result.trim_start().is_empty() => result.push_str(r"\t"),
            other => result.push(other),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keys_and_comments() {
        let text = "# comment\n\n[general]\n  path = /a\\sb  \npath=/c=d \n[other]\npath=x\n[general]\nempty=\n";
        let file = Keyfile::parse(text).unwrap();
        assert_eq!(file.get("general", "path"), Some("/c=d "));
        assert_eq!(file.get("general", "empty"), Some(""));
        assert_eq!(file.get("other", "path"), Some("x"));
        assert_eq!(file.get("other", "empty"), None);
    }

    #[test]
    fn errors_name_the_line() {
        let error = |text| Keyfile::parse(text).unwrap_err().to_string();
        assert!(error("a=b\n").starts_with("line 1: the file does not start"));
        assert!(error("[a]\n\nnonsense\n").starts_with("line 3: 'nonsense'"));
        assert!(error("[a\nb=c\n").starts_with("line 1: '[a'"));
        assert!(error("[a]\n=c\n").starts_with("line 2: '=c'"));
        assert!(error("[a]\nb=\\x\n").starts_with("line 2: '\\x' contains"));
        assert!(error("[a]\nb=c\\\n").starts_with("line 2:"));
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for value in [
            "",
            "plain",
            " a ",
            "\t\tb",
            "a\\b\nc\rd",
            "a b",
            "ends ",
            "\\s",
        ] {
            let mut file = Keyfile::default();
            file.push("g", "k", value);
            let text = file.text();
            let again = Keyfile::parse(&text).unwrap();
            assert_eq!(again.get("g", "k"), Some(value), "{text:?}");
        }
    }
}
