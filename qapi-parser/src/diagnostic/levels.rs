//! The codes that a run allows, and the warnings that it denies.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Code, Diagnostic, Severity, UnknownCode};
use crate::names::Pattern;

/// The severities that a run sets by code. A later setting of a code replaces an earlier one.
///
/// ```
/// use qapi_parser::Levels;
///
/// let mut levels = Levels::default();
/// levels.deny("all".parse()?);
/// levels.allow("legacy-doc-*".parse()?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// The severity that replaces a code's own; `None` drops its diagnostics.
    set: BTreeMap<Code, Option<Severity>>,
}

impl Levels {
    /// Drops the diagnostics with one of these codes. Of several codes, those that cannot be
    /// allowed stay errors.
    ///
    /// # Errors
    /// Returns an error if no schema can be built after any of the codes
    /// ([`Code::can_be_allowed`]).
    pub fn allow(&mut self, codes: Codes) -> Result<(), CannotAllow> {
        let allowed = codes.list.iter().filter(|code| code.can_be_allowed());
        let allowed: Vec<(Code, _)> = allowed.map(|&code| (code, None)).collect();
        match codes.list.first() {
            Some(&code) if allowed.is_empty() => Err(CannotAllow(code)),
            _ => {
                self.set.extend(allowed);
                Ok(())
            }
        }
    }

    /// Makes the diagnostics with one of these codes errors.
    pub fn deny(&mut self, codes: Codes) {
        let denied = codes.list.into_iter();
        (self.set).extend(denied.map(|code| (code, Some(Severity::Error))));
    }

    pub(crate) fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| match self.set.get(&diagnostic.code) {
            None => true,
            Some(None) => false,
            Some(Some(severity)) => {
                diagnostic.severity = *severity;
                true
            }
        });
    }
}

/// One or more codes, as options name them: a code, a pattern such as `legacy-doc-*`, or `all`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    /// Never empty.
    list: Vec<Code>,
}

impl Codes {
    /// Returns the codes, in the order of [`Code::ALL`].
    #[must_use]
    pub fn list(&self) -> &[Code] {
        &self.list
    }
}

impl From<Code> for Codes {
    fn from(code: Code) -> Self {
        Self { list: vec![code] }
    }
}

impl FromStr for Codes {
    type Err = UnknownCode;

    /// Parses a code, a pattern in which `*` matches any run of characters, or `all`. The case of
    /// letters does not matter.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let pattern = match text {
            "all" => "*".to_owned(),
            text if text.contains('*') => text.to_ascii_lowercase(),
            code => return code.parse().map(|code: Code| code.into()),
        };
        let pattern = Pattern::new(&pattern);
        let codes = Code::ALL.iter().copied();
        let matched = codes.filter(|code| pattern.matches(&code.as_str().to_ascii_lowercase()));
        let list: Vec<Code> = matched.collect();
        match list.is_empty() {
            true => Err(UnknownCode {
                text: text.to_owned(),
                nearest: None,
            }),
            false => Ok(Self { list }),
        }
    }
}

/// An error for a code that cannot be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotAllow(pub Code);

impl std::error::Error for CannotAllow {}

impl fmt::Display for CannotAllow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, title) = (self.0, self.0.title());
        write!(
            f,
            "{code} cannot be allowed ({title}): it leaves the schema without a meaning"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, Levels};
    use crate::{Code, Edition, Memory, Options, check_with};

    fn codes(text: &str) -> Codes {
        text.parse().unwrap()
    }

    #[test]
    fn patterns_name_codes() {
        assert_eq!(codes("q0601").list(), [Code::UnknownType]);
        assert_eq!(codes("legacy-flag-*").list(), [Code::LegacyFlagString]);
        assert_eq!(codes("Q02*").list().len(), 3);
        assert_eq!(codes("all").list(), Code::ALL);
        let error = "legcy-*".parse::<Codes>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no diagnostic with the code 'legcy-*'"
        );
    }

    #[test]
    fn what_leaves_no_meaning_is_not_allowed() {
        let mut levels = Levels::default();
        assert!(levels.allow(codes("Q0601")).is_err());
        assert!(levels.allow(codes("Q00*")).is_err());
        assert!(levels.allow(codes("all")).is_ok());
    }

    #[test]
    fn a_later_setting_replaces_an_earlier_one() {
        let found = |set: &dyn Fn(&mut Levels)| {
            let mut levels = Levels::default();
            set(&mut levels);
            let edition = Edition::Auto;
            let loader = Memory::new().with("a.json", "{ 'command': 'stop', 'gen': 'no', }");
            let outcome = check_with(&loader, "a.json", &Options { edition, levels }).unwrap();
            let found = outcome.diagnostics.iter();
            let found = found.map(|it| format!("{}[{}]", it.severity, it.code));
            found.collect::<Vec<String>>().join(" ")
        };
        let (flag, comma) = ("legacy-flag-string", "legacy-trailing-comma");
        assert_eq!(found(&|_| {}), format!("warning[{flag}] warning[{comma}]"));
        assert_eq!(
            found(&|levels| {
                levels.deny(codes("all"));
                levels.allow(codes(comma)).unwrap();
            }),
            format!("error[{flag}]")
        );
        assert_eq!(
            found(&|levels| {
                levels.allow(codes("legacy-*")).unwrap();
                levels.deny(codes(comma));
            }),
            format!("error[{comma}]")
        );
    }
}
