//! The invariants of every input, valid or not. The fuzz targets use this file too.
use qapi_parser::{
    Diagnostic, Edition, Loader, Outcome, Renderer, Severity, SourceMap, Span, check, dump,
};

/// The number of diagnostics of a run that are drawn: drawing costs more than checking.
const DRAWN: usize = 4;

/// Checks files in both editions and asserts the invariants of the outcomes. Returns them in the
/// order latest, auto; `None` if there is no top file.
pub(crate) fn check_both(loader: &dyn Loader, top: &str) -> Option<(Outcome, Outcome)> {
    let latest = check(loader, top, Edition::Latest).ok()?;
    let auto = check(loader, top, Edition::Auto).ok()?;
    assert_sound(&latest);
    assert_sound(&auto);
    if let Some(schema) = &latest.schema {
        let older = auto.schema.as_ref();
        let older = older.expect("edition auto accepts what the latest accepts");
        assert_eq!(
            dump(schema, false),
            dump(older, false),
            "the editions disagree"
        );
    }
    Some((latest, auto))
}

/// Asserts the invariants of an outcome.
pub(crate) fn assert_sound(outcome: &Outcome) {
    let sources = &outcome.sources;
    assert_eq!(
        outcome.schema.is_some(),
        !outcome.has_errors(),
        "a schema if, and only if, nothing is an error"
    );
    let places: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|found| (found.span.file, found.span.start))
        .collect();
    assert!(
        places.is_sorted(),
        "diagnostics stand in the order of the text"
    );
    for (index, found) in outcome.diagnostics.iter().enumerate() {
        assert_places(found, sources);
        assert_one_line(found, sources);
        if index < DRAWN {
            let drawn = Renderer::new(false).render(found, sources);
            assert!(drawn.contains(found.code.as_str()), "{drawn}");
        }
    }
    if let Some(schema) = &outcome.schema {
        let text = dump(schema, true);
        assert!(text.starts_with("module ./builtin\n"), "{text}");
    }
}

/// Asserts that every span of a diagnostic is in its file, between characters.
fn assert_places(found: &Diagnostic, sources: &SourceMap) {
    assert_span(found.span, sources);
    for label in &found.labels {
        assert_span(label.span, sources);
    }
    if let Some(definition) = &found.definition {
        assert_span(definition.span, sources);
        assert_span(definition.name_span, sources);
    }
    for include in found.included_from(sources) {
        assert_span(include, sources);
    }
}

fn assert_span(span: Span, sources: &SourceMap) {
    let text = sources
        .file(span.file)
        .expect("a file that was read")
        .text();
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(
        text.get(start..end).is_some(),
        "{start}..{end} of {} bytes",
        text.len()
    );
}

/// Asserts that the one-line forms contain no line end, and contain their parts.
fn assert_one_line(found: &Diagnostic, sources: &SourceMap) {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let short = found.short(sources);
    assert!(
        short.contains(&format!(": {severity}[{}]: ", found.code)),
        "{short}"
    );
    let json = found.json(sources);
    assert!(json.starts_with('{') && json.ends_with('}'), "{json}");
    let github = found.github(sources);
    assert!(
        github.starts_with(&format!("::{severity} file=")),
        "{github}"
    );
    for line in [&json, &github] {
        assert!(!line.contains(['\n', '\r']), "{line:?}");
    }
}
