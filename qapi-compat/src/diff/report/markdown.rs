//! The report for a pull request: Markdown, the worst findings first, those of level info
//! collapsed.

use std::fmt::Write as _;

use crate::diff::finding::{Comparison, Finding, Subject};
use crate::diff::level::Level;

impl Comparison {
    /// Returns the report in Markdown, with a final line feed.
    #[must_use]
    pub fn markdown(&self) -> String {
        let what = match self.subject {
            Subject::Wire => "Schema changes",
            Subject::Source => "Changes of the generated Rust",
        };
        let mut out = format!("## {what}: {}\n", self.summary());
        for level in Level::ALL {
            self.level(&mut out, level);
        }
        let accepted: Vec<&Finding> = (self.findings.iter())
            .filter(|finding| finding.is_accepted())
            .collect();
        if !accepted.is_empty() {
            fold(&mut out, &format!("{} accepted", accepted.len()), |out| {
                for finding in accepted {
                    item(out, finding);
                    let reason = finding
                        .reaches
                        .iter()
                        .find_map(|reach| reach.accepted.as_ref());
                    let _ = writeln!(out, "  Accepted: {}", reason.map_or("", |reason| reason));
                }
            });
        }
        for remark in &self.remarks {
            let _ = writeln!(out, "\n> {}", escape(remark));
        }
        out
    }

    fn level(&self, out: &mut String, level: Level) {
        let findings = |group: &Vec<_>| {
            group
                .iter()
                .filter(|it: &&&Finding| it.level == level)
                .count()
        };
        let mut groups = self.groups();
        groups.retain(|group| findings(group) > 0);
        let count: usize = groups.iter().map(findings).sum();
        if count == 0 {
            return;
        }
        let list = |out: &mut String| {
            for group in &groups {
                if let Some(reach) = group.first().and_then(|finding| finding.reaches.first()) {
                    let _ = writeln!(out, "\n**{} `{}`**\n", reach.kind, reach.name);
                }
                for finding in group.iter().filter(|finding| finding.level == level) {
                    item(out, finding);
                }
            }
        };
        match level {
            Level::Info => fold(out, &format!("{count} info"), list),
            _ => {
                let _ = writeln!(out, "\n### {}", self.counted(level));
                list(out);
            }
        }
    }
}

fn fold(out: &mut String, title: &str, content: impl FnOnce(&mut String)) {
    let _ = writeln!(out, "\n<details><summary>{title}</summary>\n");
    content(out);
    out.push_str("\n</details>\n");
}

fn item(out: &mut String, finding: &Finding) {
    let _ = write!(out, "* `{}` {}", finding.rule.id, escape(&finding.message));
    if finding.deprecated {
        out.push_str("; it was deprecated");
    }
    let _ = write!(out, " (`{}`)", finding.path());
    if let Some(also) = finding.also_reaches() {
        let _ = write!(out, "; {}", escape(&also));
    }
    if let Some(help) = &finding.help {
        let _ = write!(out, "; {}", escape(help));
    }
    out.push('\n');
}

/// Escapes all markup of Markdown except that of code.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for character in text.chars() {
        code ^= character == '`';
        if !code && matches!(character, '*' | '_' | '<' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
