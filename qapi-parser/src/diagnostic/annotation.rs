//! Annotations of files in a GitHub workflow.

use std::fmt;

/// A command that annotates a file, as "Workflow commands" in GitHub's documentation defines it:
/// `::error file=..,line=..::message`, without a line end.
#[derive(Debug, Clone)]
pub struct Annotation {
    level: AnnotationLevel,
    properties: Vec<(&'static str, String)>,
    message: String,
}

/// The severity of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnotationLevel {
    /// Shown as an error.
    Error,
    /// Shown as a warning.
    Warning,
    /// Shown as a notice.
    Notice,
}

impl Annotation {
    /// Returns an annotation with a message of one or more lines.
    #[must_use]
    pub fn new(level: AnnotationLevel, message: impl Into<String>) -> Self {
        Self {
            level,
            properties: Vec::new(),
            message: message.into(),
        }
    }

    /// Adds a property, such as `file`, `line` or `title`.
    #[must_use]
    pub fn with(mut self, property: &'static str, value: impl fmt::Display) -> Self {
        self.properties.push((property, value.to_string()));
        self
    }
}

impl fmt::Display for AnnotationLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        })
    }
}

impl fmt::Display for Annotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "::{}", self.level)?;
        for (at, (property, value)) in self.properties.iter().enumerate() {
            let before = if at == 0 { ' ' } else { ',' };
            write!(f, "{before}{property}={}", escaped(value, true))?;
        }
        write!(f, "::{}", escaped(&self.message, false))
    }
}

/// Escapes characters that would end or change the command.
fn escaped(text: &str, is_property: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if is_property => out.push_str("%3A"),
            ',' if is_property => out.push_str("%2C"),
            other => out.push(other),
        }
    }
    out
}
