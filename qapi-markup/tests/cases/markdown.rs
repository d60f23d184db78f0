//! The Markdown of small texts.

use qapi_markup::{Markdown, Name, Parser};

#[track_caller]
fn written(text: &str, expected: &str) {
    let known = |name: Name<'_>| match name {
        Name::Definition("Ward") => Some("Ward".to_owned()),
        _ => None,
    };
    let document = Parser::new().resolve(&known).parse(text);
    let address = |target: &str| Some(format!("#{target}"));
    let writer = Markdown::new().address(&address);
    assert_eq!(writer.document(&document), expected);
}

#[test]
fn what_is_no_markup_stays_none() {
    written(
        "a[0] <b> x|y ~z & _c_ d_e &f",
        "a\\[0\\] \\<b> x\\|y \\~z & \\_c\\_ d_e \\&f",
    );
    written("a\n2. b\n# c", "a\n2\\. b\n\\# c");
}

#[test]
fn inline_markup_has_its_own() {
    written(
        "`Ward` @bed *a* **b** ``c`d``",
        "[`Ward`](#Ward) `bed` *a* **b** `` c`d ``",
    );
    written(
        "http://a.org, `b <http://c.org>`_",
        "<http://a.org>, [b](<http://c.org>)",
    );
}

#[test]
fn without_an_address_a_name_is_no_link() {
    let document = Parser::new()
        .resolve(&|_| Some("a".to_owned()))
        .parse("@a `b`");
    assert_eq!(Markdown::new().document(&document), "[`a`] [`b`](a)");
    let writer = Markdown::new().address(&|_| None);
    assert_eq!(writer.document(&document), "`a` `b`");
}

#[test]
fn blocks_nest_by_indentation() {
    written(
        "- a\n- b\n\n  c::\n\n    d",
        "- a\n\n- b\n\n  c:\n\n  ```text\n  d\n  ```",
    );
    written("9. a\n10. b", "9. a\n10. b");
    written("a) b\n\n   c\nb) d", "- a) b\n\n  c\n\n- b) d");
    written(
        ".. note:: a\n   b\n\n   - c",
        "> **Note:** a\n> b\n>\n> - c",
    );
    written("a\n\n  b", "a\n\n> b");
    written(":a: b\n:c:", "- **a:** b\n- **c:**");
}

#[test]
fn examples_are_titled_where_code_does_not_tell() {
    written(".. qmp-example::\n\n   a", "```text\na\n```");
    written(
        ".. qmp-example::\n   :title: T\n\n   a",
        "**Example:** T\n\n```text\na\n```",
    );
    written(
        ".. qmp-example::\n   :annotated:\n\n   a",
        "**Example:**\n\na",
    );
}

#[test]
fn tables_have_their_lines() {
    written(
        "== ==\na  b\n== ==\nc  d|e\n== ==",
        "| a | b |\n| --- | --- |\n| c | d\\|e |",
    );
    written(
        ".. table:: T\n\n   == ==\n   a  b\n   == ==",
        "**T**\n\n|  |  |\n| --- | --- |\n| a | b |",
    );
}

#[test]
fn comments_are_not_written() {
    written("a\n\n.. b\n\nc", "a\n\nc");
    written(".. b\n\nc", "c");
    written("- a\n\n  .. b\n- c", "- a\n- c");
    written(".. note::\n   .. b\n\n   c", "> **Note:** c");
}
