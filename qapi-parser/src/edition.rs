//! Editions: which releases' forms of the language are accepted.

/// Which form of the language a run accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edition {
    /// Every form that some release of QEMU accepted; what the latest rejects is a warning with a code
    /// that starts with `legacy-`.
    #[default]
    Auto,
    /// Exactly what the front end of QEMU 10.2 accepts.
    Latest,
}

impl Edition {
    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Latest => "latest",
        }
    }
}
