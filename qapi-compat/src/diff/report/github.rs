//! The report for a workflow: annotations of files and lines of the newer schema.

use std::fmt::Write as _;

use qapi_parser::{Annotation, AnnotationLevel, SourceMap};

use crate::diff::finding::{Comparison, Finding};
use crate::diff::level::Level;

/// The mapping from paths of the newer schema to paths of the repository.
#[derive(Debug, Clone, Copy, Default)]
pub struct GithubPaths<'a> {
    /// The text to remove from the start of each path, such as the `rev:` of a revision.
    pub prefix: &'a str,
}

impl Comparison {
    /// Returns one workflow command on each line. A removed part is reported at its definition. A
    /// removed command or event is reported at the first line of its file, or of the top file if
    /// that is removed too.
    #[must_use]
    pub fn github(&self, paths: GithubPaths<'_>) -> String {
        let mut out = String::new();
        for finding in self
            .findings
            .iter()
            .filter(|finding| !finding.is_accepted())
        {
            let _ = writeln!(out, "{}", self.annotation(finding, paths));
        }
        for remark in &self.remarks {
            let annotation = Annotation::new(AnnotationLevel::Warning, remark);
            let _ = writeln!(out, "{}", annotation.with("title", "qapi-diff.toml"));
        }
        out
    }

    fn annotation(&self, finding: &Finding, paths: GithubPaths<'_>) -> Annotation {
        let level = match finding.level {
            Level::Breaking => AnnotationLevel::Error,
            Level::Warning => AnnotationLevel::Warning,
            Level::Info => AnnotationLevel::Notice,
        };
        let mut message = format!("{}\n{}", finding.message, finding.path());
        if finding.deprecated {
            message.push_str("\nit was deprecated");
        }
        if let Some(also) = finding.also_reaches() {
            let _ = write!(message, "\n{also}");
        }
        if let Some(help) = &finding.help {
            let _ = write!(message, "\n{help}");
        }
        let path = match finding.new.span {
            Some(span) => self.new.path(span),
            None => self.file_without(finding),
        };
        let path = path.strip_prefix(paths.prefix).unwrap_or(path);
        let annotation = Annotation::new(level, message).with("file", path);
        let annotation = match finding.new.span {
            Some(span) => {
                let (start, end) = (self.new.start(span), self.new.end(span));
                annotation
                    .with("line", start.line)
                    .with("endLine", end.line)
            }
            None => annotation.with("line", 1),
        };
        annotation.with("title", finding.rule.id)
    }

    /// Returns the file of the newer schema that lacks a definition: one with the same name as the
    /// old file, or else the top file.
    fn file_without(&self, finding: &Finding) -> &str {
        let old = finding.old.span.map_or("", |span| self.old.path(span));
        let name = |path: &'_ str| path.rsplit(['/', ':']).next().map(str::to_owned);
        let same = |sources: &SourceMap, at: usize| {
            let path = sources.files().nth(at).map_or("", |file| file.path());
            at > 0 && name(path) == name(old)
        };
        let count = self.new.files().len();
        let found = (0..count).find(|&at| same(&self.new, at)).unwrap_or(0);
        self.new.files().nth(found).map_or("", |file| file.path())
    }
}
