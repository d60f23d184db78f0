//! Which lines of generated code stand as the formatter would write them, so that it need not read them.
//!
//! The templates put each construct on lines of its own; what the formatter changes is lines that are too long, blocks
//! on one line, empty blocks, and text of the configuration. Whatever is in doubt is left to the formatter.

/// What is put in the place of a piece that is laid out.
pub(crate) const LAID_OUT: &str = "laid_out!();";

/// How long a line may be. The formatter's limit is 89.
const WIDTH: usize = 85;

/// The code with a line in the place of each item, or member of an `impl`, that is laid out, and their lines.
pub(crate) fn without_laid_out(code: &str) -> (String, Vec<Vec<&str>>) {
    let lines: Vec<&str> = code.lines().collect();
    let (mut rest, mut pieces) = (String::with_capacity(code.len()), Vec::new());
    for item in Pieces::of(&lines, "") {
        if is_laid_out(item) {
            rest.extend([LAID_OUT, "\n"]);
            pieces.push(item.to_vec());
            continue;
        }
        match split_impl(item) {
            Some((head, members, end)) => {
                head.iter().for_each(|line| rest.extend([*line, "\n"]));
                for member in Pieces::of(members, "    ") {
                    if is_laid_out(member) {
                        rest.extend([LAID_OUT, "\n"]);
                        pieces.push(member.to_vec());
                    } else {
                        member.iter().for_each(|line| rest.extend([*line, "\n"]));
                    }
                }
                rest.extend([end, "\n"]);
            }
            None => item.iter().for_each(|line| rest.extend([*line, "\n"])),
        }
    }
    (rest, pieces)
}

/// The items, or members, one after another: each with the docs and attributes in front of it.
struct Pieces<'c, 'l> {
    lines: &'l [&'c str],
    margin: &'static str,
}

impl<'c, 'l> Pieces<'c, 'l> {
    fn of(lines: &'l [&'c str], margin: &'static str) -> Self {
        Self { lines, margin }
    }
}

impl<'c, 'l> Iterator for Pieces<'c, 'l> {
    type Item = &'l [&'c str];

    fn next(&mut self) -> Option<Self::Item> {
        let ends = |line: &&str| {
            line.strip_prefix(self.margin).is_some_and(|line| {
                let head = line.starts_with([' ', '#', '/']);
                !head && line.ends_with(['}', ';'])
            })
        };
        if self.lines.is_empty() {
            return None;
        }
        let count = (self.lines.iter().position(ends)).map_or(self.lines.len(), |last| last + 1);
        let (piece, rest) = self.lines.split_at_checked(count)?;
        self.lines = rest;
        Some(piece)
    }
}

/// An `impl`: the lines up to its brace, its members, and its end.
fn split_impl<'c, 'l>(item: &'l [&'c str]) -> Option<(&'l [&'c str], &'l [&'c str], &'c str)> {
    let head = item.iter().position(|line| line.starts_with("impl"))?;
    let (head, rest) = item.split_at_checked(head + 1)?;
    let (end, members) = rest.split_last()?;
    let opens = head.last().is_some_and(|line| line.ends_with('{'));
    (opens && *end == "}").then_some((head, members, end))
}

/// Whether the formatter would write these lines as they are.
fn is_laid_out(lines: &[&str]) -> bool {
    let empty_block = |pair: &[&str]| match pair {
        [open, close] => open.ends_with('{') && close.ends_with('}'),
        _ => false,
    };
    lines.iter().all(|line| is_line_laid_out(line)) && !lines.windows(2).any(empty_block)
}

fn is_line_laid_out(line: &str) -> bool {
    let content = line.trim_start();
    let margin = line.len() - content.len();
    if line.len() > WIDTH || !margin.is_multiple_of(4) {
        return false;
    }
    if content.starts_with('#') {
        const ATTRIBUTES: [&str; 3] = ["#[must_use]", "#[inline]", "#[non_exhaustive]"];
        return ATTRIBUTES.contains(&content) || content.starts_with("#[derive(Debug, Clone");
    }
    if content.starts_with("///") || ["}", "};", "Self {}"].contains(&content) {
        return true;
    }
    // A list on several lines, which may fit on one. `write` of members stands so only where it does not.
    if content.ends_with('[') || content.ends_with('(') && !content.starts_with("rt::write") {
        return false;
    }
    let code = match content.strip_prefix("Self { ") {
        // As `code::literal` writes it, if it is short.
        Some(fields) => fields.strip_suffix(" }").unwrap_or(content),
        None => content.strip_suffix('{').map_or(content, str::trim_end),
    };
    let is_macro = code.starts_with("rt::") && code.ends_with(");");
    let plain = |code: &str| {
        !code.is_empty()
            && !code.contains(['{', '}', '|', '*'])
            && (is_macro || !code.contains('!'))
            && is_spaced(code)
    };
    if !code.contains('"') {
        return plain(code);
    }
    // What stands in strings does not count.
    let parts: Vec<&str> = code.split('"').step_by(2).collect();
    !code.contains('\\') && plain(&parts.join("S"))
}

/// Whether spaces stand where the formatter puts them: text of the configuration may be written otherwise.
fn is_spaced(code: &str) -> bool {
    let bytes = code.as_bytes();
    (bytes.windows(2).enumerate()).all(|(at, pair)| match pair {
        // An operand, not arguments.
        [b' ', b'(' | b'<'] => code
            .get(..at)
            .is_some_and(|code| code.ends_with(['=', ','])),
        [b' ', next] => !b" ,;:)<>]".contains(next),
        [b',', next] => b" )".contains(next),
        [b':', next] => {
            *next == b':' || *next == b' ' || code.get(..at).is_some_and(|code| code.ends_with(':'))
        }
        [b'(' | b'<' | b'&' | b'[', b' '] => false,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_formatter_would_change_is_not_laid_out() {
        for line in [
            "    fn as_str(&self) -> &str { self.as_str() }",
            "    pub map: HashMap<String,u8>,",
            "    pub map: HashMap < String, u8 >,",
            "    pub map: std :: string::String,",
            "    pub map:String,",
            "  pub id: String,",
            "    #[serde(skip)]",
            "",
            "    const NAME: &'static str = \"a\\tb\";",
        ] {
            assert!(!is_line_laid_out(line), "{line}");
        }
        assert!(!is_line_laid_out(&format!(
            "    pub {}: u8,",
            "x".repeat(80)
        )));
        assert!(!is_laid_out(&["pub struct Empty {", "}"]));
    }

    #[test]
    fn what_it_would_keep_is() {
        let item = [
            "///-",
            "#[derive(Debug, Clone, PartialEq, Default)]",
            "#[non_exhaustive]",
            "pub struct Lamp {",
            "    ///-",
            "    pub r#type: Option<Vec<super::types::Kind>>,",
            "    pub on: rt::Must<bool>,",
            "}",
        ];
        assert!(is_laid_out(&item));
        for line in [
            "    const NAME: &'static str = \"lamp-on\";",
            "            Self::Unknown(name) => name,",
            "    type Members = (rt::Must<i64>,);",
            "rt::object!(Lamp);",
            "        self.r#type = Some(value);",
            "    pub fn new(count: i64, eof: bool) -> Self {",
            "        Self { count, eof }",
            "        Self { count: m0, eof: m1 }",
            "        Self {}",
            "            names: &[\"a\", \"b-c\"],",
            "            optional: &[],",
            "    };",
            "        rt::write(out, <Self as rt::Object>::TABLE, ())",
            "        rt::write(out, <Self as rt::Object>::TABLE, (rt::Must(&self.a), &self.b))",
        ] {
            assert!(is_line_laid_out(line), "{line}");
        }
    }

    #[test]
    fn pieces_are_taken_out_of_items_and_impls() {
        let code = "///-\nimpl A {\n    #[must_use]\n    fn b() -> u8 {\n        1\n    }\n    fn c() { 2; }\n}\nrt::object!(A);\n";
        let (rest, pieces) = without_laid_out(code);
        assert_eq!(
            rest,
            "///-\nimpl A {\nlaid_out!();\n    fn c() { 2; }\n}\nlaid_out!();\n"
        );
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces.concat().len(), 5);
    }
}
