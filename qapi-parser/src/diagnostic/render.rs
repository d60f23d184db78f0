//! Diagnostics drawn as rustc draws them: source lines, marks below them, notes.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{SourceMap, Span};

/// Draws diagnostics.
#[derive(Debug, Clone)]
pub struct Renderer {
    inner: annotate_snippets::Renderer,
}

impl Renderer {
    /// Draws in plain ASCII, or with the colours of a terminal.
    #[must_use]
    pub fn new(colour: bool) -> Self {
        let inner = if colour {
            annotate_snippets::Renderer::styled()
        } else {
            annotate_snippets::Renderer::plain()
        };
        Self {
            inner: inner.decor_style(DecorStyle::Ascii),
        }
    }

    /// Draws one diagnostic, without a line end behind it.
    #[must_use]
    pub fn render(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .primary_title(&*diagnostic.message)
            .id(diagnostic.code.as_str());
        let mut group = Group::with_title(title);
        let mut files = vec![diagnostic.span.file];
        for label in &diagnostic.labels {
            if !files.contains(&label.span.file) {
                files.push(label.span.file);
            }
        }
        for file in files {
            let Some(source) = sources.file(file) else {
                continue;
            };
            let mut snippet = Snippet::source(source.text())
                .path(source.path())
                .fold(true);
            if diagnostic.span.file == file {
                let range = visible(diagnostic.span, source.text());
                let mark = AnnotationKind::Primary.span(range);
                snippet = snippet.annotation(match diagnostic.label.as_deref() {
                    Some(label) => mark.label(label),
                    None => mark,
                });
            }
            for label in diagnostic
                .labels
                .iter()
                .filter(|label| label.span.file == file)
            {
                let mark = AnnotationKind::Context.span(visible(label.span, source.text()));
                snippet = snippet.annotation(mark.label(&*label.text));
            }
            group = group.element(snippet);
        }
        for site in diagnostic.included_from(sources).into_iter().rev() {
            let at = sources.start(site);
            group = group.element(Level::NOTE.message("included from here"));
            group = group.element(
                Origin::path(sources.path(site))
                    .line(at.line)
                    .char_column(at.column),
            );
        }
        if let Some(definition) = &diagnostic.definition {
            group = group.element(
                Level::NOTE.message(format!("in {} '{}'", definition.kind, definition.name)),
            );
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(&**help));
        }
        self.inner.render(&[group])
    }
}

/// The part of a span that is worth a mark: its first line.
fn visible(span: Span, text: &str) -> std::ops::Range<usize> {
    let (start, end) = (span.start as usize, span.end as usize);
    let covered = text.get(start..end).unwrap_or("");
    let first = covered.find(['\n', '\r']).unwrap_or(covered.len());
    start..start + first
}
