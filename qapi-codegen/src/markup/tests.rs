//! Tests of the markup: small texts, and the tree that each becomes in a short form.

use super::{Block, Headings, Inline, Names, parse};

/// Knows the definition `Ward` and its member `bed-no`.
struct Known;

impl Names for Known {
    fn member(&self, name: &str) -> Option<String> {
        (name == "bed-no").then(|| "Ward.bed-no".to_owned())
    }

    fn definition(&self, name: &str) -> Option<String> {
        (name == "Ward").then(|| name.to_owned())
    }
}

/// Inline markup in a short form: `{code}`, `[name>target]`, `(text>address)`, `/emphasis/`, `!strong!`.
fn inlines(list: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.replace('\n', "~"),
        Inline::Code(text) => format!("{{{text}}}"),
        Inline::Name { name, target } => format!("[{name}>{}]", target.as_deref().unwrap_or("")),
        Inline::Link { text, address } => format!("({text}>{address})"),
        Inline::Emphasis(inner) => format!("/{}/", inlines(inner)),
        Inline::Strong(inner) => format!("!{}!", inlines(inner)),
    };
    list.iter().map(one).collect()
}

/// Blocks in a short form: a letter, and what is in it in parentheses.
fn blocks(list: &[Block]) -> String {
    let items = |items: &[Vec<Block>]| -> String {
        items.iter().map(|it| format!("<{}>", blocks(it))).collect()
    };
    let one = |block: &Block| match block {
        Block::Paragraph(text) => format!("p({})", inlines(text)),
        Block::Bullets(list) => format!("b({})", items(list)),
        Block::Numbers { first, items: list } => {
            format!("{first}({})", items(list))
        }
        Block::Quote(inner) => format!("q({})", blocks(inner)),
        Block::Code(text) => format!("c({})", text.replace('\n', "~")),
        Block::Example { title, body } => format!("e({}: {})", inlines(title), blocks(body)),
        Block::Note { label, body } => format!("n({}: {})", inlines(label), blocks(body)),
        Block::Table { title, head, rows } => {
            let row = |row: &Vec<Vec<Inline>>| {
                let cells: Vec<String> = row.iter().map(|cell| inlines(cell)).collect();
                format!("<{}>", cells.join("|"))
            };
            let rows: String = rows.iter().map(row).collect();
            format!("t({}: {}{rows})", inlines(title), row(head))
        }
        Block::Heading { level, text } => format!("h{level}({})", inlines(text)),
    };
    list.iter().map(one).collect()
}

#[track_caller]
fn understood(text: &str, expected: &str) {
    let (found, remarks) = parse(text, &Known, &mut Headings::default());
    assert_eq!(blocks(&found), expected, "{text}");
    assert_eq!(remarks, [], "{text}");
}

#[track_caller]
fn remarked(text: &str, expected: &str, line: usize, message: &str) {
    let (found, remarks) = parse(text, &Known, &mut Headings::default());
    assert_eq!(blocks(&found), expected, "{text}");
    let remarks: Vec<_> = remarks.iter().map(|it| (it.line, &*it.message)).collect();
    assert_eq!(remarks, [(line, message)], "{text}");
}

#[test]
fn paragraphs_go_on_however_they_are_indented() {
    understood("", "");
    understood("a\nb\n\nc", "p(a~b)p(c)");
    understood("a\n      b\n\n      c", "p(a~b)p(c)");
    understood("a\n        b\n\n    c", "p(a~b)p(c)");
    understood("a\n\nb\n\n  c", "p(a)p(b)q(p(c))");
    understood("in\n2. a", "p(in~2. a)");
}

#[test]
fn lists_hold_what_is_indented_below_them() {
    understood("- a\n  b\n\n  c\n- d", "b(<p(a~b)p(c)><p(d)>)");
    understood("a:\n\n  * b\n  * c", "p(a:)b(<p(b)><p(c)>)");
    understood("a:\n- b", "p(a:)b(<p(b)>)");
    understood("- a\nb", "b(<p(a~b)>)");
    understood("- a\n  - b\n- c", "b(<p(a)b(<p(b)>)><p(c)>)");
    understood("3. a\n4. b\n\nc", "3(<p(a)><p(b)>)p(c)");
    understood("1) a\n\n2) b", "1(<p(a)><p(b)>)");
    understood("- a::\n\n    b", "b(<p(a:)c(b)>)");
    understood("-\n  a", "b(<p(a)>)");
    // Behind a tag, the items below stand further in than the first.
    understood("- a\n       - b", "b(<p(a)><p(b)>)");
}

#[test]
fn literal_blocks_keep_their_lines() {
    understood("a::\n\n  b\n    c\n\n  d\n\ne", "p(a:)c(b~  c~~d)p(e)");
    understood("::\n\n  b", "c(b)");
    understood("a ::\n\n  b", "p(a)c(b)");
    understood("-> { }\n<- { }\n\na", "c(-> { }~<- { })p(a)");
    remarked(
        "a::\n\nb",
        "p(a::)p(b)",
        0,
        "'::' announces a literal block that does not follow",
    );
}

#[test]
fn headings_rank_as_they_are_met() {
    understood("= A\n\n== B", "h1(A)h2(B)");
    understood(
        "***\nAaa\n***\n\nBbb\n===\n\nCcc\n---\n\nDdd\n===",
        "h1(Aaa)h2(Bbb)h3(Ccc)h2(Ddd)",
    );
    understood("-1 == b", "p(-1 == b)");
}

#[test]
fn directives_set_text_apart() {
    understood(".. note:: a\n   b\n\n   c\n\nd", "n(Note: p(a~b)p(c))p(d)");
    understood(".. admonition:: T\n\n   a", "n(T: p(a))");
    understood(".. note::\n   - a", "n(Note: b(<p(a)>))");
    understood(".. a comment\n   of two lines\n\na", "p(a)");
    understood(".. code-block:: C\n\n   int a;", "c(int a;)");
    remarked(
        ".. odd:: a\n   b",
        "c(.. odd:: a~   b)",
        0,
        "the directive 'odd' is not understood",
    );
    remarked(
        "a\n\n.. |b| image:: c",
        "p(a)c(.. |b| image:: c)",
        2,
        "'.. |b| image:: c' is not understood",
    );
}

#[test]
fn examples_have_titles_and_text_between() {
    understood(".. qmp-example::\n\n   -> a\n     b", "e(: c(-> a~  b))");
    understood(
        ".. qmp-example::\n   :title: A ``b``\n\n   -> a",
        "e(A {b}: c(-> a))",
    );
    understood(
        ".. qmp-example::\n  :annotated:\n\n  a::\n\n    -> b\n\n  c",
        "e(: p(a:)c(-> b)p(c))",
    );
    remarked(
        ".. qmp-example::\n   :color: red\n\n   -> a",
        "e(: c(-> a))",
        1,
        "the option 'color' of an example is not understood",
    );
}

#[test]
fn tables_have_columns() {
    understood("== ==\na  b\n== ==\nc  d e\n== ==", "t(: <a|b><c|d e>)");
    understood(
        ".. table:: T\n   :widths: auto\n\n   == ==\n   a  b\n   == ==",
        "t(T: <><a|b>)",
    );
    remarked(
        "+--+\n|a |\n+--+",
        "c(+--+~|a |~+--+)",
        0,
        "a drawn table or block of lines is kept as it is",
    );
}

#[test]
fn names_lead_where_they_are_known() {
    understood(
        "a @bed-no, `Ward`.",
        "p(a [bed-no>Ward.bed-no], [Ward>Ward].)",
    );
    understood("@Ward and @other; a@b", "p([Ward>Ward] and [other>]; a@b)");
    understood(":qapi:type:`Ward`", "p([Ward>Ward])");
    remarked(
        "a\n:qapi:type:`Wart`",
        "p(a~[Wart>])",
        1,
        "there is nothing called 'Wart' in the schema",
    );
}

#[test]
fn inline_markup_is_what_rst_takes_for_it() {
    understood("a ``b\n c`` ````", "p(a {b c} )");
    understood(
        "*a* **b @bed-no** 2 * 3 * 4",
        "p(/a/ !b [bed-no>Ward.bed-no]! 2 * 3 * 4)",
    );
    understood("a*b* \\*c\\* d\\ e", "p(a*b* *c* de)");
    understood(
        "see http://a.org/b, <https://c.org>.",
        "p(see (http://a.org/b>http://a.org/b), (https://c.org>https://c.org).)",
    );
    understood("`so' or `so'\n`so' a`b", "p(`so' or `so'~`so' a`b)");
    understood("`the page <https://a.org>`_", "p((the page>https://a.org))");
    remarked("a ``b", "p(a ``b)", 0, "a literal has no end");
    remarked(
        ":doc:`The page </x>`",
        "p(The page)",
        0,
        "the link to '/x' leads out of the schema, so only its text is kept",
    );
    remarked(":odd:`a`", "p({a})", 0, "the role 'odd' is not understood");
}

#[test]
fn deep_nesting_ends_in_kept_lines() {
    let text: String = (0..40)
        .map(|at| format!("{}- a\n\n", "  ".repeat(at)))
        .collect();
    let (found, remarks) = parse(&text, &Known, &mut Headings::default());
    assert!(blocks(&found).contains("c(a~~"));
    assert_eq!(remarks.len(), 1);
}
