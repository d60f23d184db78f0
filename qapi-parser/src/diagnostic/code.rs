//! The codes of diagnostics: one table, which never changes the meaning of a code.

use std::fmt;
use std::str::FromStr;

use crate::names::nearest;

/// The consequence of a diagnostic for the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// No schema can be built: an error that no option turns off.
    Hard,
    /// A rule is broken, but the meaning is clear: an error that can be allowed.
    Soft,
    /// A warning, unless denied.
    Warning,
    /// Accepted by older releases only: a warning in edition auto, an error in the latest.
    Legacy,
}

macro_rules! codes {
    ($($variant:ident $text:literal $weight:ident $title:literal;)*) => {
        /// The subject of a diagnostic. Codes are never renumbered and never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the code as it is printed, and as the command line accepts it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Returns its subject, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// Returns its page, in Markdown: the rule, the reason for it, and the correction; then
            /// an example that breaks the rule, and the corrected example.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../pages/", $text, ".md")),)*
                }
            }

            fn weight(self) -> Weight {
                match self { $(Self::$variant => Weight::$weight,)* }
            }
        }
    };
}

codes! {
    IncludeUnreadable "Q0001" Hard "an included file cannot be read";
    NotUtf8 "Q0002" Hard "a file is not UTF-8";
    NulByte "Q0003" Hard "a file holds a NUL byte";
    TooDeep "Q0004" Hard "nesting is too deep";
    TooLarge "Q0005" Hard "the schema is too large";
    IncludeCycle "Q0006" Hard "a file includes itself";

    StrayCharacter "Q0101" Hard "a character that starts no token";
    UnterminatedString "Q0102" Hard "a string without an end";
    UnknownEscape "Q0103" Hard "an escape that the language lacks";
    FunnyCharacter "Q0104" Hard "a character that strings may not hold";
    UnexpectedToken "Q0105" Hard "something else was expected here";
    DuplicateKey "Q0106" Hard "a key stands twice in an object";
    NotAnObject "Q0107" Hard "a top-level expression that is no object";

    BadInclude "Q0201" Hard "an include directive is malformed";
    BadPragma "Q0202" Hard "a pragma directive is malformed";
    UnknownPragma "Q0203" Soft "a pragma that the language lacks";

    NoDefinition "Q0301" Hard "not exactly one key says what is defined";
    MissingKey "Q0302" Hard "a mandatory key is missing";
    UnknownKey "Q0303" Soft "a key that has no meaning here";
    WrongValue "Q0304" Hard "the value of a key is of the wrong kind";
    BadFlag "Q0305" Soft "a flag with a value that it may not have";
    FlagConflict "Q0306" Soft "two flags exclude each other";
    BoxedWithoutData "Q0307" Soft "a boxed command or event without data";
    EmptyAlternate "Q0308" Hard "an alternate without branches";
    EmptyTypeName "Q0309" Warning "an empty type name, which counts as none";

    InvalidName "Q0401" Soft "a name that the language does not allow";
    ReservedName "Q0402" Soft "a name that the generators reserve";

    BadCondition "Q0501" Hard "a malformed condition";

    UnknownType "Q0601" Hard "a type that nobody defines";
    DuplicateDefinition "Q0602" Hard "a name is defined twice";
    MemberClash "Q0603" Soft "two members have the same name";
    BadBase "Q0604" Hard "a base that is no struct";
    ContainsItself "Q0605" Hard "an object contains itself";
    BadDiscriminator "Q0606" Hard "a discriminator that cannot be one";
    UnknownBranch "Q0607" Hard "a branch that is no value of the discriminator";
    TypeNotAllowed "Q0608" Hard "a type of the wrong kind for its place";
    NoBranches "Q0609" Hard "a union without branches";
    AlternateConflict "Q0610" Hard "branches of an alternate that look alike";
    NeedsBoxed "Q0611" Soft "a command or event must be boxed";
    FeatureOnType "Q0612" Soft "a special feature on a type";
    TooManyFeatures "Q0613" Soft "more features than the introspection has bits for";
    NestedArray "Q0614" Hard "an array of arrays";

    DocMissing "Q0701" Soft "a definition without a doc comment";

    LegacyTypeKey "legacy-type-key" Legacy "a struct defined by the key 'type'";
    LegacyInlineType "legacy-inline-type" Legacy "a member's type written inline";
    LegacyFlagString "legacy-flag-string" Legacy "a flag that is a string";
    LegacyAnyType "legacy-any-type" Legacy "an old name of the type 'any'";
    LegacyAnonymousUnion "legacy-anonymous-union" Legacy "an alternate written as a union";
    LegacyStringDiscriminator "legacy-string-discriminator" Legacy "a discriminator of type 'str'";
    LegacySimpleUnion "legacy-simple-union" Legacy "a union without a discriminator";
    LegacyMissingComma "legacy-missing-comma" Legacy "a comma is missing";
    LegacyTrailingComma "legacy-trailing-comma" Legacy "a comma behind the last member";
    LegacyCondition "legacy-condition" Legacy "a condition in the form of the C preprocessor";
    LegacyPragma "legacy-pragma" Legacy "a pragma that has another name now";
    LegacyName "legacy-name" Legacy "a name that breaks the naming convention";
    LegacyNameDot "legacy-name-dot" Legacy "a name that holds a dot";
    LegacyReturn "legacy-return" Legacy "a command returns what is no object";
    LegacyUnboxed "legacy-unboxed" Legacy "conditional arguments that are not boxed";
    LegacyDocColon "legacy-doc-colon" Legacy "a documented name without a colon";
    LegacyDocClose "legacy-doc-close" Legacy "a doc comment closed by '# ##'";
    LegacyDocOptional "legacy-doc-optional" Legacy "a member marked by '#optional'";
    LegacyDocFreeForm "legacy-doc-free-form" Legacy "the comment of a definition without its name";
    LegacyDocEnd "legacy-doc-end" Legacy "a doc comment without an end";
    LegacyDocMark "legacy-doc-mark" Legacy "a malformed mark of a doc comment";
    LegacyDocName "legacy-doc-name" Legacy "a name is missing in a doc comment";
    LegacyDocOrphan "legacy-doc-orphan" Legacy "a doc comment that belongs to no definition";
    LegacyDocOther "legacy-doc-other" Legacy "a doc comment of another definition";
    LegacyDocDuplicate "legacy-doc-duplicate" Legacy "something is documented twice";
    LegacyDocLostMember "legacy-doc-lost-member" Legacy "a member is described in a free-form comment";
    LegacyDocMemberMissing "legacy-doc-member-missing" Legacy "a member or feature without documentation";
    LegacyDocMemberUnknown "legacy-doc-member-unknown" Legacy "documentation of what does not exist";
    LegacyDocOrder "legacy-doc-order" Legacy "a member is described behind a section";
    LegacyDocEmpty "legacy-doc-empty" Legacy "a section without text";
    LegacyDocIndent "legacy-doc-indent" Legacy "a line with too little indentation";
    LegacyDocReturns "legacy-doc-returns" Legacy "a section that this definition cannot have";
    LegacyNoteSection "legacy-note-section" Legacy "a section 'Note:'";
    LegacyExampleSection "legacy-example-section" Legacy "a section 'Example:'";
    LegacyLineLength "legacy-line-length" Legacy "a line of a doc comment over 70 characters";
    LegacySentenceSpace "legacy-sentence-space" Legacy "one space between sentences of a doc comment";
}

impl Code {
    /// Returns whether it concerns a form that only older releases accepted (codes that start with
    /// `legacy-`).
    #[must_use]
    pub fn is_legacy(self) -> bool {
        self.weight() == Weight::Legacy
    }

    /// Returns whether it is a warning by default.
    #[must_use]
    pub fn is_warning(self) -> bool {
        self.weight() == Weight::Warning
    }

    /// Returns whether it can be allowed: what it reports leaves the schema's meaning clear.
    #[must_use]
    pub fn can_be_allowed(self) -> bool {
        self.weight() != Weight::Hard
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An error for a text that is not a [`Code`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    /// The text.
    pub text: String,
    /// The code that was probably meant.
    pub nearest: Option<Code>,
}

impl std::error::Error for UnknownCode {}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no diagnostic with the code '{}'", self.text)?;
        match self.nearest {
            Some(code) => write!(f, "; did you mean '{code}'?"),
            None => Ok(()),
        }
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Parses the output of [`Code::as_str`]. The case of letters does not matter.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCode {
                text: text.to_owned(),
                nearest: nearest_code(text),
            })
    }
}

/// Returns the code that was probably meant. An unknown number has no suggestion.
fn nearest_code(text: &str) -> Option<Code> {
    let codes = Code::ALL.iter().copied();
    let short = text.to_ascii_lowercase();
    let legacy = codes
        .clone()
        .find(|code| code.as_str().strip_prefix("legacy-") == Some(&*short));
    legacy.or_else(|| {
        let near = nearest(text, codes.clone().map(Code::as_str))?;
        codes.clone().find(|code| code.as_str() == near)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_found_by_their_text() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(code.is_legacy(), code.as_str().starts_with("legacy-"));
            assert!(
                Code::ALL[..index]
                    .iter()
                    .all(|other| other.as_str() != code.as_str())
            );
        }
    }

    #[test]
    fn unknown_codes_have_neighbours() {
        let message = |text: &str| text.parse::<Code>().unwrap_err().to_string();
        assert_eq!(
            message("legacy-lin-length"),
            "there is no diagnostic with the code 'legacy-lin-length'; did you mean 'legacy-line-length'?"
        );
        assert!(message("line-length").ends_with("did you mean 'legacy-line-length'?"));
        assert!(message("E0601").ends_with("did you mean 'Q0601'?"));
        assert!(message("601").ends_with("'601'"));
    }
}
