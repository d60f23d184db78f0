//! Paths of findings, from a command or event: stable text such as `command guest-file-open /
//! argument mode / value "r"`.

use std::fmt::{self, Write as _};

use qapi_parser::schema::JsonKind;

/// One step of a path, below the command or event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'s> {
    /// Into the arguments of a command; members directly after this step are arguments.
    Arguments,
    /// Into a command's reply.
    Reply,
    /// Into an event's data.
    Data,
    /// Into a member.
    Member(&'s str),
    /// Into the elements of an array.
    Elements,
    /// Into the branch of a union that a value of its discriminator selects.
    When(&'s str, &'s str),
    /// To a value of an enum.
    Value(&'s str),
    /// Into the alternative of an alternate that has this kind of JSON value.
    Alternative(JsonKind),
    /// To a feature.
    Feature(&'s str),
}

/// Returns the text of a path from its root and its steps.
pub(super) fn text<'s>(root: &impl fmt::Display, steps: impl Iterator<Item = Step<'s>>) -> String {
    let mut text = root.to_string();
    // `true` if a member would be an argument of the command.
    let mut arguments = false;
    for step in steps {
        // Writing to a string does not fail.
        let _ = match step {
            Step::Arguments => {
                arguments = true;
                continue;
            }
            Step::Data => continue,
            Step::Reply => write!(text, " / reply"),
            Step::Member(name) if arguments => write!(text, " / argument {name}"),
            Step::Member(name) => write!(text, " / member {name}"),
            Step::Elements => write!(text, "[]"),
            Step::When(discriminator, value) => {
                write!(text, " / when {discriminator} = \"{value}\"")
            }
            Step::Value(name) => write!(text, " / value \"{name}\""),
            Step::Alternative(kind) => write!(text, " / alternative {kind}"),
            Step::Feature(name) => write!(text, " / feature {name}"),
        };
        arguments &= matches!(step, Step::When(..));
    }
    text
}
