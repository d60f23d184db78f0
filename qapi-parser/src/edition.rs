//! Editions: the releases whose forms of the language are accepted.

/// The forms of the language that a run accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edition {
    /// Every form that some release of QEMU accepted. A form that the latest release rejects is a
    /// warning with a code that starts with `legacy-`.
    #[default]
    Auto,
    /// The forms that the front end of QEMU 10.2 accepts.
    Latest,
}

impl Edition {
    /// Returns the name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Latest => "latest",
        }
    }
}
