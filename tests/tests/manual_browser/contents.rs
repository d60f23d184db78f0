//! The table of contents.

use serde_json::Value;

use crate::shown::{ENTER, ESCAPE, MISSING, NO_QMP, Shown, TAB, WIDTHS, qga, qmp};

/// Enter folds and unfolds the contents. On wide screens, they keep their state.
#[test]
fn the_contents_fold() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    let summary = "document.querySelector('#ui\\\\:contents > summary').focus()";
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        let unfolded = |text: &str| {
            assert_eq!(
                shown.text("document.getElementById('ui:contents').open"),
                text,
                "at {width}"
            );
        };
        let is_narrow = width < 832;
        shown.open("qga.html");
        unfolded(if is_narrow { "false" } else { "true" });
        assert_eq!(shown.browser.run(summary), Value::Null);
        shown.browser.press(ENTER);
        unfolded(if is_narrow { "true" } else { "false" });
        shown.open("index.html");
        unfolded("false");
    }
    // The filters fold, too, and can be reached.
    shown.browser.resize(390, 900);
    shown.open("index.html");
    assert!(!shown.shows("ui:release"));
    let summary = "document.querySelector('#ui\\\\:filters > summary').focus()";
    assert_eq!(shown.browser.run(summary), Value::Null);
    shown.browser.press(ENTER);
    assert!(shown.shows("ui:release"));
    shown.browser.press(TAB);
    assert_eq!(shown.focus(), "ui:release");
    shown.assert_no_complaints();
}

#[test]
fn the_contents_mark_what_is_read() {
    let Some(shown) = Shown::new(&qga(), 1400, 900) else {
        return tests::skip(MISSING);
    };
    let marked = "[...document.querySelectorAll('nav [aria-current]')]\
                  .map((it) => it.getAttribute('aria-current') + ' ' + it.textContent).join()";
    shown.open("qga.html#guest-file-read:count");
    let page = shown.text("document.querySelector('nav [aria-current=page]').textContent");
    assert_eq!(
        shown.text(marked),
        format!("page {page},location guest-file-read")
    );
    // It is in the visible part of the contents.
    let place = "document.querySelector('nav [aria-current=location]').getBoundingClientRect().top";
    assert!((0..900).contains(&shown.number(place)));
    // Scrolling moves the mark.
    let script = "const done = arguments[arguments.length - 1];\
         document.getElementById('guest-fsfreeze-status').scrollIntoView();\
         requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));";
    let _ = shown.browser.run_async(script);
    assert_eq!(
        shown.text(marked),
        format!("page {page},location guest-fsfreeze-status")
    );
    shown.assert_no_complaints();
}

/// The links of the contents by module. Those of other pages come with the filter.
#[test]
fn the_contents_can_be_filtered() {
    let Some(schema) = qmp() else {
        return tests::skip(NO_QMP);
    };
    let Some(shown) = Shown::new(&schema, 1400, 900) else {
        return tests::skip(MISSING);
    };
    let listed = "[...document.querySelectorAll('li.module')].filter((it) => it.checkVisibility())\
         .map((it) => it.firstElementChild.textContent + ': ' + [...it.querySelectorAll('a')]\
         .slice(1).filter((it) => it.checkVisibility()).map((it) => it.textContent).join(' ')).join('\\n')";
    for width in WIDTHS {
        shown.browser.resize(width, 900);
        shown.open("job.html");
        assert_eq!(
            shown.text("[...document.querySelectorAll('nav details details > summary')].map((it) => it.textContent).join()"),
            "Commands 7,Events 1,Types 4"
        );
        let focus = "document.getElementById('ui:contents').open = true;\
                     document.getElementById('ui:narrow').focus()";
        assert_eq!(shown.browser.run(focus), Value::Null);
        shown.browser.press("job dis");
        shown.loaded();
        assert_eq!(
            shown.text(listed),
            "Background jobs: job-dismiss\nBlock core (VM unrelated): block-job-dismiss"
        );
        assert_eq!(
            shown.text("document.getElementById('ui:narrowed').textContent"),
            "2 definitions"
        );
        // The title of a module matches, too.
        shown.browser.press(ESCAPE);
        shown.browser.press("yank feat");
        assert_eq!(shown.text(listed), "Yank feature: ");
        shown.browser.press(ESCAPE);
        assert_eq!(
            shown.text("document.querySelectorAll('li.module[hidden]').length"),
            "0"
        );
        // From the field to a link, and to its target.
        shown.browser.press("job-dism");
        shown.browser.press(TAB);
        assert_eq!(shown.focus(), "Background jobs");
        shown.browser.press(TAB);
        shown.browser.press(ENTER);
        assert!(
            shown
                .text("location.href")
                .ends_with("/job.html#job-dismiss"),
            "{}",
            shown.focus()
        );
    }
    shown.assert_no_complaints();
}
