//! Inline markup: rST within a paragraph to Markdown that rustdoc takes without a warning.
//!
//! What is no markup in rST must not become any in Markdown, so everything that could is escaped. Block
//! structure lives in [`blocks`](super::blocks).

/// Where a name in a text leads.
pub(crate) trait Links {
    /// The path, for an intra-doc link, of a member, value or branch of the definition at hand.
    fn member(&self, name: &str) -> Option<String>;

    /// The path of a type, command or event.
    fn definition(&self, name: &str) -> Option<String>;
}

/// For texts that cannot link: every name is set as code.
pub(crate) struct NoLinks;

impl Links for NoLinks {
    fn member(&self, _: &str) -> Option<String> {
        None
    }

    fn definition(&self, _: &str) -> Option<String> {
        None
    }
}

/// Converts the text of one paragraph. Lines stay lines, except within code.
pub(crate) fn convert(text: &str, links: &dyn Links) -> String {
    let mut writer = Writer {
        out: String::with_capacity(text.len() + text.len() / 8),
        previous: ' ',
        links,
    };
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (plain, special) = rest.split_at(at);
        writer.plain(plain);
        rest = writer.special(special);
    }
    writer.plain(rest);
    writer.out
}

fn is_special(c: char) -> bool {
    matches!(
        c,
        '`' | '@' | '*' | '[' | ']' | '<' | '\\' | '&' | '_' | '|' | '~' | ':' | '-'
    )
}

struct Writer<'a> {
    out: String,
    /// The character before what comes next, a space at the start.
    previous: char,
    links: &'a dyn Links,
}

impl<'a> Writer<'a> {
    fn plain(&mut self, text: &str) {
        self.out.push_str(text);
        self.previous = text.chars().next_back().unwrap_or(self.previous);
    }

    /// Takes what begins with a special character; returns what is left.
    fn special<'t>(&mut self, text: &'t str) -> &'t str {
        let mut chars = text.chars();
        let first = chars.next().unwrap_or(' ');
        let behind = chars.as_str();
        let next = chars.next().unwrap_or(' ');
        let taken = match first {
            '`' => self.backtick(text),
            '*' => self
                .emphasis(text, "**")
                .or_else(|| self.emphasis(text, "*")),
            '@' => self.at_name(behind),
            ':' => self.url(text),
            _ => None,
        };
        if let Some(rest) = taken {
            return rest;
        }
        match first {
            // In rST a backslash takes the meaning from the next character; before a space it is nothing.
            '\\' if next.is_whitespace() => return chars.as_str(),
            '\\' => {
                if next.is_ascii_punctuation() {
                    self.out.push('\\');
                }
                self.plain(next.encode_utf8(&mut [0; 4]));
                return chars.as_str();
            }
            '_' if self.previous.is_alphanumeric() && next.is_alphanumeric() => {}
            // Two dashes would become one long one.
            '-' if self.previous != '-' && next != '-' => {}
            '&' if next.is_whitespace() => {}
            ':' | '@' => {}
            _ => self.out.push('\\'),
        }
        self.out.push(first);
        self.previous = first;
        behind
    }

    fn at_word_start(&self) -> bool {
        !self.previous.is_alphanumeric() && self.previous != '_'
    }

    /// Literals (two backticks), roles, references and hyperlinks (one).
    fn backtick<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some((content, rest)) = text
            .strip_prefix("``")
            .and_then(|text| text.split_once("``"))
        {
            // The end is the last backtick of a run.
            let extra = rest.len() - rest.trim_start_matches('`').len();
            let content = format!("{content}{}", "`".repeat(extra));
            self.code(&content);
            return Some(rest.trim_start_matches('`'));
        }
        let (content, rest) = text.strip_prefix('`')?.split_once('`')?;
        if content.is_empty() || content.starts_with(char::is_whitespace) {
            return None;
        }
        let role = self.take_role();
        let (title, target) = match content.split_once('<') {
            Some((title, target)) => (title.trim(), target.trim_end_matches('>')),
            None => ("", content),
        };
        if let Some(rest) = rest.strip_prefix("__").or_else(|| rest.strip_prefix('_')) {
            if target.contains("://") && !title.is_empty() {
                let title = convert(title, &NoLinks);
                let target: String = target.split_whitespace().collect();
                self.plain(&format!("[{title}](<{target}>)"));
            } else {
                self.plain(&convert(target, &NoLinks));
            }
            return Some(rest);
        }
        if !title.is_empty() {
            self.plain(&convert(title, &NoLinks));
        } else if role.is_none_or(|role| role.starts_with("qapi")) {
            self.reference(target.trim_start_matches(['~', '!']));
        } else {
            self.code(target);
        }
        Some(rest)
    }

    /// Takes a `:role:` that ends what was written so far.
    fn take_role(&mut self) -> Option<String> {
        let body = self.out.strip_suffix(':')?;
        let head =
            body.trim_end_matches(|c: char| c.is_ascii_lowercase() || matches!(c, '-' | '+' | ':'));
        let role = body.get(head.len()..)?.strip_prefix(':')?.to_owned();
        if role.is_empty() {
            return None;
        }
        let length = head.len();
        self.out.truncate(length);
        Some(role)
    }

    fn reference(&mut self, name: &str) {
        let path = self
            .links
            .definition(name)
            .or_else(|| self.links.member(name));
        self.linked(name, path);
    }

    fn linked(&mut self, name: &str, path: Option<String>) {
        self.code(name);
        if let Some(path) = path {
            // The code just written is the link's text.
            let at = self.out.len() - name.len() - 2;
            self.out.insert(at, '[');
            self.out.push(']');
            // Rustdoc finds what the text itself names.
            if path != name {
                self.out.push_str(&format!("({path})"));
            }
            self.previous = ')';
        }
    }

    /// `@name`: a member of the definition at hand, or else whatever goes by that name.
    fn at_name<'t>(&mut self, behind: &'t str) -> Option<&'t str> {
        if !self.at_word_start() {
            return None;
        }
        let run =
            behind.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
        let name = behind
            .get(..run.unwrap_or(behind.len()))?
            .trim_end_matches(['.', '-']);
        if !name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return None;
        }
        let path = self
            .links
            .member(name)
            .or_else(|| self.links.definition(name));
        self.linked(name, path);
        behind.get(name.len()..)
    }

    fn emphasis<'t>(&mut self, text: &'t str, mark: &str) -> Option<&'t str> {
        if !self.at_word_start() {
            return None;
        }
        let (content, rest) = text.strip_prefix(mark)?.split_once(mark)?;
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
        if !solid(content.chars().next())
            || !solid(content.chars().next_back())
            || rest.starts_with('*')
        {
            return None;
        }
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        self.out.push_str(mark);
        // Emphasis does not nest in rST, so there is at most code within.
        let content = convert(content, self.links);
        self.out.push_str(&content);
        self.plain(mark);
        Some(rest)
    }

    /// `://` behind `http` or `https`: a bare address, which rustdoc wants in angle brackets.
    fn url<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let behind = text.strip_prefix("://")?;
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| self.out.ends_with(scheme))?;
        let end = behind
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'))
            .unwrap_or(behind.len());
        let address = behind
            .get(..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', '*', '_', '`']);
        if address.is_empty() {
            return None;
        }
        self.out.truncate(self.out.len() - scheme.len());
        let mut rest = behind.get(address.len()..)?;
        if let (Some(head), Some(behind)) = (self.out.strip_suffix("\\<"), rest.strip_prefix('>')) {
            self.out.truncate(head.len());
            rest = behind;
        }
        self.plain(&format!("<{scheme}://{address}>"));
        Some(rest)
    }

    fn code(&mut self, content: &str) {
        // A line of code must not begin with what would be block structure, so it is one line.
        let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
        if content.is_empty() {
            return;
        }
        if content.contains('`') {
            let longest = content.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest + 1);
            self.plain(&format!("{fence} {content} {fence}"));
        } else {
            self.out.push('`');
            self.out.push_str(&content);
            self.plain("`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Known;

    impl Links for Known {
        fn member(&self, name: &str) -> Option<String> {
            (name == "buf-b64").then(|| "field@Read::buf_b64".to_owned())
        }

        fn definition(&self, name: &str) -> Option<String> {
            (name == "guest-ping").then(|| "super::commands::GuestPing".to_owned())
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(convert(text, &Known), expected);
    }

    #[test]
    fn names_become_links_where_they_lead_somewhere() {
        check(
            "see `guest-ping`.",
            "see [`guest-ping`](super::commands::GuestPing).",
        );
        check("the @buf-b64.", "the [`buf-b64`](field@Read::buf_b64).");
        check("not @other, nor a@b", "not `other`, nor a@b");
        check(
            ":qapi:cmd:`guest-ping`",
            "[`guest-ping`](super::commands::GuestPing)",
        );
        check(
            "in :ref:`some-page` or :doc:`The page </x>`",
            "in `some-page` or The page",
        );
    }

    #[test]
    fn literals_are_code() {
        check("a ``{ \"x\": [1] }``, b", "a `{ \"x\": [1] }`, b");
        check("``two\nlines``", "`two lines`");
        check("````", "");
        check("a lone ` tick", "a lone \\` tick");
        check("``a`b``", "`` a`b ``");
    }

    #[test]
    fn what_is_no_markup_stays_none() {
        check(
            "a[0] <b> x|y ~z \\* & _c_ d_e",
            "a\\[0\\] \\<b> x\\|y \\~z \\* & \\_c\\_ d_e",
        );
        check("2 * 3 * 4, --opt", "2 \\* 3 \\* 4, \\-\\-opt");
    }

    #[test]
    fn emphasis_and_addresses() {
        check(
            "an *important* and **strong** word",
            "an *important* and **strong** word",
        );
        check("at http://a.org/b, or", "at <http://a.org/b>, or");
        check(
            "<https://a.org> and \"http://\"",
            "<https://a.org> and \"http://\"",
        );
        check("`the page <https://a.org>`_", "[the page](<https://a.org>)");
    }
}
