//! Text in the workflow commands of GitHub (`::error file=..,line=..::message`), whoever prints one.
//!
//! What a command says, and where, is the printer's matter.

/// A message, with what would end or change the command escaped.
#[must_use]
pub fn message(text: &str) -> String {
    escaped(text, false)
}

/// The value of a property, such as `file`, in which more has a meaning.
#[must_use]
pub fn property(text: &str) -> String {
    escaped(text, true)
}

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
