//! The report for a terminal: grouped by command, each finding drawn like an error of rustc, with
//! both places.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Drawn, Renderer, Snippet};
use qapi_parser::{SourceMap, Span};

use crate::diff::finding::{Comparison, Finding, Place, Subject};
use crate::diff::level::Level;

/// The number of bytes before and after a place that a drawing may include. Longer lines are not
/// drawn.
const LINE: usize = 500;

/// Draws comparisons.
#[derive(Debug, Clone)]
pub struct Human {
    renderer: Renderer,
    drawn_from: Level,
}

impl Human {
    /// Draws in plain ASCII, or with the colours of a terminal. Findings below `drawn_from` get one
    /// line each.
    #[must_use]
    pub fn new(colour: bool, drawn_from: Level) -> Self {
        let renderer = match colour {
            true => Renderer::styled(),
            false => Renderer::plain(),
        };
        Self {
            renderer: renderer.decor_style(DecorStyle::Ascii),
            drawn_from,
        }
    }

    /// Returns the whole report, with a final line feed: findings, remarks, and a summary.
    #[must_use]
    pub fn report(&self, comparison: &Comparison) -> String {
        let mut out = String::new();
        for group in comparison.groups() {
            if let Some(reach) = group.first().and_then(|finding| finding.reaches.first()) {
                out.push_str(&format!("{} {}\n\n", reach.kind, reach.name));
            }
            let (drawn, listed): (Vec<&Finding>, Vec<&Finding>) = group
                .into_iter()
                .partition(|finding| finding.level >= self.drawn_from);
            for finding in &drawn {
                out.push_str(&self.draw(comparison, finding));
                out.push_str("\n\n");
            }
            for finding in &listed {
                out.push_str(&line(comparison, finding));
            }
            if !listed.is_empty() {
                out.push('\n');
            }
        }
        for remark in &comparison.remarks {
            let title = Drawn::WARNING.primary_title(&**remark);
            out.push_str(&self.renderer.render(&[Group::with_title(title)]));
            out.push_str("\n\n");
        }
        out.push_str(&comparison.summary());
        out.push('\n');
        out
    }

    fn draw(&self, comparison: &Comparison, finding: &Finding) -> String {
        let level = match finding.level {
            Level::Breaking => Drawn::ERROR.with_name("breaking"),
            Level::Warning => Drawn::WARNING,
            Level::Info => Drawn::INFO,
        };
        let title = level.primary_title(&*finding.message).id(finding.rule.id);
        let mut group = Group::with_title(title);
        let (old, new) = (&finding.old, &finding.new);
        // The more exact place comes first.
        let new_first = new.exact;
        let sides = [
            (&comparison.new, new, new_first, label(new, old, "new")),
            (&comparison.old, old, !new_first, label(old, new, "old")),
        ];
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for (sources, place, primary, label) in &sides {
            let drawn = place
                .span
                .and_then(|span| snippet(sources, span, *primary, label));
            if *primary {
                first.extend(drawn)
            } else {
                second.extend(drawn)
            }
        }
        group = group.elements(first).elements(second);
        let mut notes = Vec::new();
        // The heading of the group has the place of a command itself.
        if comparison.subject == Subject::Wire && finding.path().contains(" / ") {
            notes.push(finding.path().to_owned());
        }
        if finding.deprecated {
            notes.push("it was deprecated before".to_owned());
        }
        if finding.reaches.iter().all(|reach| reach.unstable) {
            notes.push("it is unstable, so it counts one level less".to_owned());
        }
        notes.extend(finding.also_reaches());
        let notes = notes.into_iter().map(|note| Drawn::NOTE.message(note));
        group = group.elements(notes);
        let help = finding.help.iter();
        group = group.elements(help.map(|help| Drawn::HELP.message(&**help)));
        self.renderer.render(&[group])
    }
}

/// Returns a finding on one line.
fn line(comparison: &Comparison, finding: &Finding) -> String {
    let place = |sources: &SourceMap, place: &Place| {
        let span = place.span?;
        Some(format!(
            "{}:{}",
            sources.path(span),
            sources.start(span).line
        ))
    };
    let at = match finding.new.exact {
        true => place(&comparison.new, &finding.new),
        false => place(&comparison.old, &finding.old),
    };
    let at = at.map(|at| format!(" ({at})")).unwrap_or_default();
    let also = finding.also_reaches().map(|also| format!("; {also}"));
    format!(
        "{}[{}]: {}{}{}\n",
        finding.level,
        finding.rule.id,
        finding.message,
        at,
        also.unwrap_or_default()
    )
}

/// Returns the label of a place.
fn label(place: &Place, other: &Place, age: &str) -> String {
    match (place.exact, other.exact) {
        (true, true) => age.to_owned(),
        (true, false) if age == "old" => "was here".to_owned(),
        (true, false) => "added here".to_owned(),
        (false, _) if age == "old" => "not in here".to_owned(),
        (false, _) => "no longer in here".to_owned(),
    }
}

/// Returns the line of a place, without other text, whose cost would grow with the file.
fn snippet<'s>(
    sources: &'s SourceMap,
    span: Span,
    primary: bool,
    label: &str,
) -> Option<Snippet<'s, Annotation<'s>>> {
    let file = sources.file(span.file)?;
    let text = file.text();
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.get(..start)?;
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let covered = text.get(start..end)?;
    let end = covered.find(['\n', '\r']).map_or(end, |at| start + at);
    let behind = text.get(end..)?;
    let to = behind.find(['\n', '\r']).map_or(text.len(), |at| end + at);
    let kind = match primary {
        true => AnnotationKind::Primary,
        false => AnnotationKind::Context,
    };
    let position = file.position(span.start);
    let line = match to - from {
        0..LINE => text.get(from..to)?,
        // The line is too long to read.
        _ => covered.get(..end - start)?,
    };
    let offset = if line.len() == to - from {
        start - from
    } else {
        0
    };
    let mark = kind
        .span(offset..offset + (end - start))
        .label(label.to_owned());
    Some(
        Snippet::source(line)
            .line_start(position.line)
            .path(file.path())
            .fold(true)
            .annotation(mark),
    )
}
