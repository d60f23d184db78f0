//! The data of a rule. The rules themselves are defined in `rules`.

use super::level::Level;

/// One rule: a kind of change, and its level.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, in lower case with `-`. It never changes and is never reused.
    pub id: &'static str,
    /// The change, in a few words.
    pub summary: &'static str,
    /// The reason for its level, in one or more sentences.
    pub why: &'static str,
    /// Its level, unless the configuration sets another or the element is unstable.
    pub level: Level,
    /// The direction of the data that it is about.
    pub direction: Direction,
    /// The rule for the other direction.
    pub mirror: Mirror,
    /// An example schema before the change.
    pub old: &'static str,
    /// The example schema after the change.
    pub new: &'static str,
    /// Code that uses the old schema, for a rule about generated code; `None` for a rule about
    /// messages.
    pub program: Option<Program>,
}

/// User code that shows the effect of a change of generated code.
///
/// The generated code is the crate `qmp`, with types, client and server. With the new schema, the
/// code of a breaking rule does not compile, that of a warning rule compiles with warnings, and
/// that of an info rule compiles as before.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    /// Rust code that compiles with the old schema.
    pub code: &'static str,
    /// The same code, changed for the new schema, or written so that it compiles with both.
    pub instead: Option<&'static str>,
    /// The options of the generator, as in `qapi.toml`, besides those that select the output.
    pub options: &'static str,
}

/// The direction of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client: arguments.
    Sent,
    /// To the client: replies and the data of events.
    Received,
    /// Either direction, or no data at all.
    Either,
}

impl Direction {
    /// Returns the rule for the direction: `received` for received data, else `sent`.
    pub(super) fn pick(self, sent: &'static Rule, received: &'static Rule) -> &'static Rule {
        match self {
            Self::Received => received,
            Self::Sent | Self::Either => sent,
        }
    }
}

/// The rule for the same change in the other direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// The id of the rule.
    Rule(&'static str),
    /// The reason for which no such rule exists.
    None(&'static str),
}

/// The example pair of a rule: `diff-rules/ID/old.json` and `new.json`.
macro_rules! example {
    ($id:literal, $side:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/diff-rules/",
            $id,
            "/",
            $side,
            ".json"
        ))
    };
}

/// Declares the rules of a family: a `static` for each, and `RULES`, the list of them.
macro_rules! family {
    ($($name:ident = $id:literal, $level:ident, $direction:ident, $mirror:expr,
       $summary:literal, $why:literal;)*) => {
        $(pub(crate) static $name: $crate::diff::rule::Rule = $crate::diff::rule::Rule {
            id: $id,
            summary: $summary,
            why: $why,
            level: $crate::diff::level::Level::$level,
            direction: $crate::diff::rule::Direction::$direction,
            mirror: $mirror,
            old: $crate::diff::rule::example!($id, "old"),
            new: $crate::diff::rule::example!($id, "new"),
            program: None,
        };)*

        /// The rules of this family.
        pub(in crate::diff) static RULES: &[&$crate::diff::rule::Rule] = &[$(&$name,)*];
    };
}
pub(super) use {example, family};

impl Rule {
    /// Returns the page of the rule, in Markdown: the change, the reason for its level, and an
    /// example.
    #[must_use]
    pub fn page(&self) -> String {
        if let Some(program) = &self.program {
            return self.source_page(program);
        }
        let mirror = match self.mirror {
            Mirror::Rule(id) => format!("The other direction is `{id}`."),
            Mirror::None(reason) => format!("There is no mirror of it: {reason}."),
        };
        format!(
            "# {}: {}\n\n{}\n\nIts level is {}, unless `qapi-diff.toml` says otherwise; what is unstable counts one \
             level less. {mirror}\n\n## Old\n\n```qapi\n{}```\n\n## New\n\n```qapi\n{}```\n",
            self.id, self.summary, self.why, self.level, self.old, self.new
        )
    }

    /// Returns the page of a rule about generated code.
    fn source_page(&self, program: &Program) -> String {
        let outcome = match self.level {
            Level::Breaking => "does not compile with the new one",
            Level::Warning => "compiles with a warning with the new one",
            Level::Info => "compiles with the new one as before",
        };
        let options = match program.options {
            "" => String::new(),
            options => format!(" The options are `{options}`."),
        };
        let instead = match program.instead {
            None => String::new(),
            Some(code) => format!("\n## Instead\n\n```rust\n{code}```\n"),
        };
        format!(
            "# {}: {}\n\n{}\n\n`qapi diff --source` reports it. Its level is {}, unless `qapi-diff.toml` says otherwise; what \
             is unstable counts one level less.{options}\n\n## Old\n\n```qapi\n{}```\n\n## New\n\n```qapi\n{}```\n\n## \
             Code\n\nThis code, written for the old schema, {outcome}:\n\n```rust\n{}```\n{instead}",
            self.id, self.summary, self.why, self.level, self.old, self.new, program.code
        )
    }
}
