//! Inline markup: what stands within a paragraph.

use super::{Inline, Names};

/// Parses the text of a paragraph. `remark` takes what is not understood, with the line it stands in.
pub(super) fn parse(
    text: &str,
    names: &dyn Names,
    remark: &mut dyn FnMut(usize, String),
) -> Vec<Inline> {
    let mut reader = Reader {
        whole: text,
        counted: (0, 0),
        text: String::new(),
        list: Vec::new(),
        previous: ' ',
        names,
        remark,
        nested: false,
    };
    reader.read(text);
    reader.flush();
    reader.list
}

/// How many backticks may turn out not to end a text before the search is given up.
const ENDS: usize = 16;

/// Text in single backticks, and what stands behind: neither begins nor ends it with white space, and no
/// word goes on at once. Old docs quote `so', which is none.
fn interpreted(text: &str) -> Option<(&str, &str)> {
    if text.starts_with(char::is_whitespace) {
        return None;
    }
    let ends = text.match_indices('`').take(ENDS);
    let mut ends = ends.map(|(at, _)| text.split_at(at));
    ends.find_map(|(content, end)| {
        let rest = end.strip_prefix('`')?;
        let is_end = !content.is_empty()
            && !content.ends_with(char::is_whitespace)
            && !rest.starts_with(char::is_alphanumeric);
        is_end.then_some((content, rest))
    })
}

/// Text with its words one space apart.
fn in_one_line(text: &str) -> String {
    if !text.contains(char::is_whitespace) {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_special(c: char) -> bool {
    matches!(c, '`' | '@' | '*' | '\\' | ':' | '_')
}

struct Reader<'t, 'n, 'r> {
    /// The paragraph, to count lines in.
    whole: &'t str,
    /// How far lines are counted, and how many there are.
    counted: (usize, usize),
    /// Text that is not in the list yet.
    text: String,
    list: Vec<Inline>,
    /// The character before what comes next, a space at the start.
    previous: char,
    names: &'n dyn Names,
    remark: &'r mut dyn FnMut(usize, String),
    /// Whether this is within emphasis, which does not nest.
    nested: bool,
}

impl<'t> Reader<'t, '_, '_> {
    fn read(&mut self, text: &'t str) {
        let mut rest = text;
        while let Some(at) = rest.find(is_special) {
            let (plain, special) = rest.split_at(at);
            self.plain(plain);
            rest = self.special(special);
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        self.text.push_str(text);
        self.previous = text.chars().next_back().unwrap_or(self.previous);
    }

    fn push(&mut self, inline: Inline) {
        self.flush();
        self.list.push(inline);
        self.previous = '`';
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.list.push(Inline::Text(text));
        }
    }

    fn remark(&mut self, at: &str, message: String) {
        // Remarks come in the order of the text, so lines are counted once.
        let (counted, lines) = self.counted;
        let end = self.whole.len().saturating_sub(at.len()).max(counted);
        let between = self.whole.get(counted..end).unwrap_or_default();
        self.counted = (end, lines + between.matches('\n').count());
        (self.remark)(self.counted.1, message);
    }

    /// Takes what begins with a special character; returns what is left.
    fn special(&mut self, text: &'t str) -> &'t str {
        let mut chars = text.chars();
        let first = chars.next().unwrap_or(' ');
        let behind = chars.as_str();
        let taken = match first {
            '`' => self.backtick(text),
            '*' => self.emphasis(text),
            '@' => self.at_name(behind),
            ':' => self.address(text),
            _ => None,
        };
        if let Some(rest) = taken {
            return rest;
        }
        if first == '\\' {
            // A backslash takes the meaning from the next character; before a space it is nothing.
            let next = chars.next().unwrap_or('\\');
            if !next.is_whitespace() {
                self.plain(next.encode_utf8(&mut [0; 4]));
            }
            return chars.as_str();
        }
        self.plain(first.encode_utf8(&mut [0; 4]));
        behind
    }

    fn at_word_start(&self) -> bool {
        !self.previous.is_alphanumeric() && self.previous != '_'
    }

    /// Literals (two backticks), roles, references and hyperlinks (one).
    fn backtick(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some(behind) = text.strip_prefix("``") {
            let Some((content, rest)) = behind.split_once("``") else {
                self.remark(text, "a literal has no end".to_owned());
                return None;
            };
            // The end is the last backtick of a run.
            let rest_behind = rest.trim_start_matches('`');
            let extra = rest.len() - rest_behind.len();
            let content = format!("{content}{}", "`".repeat(extra));
            self.code(&content);
            return Some(rest_behind);
        }
        let (content, rest) = interpreted(text.strip_prefix('`')?)?;
        let role = self.take_role();
        let (title, target) = match content.split_once('<') {
            Some((title, target)) => (title.trim(), target.trim_end_matches('>')),
            None => ("", content),
        };
        if let Some(rest) = rest.strip_prefix("__").or_else(|| rest.strip_prefix('_')) {
            self.hyperlink(text, title, target);
            return Some(rest);
        }
        match role.as_deref() {
            None => self.reference(target, title),
            Some(role) if role.starts_with("qapi") => {
                let target = target.trim_start_matches(['~', '!']);
                if self.names.definition(target).is_none() {
                    self.remark(
                        text,
                        format!("there is nothing called '{target}' in the schema"),
                    );
                }
                self.reference(target, title);
            }
            Some("doc" | "ref") => {
                let shown = if title.is_empty() { target } else { title };
                self.remark(
                    text,
                    format!(
                        "the link to '{target}' leads out of the schema, so only its text is kept"
                    ),
                );
                self.plain(shown);
            }
            Some("emphasis" | "title-reference" | "title" | "t") => {
                self.push(Inline::Emphasis(vec![Inline::Text(content.to_owned())]));
            }
            Some("strong") => self.push(Inline::Strong(vec![Inline::Text(content.to_owned())])),
            Some(
                "literal" | "code" | "command" | "file" | "option" | "kbd" | "samp" | "envvar",
            ) => {
                self.code(content);
            }
            Some(role) => {
                self.remark(text, format!("the role '{role}' is not understood"));
                self.code(content);
            }
        }
        Some(rest)
    }

    fn hyperlink(&mut self, at: &str, title: &str, target: &str) {
        if target.contains("://") {
            let address: String = target.split_whitespace().collect();
            let text = if title.is_empty() { &address } else { title };
            let text = in_one_line(text);
            self.push(Inline::Link { text, address });
            return;
        }
        self.remark(
            at,
            format!("the link '{target}' leads nowhere, so only its text is kept"),
        );
        self.plain(if title.is_empty() { target } else { title });
    }

    /// Takes a `:role:` that ends what was read so far.
    fn take_role(&mut self) -> Option<String> {
        let body = self.text.strip_suffix(':')?;
        let head =
            body.trim_end_matches(|c: char| c.is_ascii_lowercase() || matches!(c, '-' | '+' | ':'));
        let role = body.get(head.len()..)?.strip_prefix(':')?.to_owned();
        if role.is_empty() {
            return None;
        }
        let length = head.len();
        self.text.truncate(length);
        Some(role)
    }

    /// A name in single backticks: that of a definition, or else of a member.
    fn reference(&mut self, name: &str, title: &str) {
        let target = self.names.definition(name);
        let target = target.or_else(|| self.names.member(name));
        let shown = if title.is_empty() { name } else { title };
        let name = in_one_line(shown);
        self.push(Inline::Name { name, target });
    }

    /// `@name`: a member of the definition at hand, or else whatever goes by that name.
    fn at_name(&mut self, behind: &'t str) -> Option<&'t str> {
        if !self.at_word_start() {
            return None;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let end = behind.find(|c| !is_part(c)).unwrap_or(behind.len());
        let name = behind.get(..end)?.trim_end_matches(['.', '-']);
        if !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return None;
        }
        let target = self.names.member(name);
        let target = target.or_else(|| self.names.definition(name));
        self.push(Inline::Name {
            name: name.to_owned(),
            target,
        });
        behind.get(name.len()..)
    }

    fn emphasis(&mut self, text: &'t str) -> Option<&'t str> {
        if !self.at_word_start() || self.nested {
            return None;
        }
        let mark = if text.starts_with("**") { "**" } else { "*" };
        let (content, rest) = text.strip_prefix(mark)?.split_once(mark)?;
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
        if !solid(content.chars().next())
            || !solid(content.chars().next_back())
            || rest.starts_with(|c: char| c == '*' || c.is_alphanumeric())
        {
            return None;
        }
        self.flush();
        let outer = std::mem::take(&mut self.list);
        (self.nested, self.previous) = (true, ' ');
        self.read(content);
        self.flush();
        self.nested = false;
        let inner = std::mem::replace(&mut self.list, outer);
        self.push(if mark == "**" {
            Inline::Strong(inner)
        } else {
            Inline::Emphasis(inner)
        });
        Some(rest)
    }

    /// `://` behind `http` or `https`: a bare address.
    fn address(&mut self, text: &'t str) -> Option<&'t str> {
        let behind = text.strip_prefix("://")?;
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| self.text.ends_with(scheme))?;
        let end = behind
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'))
            .unwrap_or(behind.len());
        let address = behind
            .get(..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', '*', '_', '`']);
        if address.is_empty() {
            return None;
        }
        let start = self.text.len() - scheme.len();
        self.text.truncate(start);
        let address_end = address.len();
        let address = format!("{scheme}://{address}");
        let mut rest = behind.get(address_end..)?;
        if let (Some(head), Some(behind)) = (self.text.strip_suffix('<'), rest.strip_prefix('>')) {
            let length = head.len();
            self.text.truncate(length);
            rest = behind;
        }
        self.push(Inline::Link {
            text: address.clone(),
            address,
        });
        Some(rest)
    }

    fn code(&mut self, content: &str) {
        if content.trim().is_empty() {
            self.previous = '`';
        } else {
            self.push(Inline::Code(in_one_line(content)));
        }
    }
}
