//! Templates of generated code, which look like what they write.
//!
//! A template is lines of Rust, each as long as it gets: [`layout`](crate::layout) breaks them. `$name` stands for a value; alone on its
//! line, it stands for any number of lines, all with the same margin, and the line goes if there are none.

/// Appends a template to a `String`. Values are strings, by the name of a variable or as `name = value`; that each has its place in
/// the template, and each place its value, is checked when this crate is compiled.
macro_rules! code {
    ($out:expr, $template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { assert!($crate::code::template::fits($template, &[$(stringify!($name)),*])) };
        $crate::code::template::fill(
            $out,
            $template,
            &[$((stringify!($name), $crate::code::template::value!($name $($value)?))),*],
        );
    }};
}
pub(crate) use code;

/// The value of a name: that of the variable, if nothing else is given.
macro_rules! value {
    ($name:ident) => {
        ::core::convert::AsRef::<str>::as_ref(&$name)
    };
    ($name:ident $value:expr) => {
        ::core::convert::AsRef::<str>::as_ref(&$value)
    };
}
pub(crate) use value;

/// Appends the template's lines, without the margin of the first.
pub(crate) fn fill(out: &mut String, template: &str, values: &[(&str, &str)]) {
    let value = |name: &str| {
        let mut values = values.iter();
        values.find(|(it, _)| *it == name).map_or("", |(_, it)| it)
    };
    let mut margin = None;
    for line in template.lines() {
        let content = line.trim_start();
        if content.is_empty() {
            continue;
        }
        let indent = line.len() - content.len();
        let indent = indent.saturating_sub(*margin.get_or_insert(indent));
        let (first, mut rest) = content.split_once('$').unwrap_or((content, ""));
        if first.is_empty() && rest.bytes().all(is_part_of_name) {
            for line in value(rest).lines() {
                out.extend(std::iter::repeat_n(' ', indent));
                out.push_str(line);
                out.push('\n');
            }
            continue;
        }
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(first);
        while !rest.is_empty() {
            let end = rest.bytes().position(|byte| !is_part_of_name(byte));
            let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
            let (text, next) = behind.split_once('$').unwrap_or((behind, ""));
            out.push_str(value(name));
            out.push_str(text);
            rest = next;
        }
        out.push('\n');
    }
}

const fn is_part_of_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_lowercase()
}

/// Returns whether the names are those of the template.
pub(crate) const fn fits(template: &str, names: &[&str]) -> bool {
    let mut rest = template.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == b'$' && !is_any(behind, names) {
            return false;
        }
        rest = behind;
    }
    let mut left = names;
    while let [name, behind @ ..] = left {
        if !has(template.as_bytes(), name) {
            return false;
        }
        left = behind;
    }
    true
}

/// Returns whether a text begins with one of the names.
const fn is_any(text: &[u8], names: &[&str]) -> bool {
    let mut left = names;
    while let [name, behind @ ..] = left {
        if is(text, name.as_bytes()) {
            return true;
        }
        left = behind;
    }
    false
}

/// Returns whether a name is in the text.
const fn has(text: &[u8], name: &str) -> bool {
    let mut rest = text;
    while let [first, behind @ ..] = rest {
        if *first == b'$' && is(behind, name.as_bytes()) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Returns whether a text begins with a name, and the name is no longer there.
const fn is(mut text: &[u8], mut name: &[u8]) -> bool {
    while let ([a, text_behind @ ..], [b, name_behind @ ..]) = (text, name) {
        if *a != *b {
            return false;
        }
        (text, name) = (text_behind, name_behind);
    }
    let ends = match text {
        [next, ..] => !is_part_of_name(*next),
        [] => true,
    };
    name.is_empty() && ends
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
        let expected =
            "impl Lamp for Lamp {\n    a,\n    b {\n        c,\n    },\n    Lamp1();\n}\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn what_has_no_value_or_no_place_does_not_fit() {
        for (template, names, expected) in [
            ("a $b c", &["b"][..], true),
            ("$b$c", &["b", "c"], true),
            ("$b", &["b", "c"], false),
            ("$b $c", &["b"], false),
            ("$bc", &["b"], false),
            ("$b", &["bc"], false),
            ("$", &[], false),
        ] {
            assert_eq!(fits(template, names), expected, "{template}");
        }
    }
}
