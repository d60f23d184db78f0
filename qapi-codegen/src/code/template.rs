//! Templates of generated code, which look like their output.
//!
//! A template consists of lines of Rust of any length: [`layout`](crate::layout) breaks them.
//! `$name` is replaced by a value. A name that is alone on its line is replaced by any number of
//! lines with the same margin. If the value is empty, the line is left out.

use super::lines;

/// Appends a template to a `String`. Values are strings: `name` for a variable, or `name = value`.
/// Templates are parsed when this crate is compiled. Compilation fails if the names of the template
/// and of the values differ.
macro_rules! code {
    ($out:expr, $template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const PARTS: [$crate::code::template::Part; $crate::code::template::bound($template)] =
            $crate::code::template::parts($template, &[$(stringify!($name)),*]);
        $crate::code::template::fill(
            $out,
            &PARTS,
            $template.len(),
            &[$($crate::code::template::value!($name $($value)?)),*],
        );
    }};
}
pub(crate) use code;

/// Returns the value of a name: that of the variable, unless another is given.
macro_rules! value {
    ($name:ident) => {
        ::core::convert::AsRef::<str>::as_ref(&$name)
    };
    ($name:ident $value:expr) => {
        ::core::convert::AsRef::<str>::as_ref(&$value)
    };
}
pub(crate) use value;

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Text(&'static str),
    /// The value of this number.
    Value(usize),
    /// The lines of the value of this number, with a margin.
    Lines(usize, &'static str),
}

/// Appends a template of this length.
pub(crate) fn fill(out: &mut String, parts: &[Part], len: usize, values: &[&str]) {
    let value = |at: usize| values.get(at).copied().unwrap_or_default();
    out.reserve(len + values.iter().map(|value| value.len()).sum::<usize>());
    for part in parts {
        match *part {
            Part::Text(text) => out.push_str(text),
            Part::Value(at) => out.push_str(value(at)),
            Part::Lines(at, "") => {
                out.push_str(value(at));
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            Part::Lines(at, margin) => {
                for line in lines(value(at)) {
                    out.push_str(margin);
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
    }
}

/// Returns an upper bound of the number of parts of a template.
pub(crate) const fn bound(template: &str) -> usize {
    let (mut rest, mut count) = (template.as_bytes(), 2);
    while let [first, behind @ ..] = rest {
        if matches!(*first, b'\n' | b'$') {
            count += 2;
        }
        rest = behind;
    }
    count
}

/// Returns the parts of a template, without the margin of its first line.
pub(crate) const fn parts<const N: usize>(template: &'static str, names: &[&str]) -> [Part; N] {
    let mut parts = [Part::Text(""); N];
    let mut free: &mut [Part] = &mut parts;
    let (mut rest, mut margin, mut used) = (template, usize::MAX, 0);
    while !rest.is_empty() {
        let (line, behind) = rest.split_at(length_to(rest, b'\n'));
        rest = behind.split_at(if behind.is_empty() { 0 } else { 1 }).1;
        let indent = indent(line);
        if indent < line.len() {
            if indent < margin {
                margin = indent;
            }
            free = line_parts(line.split_at(margin).1, names, free, &mut used);
        }
    }
    assert!(
        used == (1 << names.len()) - 1,
        "a value has no place in the template"
    );
    parts
}

/// Writes the parts of a line to free slots; returns the remaining slots.
const fn line_parts<'p>(
    mut line: &'static str,
    names: &[&str],
    mut free: &'p mut [Part],
    used: &mut u64,
) -> &'p mut [Part] {
    let (margin, content) = line.split_at(indent(line));
    if let [b'$', name @ ..] = content.as_bytes()
        && name_length(name) == name.len()
    {
        return put(Part::Lines(position(name, names, used), margin), free);
    }
    loop {
        let (text, place) = line.split_at(length_to(line, b'$'));
        free = put(Part::Text(text), free);
        let [_, name @ ..] = place.as_bytes() else {
            return put(Part::Text("\n"), free);
        };
        let (name, behind) = name.split_at(name_length(name));
        free = put(Part::Value(position(name, names, used)), free);
        line = place.split_at(place.len() - behind.len()).1;
    }
}

const fn put(part: Part, free: &mut [Part]) -> &mut [Part] {
    match free {
        [place, left @ ..] => {
            *place = part;
            left
        }
        [] => free,
    }
}

/// Returns the length of the text before a character.
const fn length_to(text: &str, end: u8) -> usize {
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == end {
            break;
        }
        rest = behind;
    }
    text.len() - rest.len()
}

const fn indent(line: &str) -> usize {
    let mut rest = line.as_bytes();
    while let [b' ', behind @ ..] = rest {
        rest = behind;
    }
    line.len() - rest.len()
}

/// Returns the length of the name at the start of a text.
const fn name_length(text: &[u8]) -> usize {
    let mut rest = text;
    while let [b'a'..=b'z' | b'_', behind @ ..] = rest {
        rest = behind;
    }
    text.len() - rest.len()
}

/// Returns the number of a name, and marks it as used.
const fn position(name: &[u8], names: &[&str], used: &mut u64) -> usize {
    let (mut left, mut at) = (names, 0);
    while let [first, behind @ ..] = left {
        if is_same(first.as_bytes(), name) {
            break;
        }
        (left, at) = (behind, at + 1);
    }
    assert!(at < names.len(), "a place of the template has no value");
    *used |= 1 << at;
    at
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, one_behind @ ..], [b, other_behind @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_behind, other_behind);
    }
    one.is_empty() && other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_values_and_lines() {
        let (mut out, name, lines) = (String::new(), "Lamp", "a,\nb {\n    c,\n},\n".to_owned());
        code!(
            &mut out,
            "
            $none
            impl $name for $name {
                $lines
                $name$other();
            }
            ",
            name,
            lines,
            none = "",
            other = format!("{}", 1),
        );
        code!(&mut out, "mod $name;", name);
        let expected = "impl Lamp for Lamp {\n    a,\n    b {\n        c,\n    },\n    Lamp1();\n}\nmod Lamp;\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn templates_have_parts() {
        const PARTS: [Part; bound("a $b\n")] = parts("a $b\n", &["b"]);
        let expected = [
            Part::Text("a "),
            Part::Value(0),
            Part::Text(""),
            Part::Text("\n"),
        ];
        assert_eq!(PARTS[..4], expected);
    }

    #[test]
    #[should_panic(expected = "a value has no place")]
    fn a_value_needs_a_place() {
        let _: [Part; 9] = parts("a $b", &["b", "c"]);
    }

    #[test]
    #[should_panic(expected = "has no value")]
    fn a_place_needs_a_value() {
        let _: [Part; 9] = parts("a $bc", &["b"]);
    }
}
