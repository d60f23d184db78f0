//! The codes of diagnostics: one table, stable for ever.

use std::fmt;
use std::str::FromStr;

/// How much is lost where a code is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// No schema can be made: an error that no option turns off.
    Hard,
    /// A rule is broken, but the meaning is clear: an error that can be allowed.
    Soft,
    /// Reported as a warning, unless denied.
    Warning,
    /// Only older releases accepted it: a warning in edition auto, an error in the latest.
    Legacy,
}

macro_rules! codes {
    ($($variant:ident $text:literal $weight:ident $title:literal;)*) => {
        /// What a diagnostic is about. Codes are never renumbered and never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is printed, and as the command line takes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What it is about, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
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
    NameStyle "Q0402" Soft "a name that breaks the naming convention";
    ReservedName "Q0403" Soft "a name that the generators reserve";

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
    BadReturn "Q0611" Soft "a command returns what is no object";
    NeedsBoxed "Q0612" Soft "a command or event must be boxed";
    FeatureOnType "Q0613" Soft "a special feature on a type";
    TooManyFeatures "Q0614" Soft "more features than the introspection has bits for";
    NestedArray "Q0615" Hard "an array of arrays";

    DocUnterminated "Q0701" Hard "a doc comment without an end";
    DocMark "Q0702" Soft "a malformed mark of a doc comment";
    DocSymbol "Q0703" Soft "a doc comment without a proper first line";
    DocNoDefinition "Q0704" Soft "a doc comment that belongs to no definition";
    DocWrongDefinition "Q0705" Soft "a doc comment of another definition";
    DocMissing "Q0706" Soft "a definition without a doc comment";
    DocMemberMissing "Q0707" Soft "a member or feature without documentation";
    DocMemberUnknown "Q0708" Soft "documentation of what does not exist";
    DocDuplicate "Q0709" Soft "something is documented twice";
    DocOrder "Q0710" Soft "a member is described behind a section";
    DocEmpty "Q0711" Soft "a section without text";
    DocIndent "Q0712" Soft "a line with too little indentation";
    DocReturns "Q0713" Soft "a section that this definition cannot have";
    DocFreeForm "Q0714" Soft "a member is described in a free-form comment";
    DocBeforeDefinition "Q0715" Soft "a free-form comment before a definition";

    LegacyLineLength "legacy-line-length" Legacy "a line of a doc comment over 70 characters";
    LegacySentenceSpace "legacy-sentence-space" Legacy "one space between sentences of a doc comment";
    LegacyNoteSection "legacy-note-section" Legacy "a `Note:` section";
    LegacyExampleSection "legacy-example-section" Legacy "an `Example:` section";
}

impl Code {
    /// Whether only older releases accepted what it is about (codes that start with `legacy-`).
    #[must_use]
    pub fn is_legacy(self) -> bool {
        self.weight() == Weight::Legacy
    }

    /// Whether it is a warning by itself.
    #[must_use]
    pub fn is_warning(self) -> bool {
        self.weight() == Weight::Warning
    }

    /// Whether it can be allowed: what it reports leaves the schema's meaning clear.
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

/// A text that is no [`Code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no diagnostic with the code '{0}'")]
pub struct UnknownCode(pub String);

impl FromStr for Code {
    type Err = UnknownCode;

    /// Takes what [`Code::as_str`] gives; the case of letters does not matter.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
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
        assert_eq!("Q9999".parse::<Code>(), Err(UnknownCode("Q9999".into())));
    }
}
