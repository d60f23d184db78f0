//! Small texts and their trees, in a short form.

use std::collections::BTreeSet;

use qapi_markup::{
    Block, BlockKind, Document, Inline, InlineKind, ListItem, Name, Parser, ProblemCode,
};

/// Knows the definition `Ward` and its member `bed-no`.
fn known(name: Name<'_>) -> Option<String> {
    match name {
        Name::Member("bed-no") => Some("Ward.bed-no".to_owned()),
        Name::Definition("Ward") => Some("Ward".to_owned()),
        _ => None,
    }
}

/// Inline markup: `{literal}`, `[name>target]`, `(text>uri)`, `/emphasis/`, `!strong!`.
fn inlines(list: &[Inline]) -> String {
    let one = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.replace('\n', "~"),
        InlineKind::Literal(text) => format!("{{{text}}}"),
        InlineKind::Reference { name, target } => {
            format!("[{name}>{}]", target.as_deref().unwrap_or(""))
        }
        InlineKind::Link { text, uri } => format!("({text}>{uri})"),
        InlineKind::Emphasis(inner) => format!("/{}/", inlines(inner)),
        InlineKind::Strong(inner) => format!("!{}!", inlines(inner)),
    };
    list.iter().map(one).collect()
}

/// Returns blocks: a letter or a number, and the content of the block in parentheses.
fn blocks(list: &[Block]) -> String {
    let items = |items: &[ListItem]| -> String {
        let items = items.iter().map(|item| blocks(&item.blocks));
        items.map(|item| format!("<{item}>")).collect()
    };
    let one = |block: &Block| match &block.kind {
        BlockKind::Paragraph(text) => format!("p({})", inlines(text)),
        BlockKind::BulletList(list) => format!("b({})", items(list)),
        BlockKind::EnumeratedList {
            numbering,
            start,
            items: list,
        } => format!("{}({})", numbering.label(*start), items(list)),
        BlockKind::FieldList(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|field| format!("<{}: {}>", field.name, blocks(&field.body)));
            format!("f({})", fields.collect::<String>())
        }
        BlockKind::BlockQuote(inner) => format!("q({})", blocks(inner)),
        BlockKind::LiteralBlock(text) => format!("c({})", text.replace('\n', "~")),
        BlockKind::Example { title, body } => format!("e({}: {})", inlines(title), blocks(body)),
        BlockKind::Admonition { title, body, .. } => {
            format!("n({}: {})", inlines(title), blocks(body))
        }
        BlockKind::Table {
            title,
            header,
            rows,
        } => {
            let row = |row: &Vec<Vec<Inline>>| {
                let cells: Vec<String> = row.iter().map(|cell| inlines(cell)).collect();
                format!("<{}>", cells.join("|"))
            };
            let rows: String = rows.iter().map(row).collect();
            format!("t({}: {}{rows})", inlines(title), row(header))
        }
        BlockKind::SectionTitle { level, text } => format!("h{level}({})", inlines(text)),
        BlockKind::Comment => "#".to_owned(),
    };
    list.iter().map(one).collect()
}

fn parse(text: &str) -> Document {
    Parser::new().resolve(&known).parse(text)
}

#[track_caller]
fn understood(text: &str, expected: &str) {
    let document = parse(text);
    assert_eq!(blocks(&document.blocks), expected, "{text}");
    assert_eq!(document.problems, [], "{text}");
}

#[track_caller]
fn section(text: &str, expected: &str) {
    let document = Parser::new().parse_section(text);
    assert_eq!(blocks(&document.blocks), expected, "{text}");
    assert_eq!(document.problems, [], "{text}");
}

/// `place` is the text that the problem is about.
#[track_caller]
fn problem(text: &str, expected: &str, place: &str, message: &str) {
    let document = parse(text);
    assert_eq!(blocks(&document.blocks), expected, "{text}");
    let problems = document.problems.iter();
    let problems: Vec<_> = problems
        .map(|problem| (&text[problem.span.clone()], &*problem.message))
        .collect();
    assert_eq!(problems, [(place, message)], "{text}");
}

#[test]
fn a_paragraph_goes_on_however_its_lines_are_indented() {
    understood("", "");
    understood("a\nb\n\nc", "p(a~b)p(c)");
    understood("a\n      b", "p(a~b)");
    understood("a\n2. b", "p(a~2. b)");
    understood("a\n1. b", "p(a~1. b)");
}

#[test]
fn indentation_after_a_blank_line_makes_a_quote() {
    understood("a\n\n  b", "p(a)q(p(b))");
    understood("    a\n\n  b\n\nc", "q(q(p(a))p(b))p(c)");
    understood("a:\n\n  * b\n  * c", "p(a:)b(<p(b)><p(c)>)");
}

#[test]
fn in_a_section_the_first_line_says_nothing_about_the_others() {
    section("a\n      b\n\n      c", "p(a~b)p(c)");
    section("a\n        b\n\n    c", "p(a~b)p(c)");
    section("a\n  b\n\n    c", "p(a~b)q(p(c))");
    section("  a\n\n    b", "p(a)q(p(b))");
    section("- a\n       - b", "b(<p(a)><p(b)>)");
    section("- a\n     b", "b(<p(a~b)>)");
    section("- a\n       - b\n         - c", "b(<p(a)><p(b)b(<p(c)>)>)");
    section("a::\n\n    b\n\n    c", "p(a:)c(b~~c)");
    section("a::\n\n      b\n\n    c", "p(a:)c(b)p(c)");
}

#[test]
fn a_list_item_holds_what_is_indented_below_it() {
    understood("- a\n  b\n\n  c\n- d", "b(<p(a~b)p(c)><p(d)>)");
    understood("a:\n- b", "p(a:)b(<p(b)>)");
    understood("- a\n  - b\n- c", "b(<p(a)b(<p(b)>)><p(c)>)");
    understood("- a::\n\n    b", "b(<p(a:)c(b)>)");
    understood("- a\n\n    b", "b(<p(a)q(p(b))>)");
    understood("- a\n    b\n\n    c", "b(<p(a~b)p(c)>)");
    understood("-\n  a", "b(<p(a)>)");
    understood("- - a\n  - b", "b(<b(<p(a)><p(b)>)>)");
    understood("- .. note:: a\n     b", "b(<n(Note: p(a~b))>)");
    // This is an error in docutils, which did not read early releases.
    understood("- a\nb\n- c", "b(<p(a~b)><p(c)>)");
}

#[test]
fn enumerated_lists_have_numbers_or_letters() {
    understood("3. a\n4. b\n\nc", "3(<p(a)><p(b)>)p(c)");
    understood("1) a\n\n2) b", "1(<p(a)><p(b)>)");
    understood("(2) a", "2(<p(a)>)");
    understood("#. a\n#. b", "1(<p(a)><p(b)>)");
    understood("b) a\nc) d", "b(<p(a)><p(d)>)");
    understood("1.\n   a", "1(<p(a)>)");
    understood("to do:\n  1. a\n  2. b", "p(to do:)1(<p(a)><p(b)>)");
    // Initials, versions and years are text.
    understood("A. Uthor", "p(A. Uthor)");
    understood("1.2 a", "p(1.2 a)");
    understood("2024. a", "p(2024. a)");
}

#[test]
fn field_lists_have_names_and_bodies() {
    understood(":a: b\n    c\n:d e:\n\n  f", "f(<a: p(b~c)><d e: p(f)>)");
    understood(":a:b", "p(:a:b)");
}

#[test]
fn literal_blocks_keep_their_lines() {
    understood("a::\n\n  b\n    c\n\n  d\n\ne", "p(a:)c(b~  c~~d)p(e)");
    understood("::\n\n  b", "c(b)");
    understood("a ::\n\n  b", "p(a)c(b)");
    understood("-> { }\n<- { }\n\na", "c(-> { }~<- { })p(a)");
    understood("a\n$ b\n c", "p(a)c($ b~ c)");
    problem(
        "a::\n\nb",
        "p(a::)p(b)",
        "a::",
        "'::' announces a literal block that does not follow",
    );
}

#[test]
fn titles_rank_as_they_are_met() {
    understood("= A\n\n== B", "h1(A)h2(B)");
    understood(
        "***\nAaa\n***\n\nBbb\n===\n\nCcc\n---\n\nDdd\n===",
        "h1(Aaa)h2(Bbb)h3(Ccc)h2(Ddd)",
    );
    understood("-1 == b", "p(-1 == b)");
    understood("a long text\n---", "p(a long text~---)");
}

#[test]
fn title_styles_go_on_in_the_next_text() {
    let mut styles = qapi_markup::TitleStyles::default();
    let mut parse = |text| {
        let document = Parser::new().title_styles(&mut styles).parse(text);
        blocks(&document.blocks)
    };
    assert_eq!(parse("Aaa\n==="), "h1(Aaa)");
    assert_eq!(parse("Bbb\n---"), "h2(Bbb)");
}

#[test]
fn admonitions_set_text_apart() {
    understood(".. note:: a\n   b\n\n   c\n\nd", "n(Note: p(a~b)p(c))p(d)");
    understood(".. note::\n   - a", "n(Note: b(<p(a)>))");
    understood(".. admonition:: T\n\n   a", "n(T: p(a))");
    understood(".. admonition:: T\n   U\n\n   a", "n(T~U: p(a))");
    understood(".. deprecated:: 5.1\n   a", "n(Deprecated since: p(5.1~a))");
}

#[test]
fn other_explicit_markup_is_told_apart() {
    understood(".. a comment\n   of two lines\n\na", "#p(a)");
    understood(".. _target:", "#");
    understood(".. code-block:: C\n\n   int a;", "c(int a;)");
    problem(
        ".. odd:: a\n   b",
        "c(.. odd:: a~   b)",
        ".. odd:: a",
        "the directive 'odd' is not understood",
    );
    problem(
        "a\n\n.. |b| image:: c",
        "p(a)c(.. |b| image:: c)",
        ".. |b| image:: c",
        "'.. |b| image:: c' is not understood",
    );
}

#[test]
fn examples_have_titles_and_text_between() {
    understood(".. qmp-example::\n\n   -> a\n     b", "e(: c(-> a~  b))");
    understood(
        ".. qmp-example::\n   :title: A ``b``\n      c\n\n   -> a",
        "e(A {b} c: c(-> a))",
    );
    understood(
        ".. qmp-example::\n  :annotated:\n\n  a::\n\n    -> b\n\n  c",
        "e(: p(a:)c(-> b)p(c))",
    );
    problem(
        ".. qmp-example::\n   :color: red\n\n   -> a",
        "e(: c(-> a))",
        ":color: red",
        "the option 'color' of an example is not understood",
    );
}

#[test]
fn tables_have_columns() {
    understood("== ==\na  b\n== ==\nc  d e\n== ==", "t(: <a|b><c|d e>)");
    understood("== ==\na  b\n\n   c\n== ==", "t(: <><a|b><|c>)");
    understood(
        ".. table:: T\n   :widths: auto\n\n   == ==\n   a  b\n   == ==",
        "t(T: <><a|b>)",
    );
    problem(
        "+--+\n|a |\n+--+",
        "c(+--+~|a |~+--+)",
        "+--+",
        "a drawn table or block of lines is kept as it is",
    );
    let border = "== ".repeat(65);
    let border = border.trim();
    problem(
        &format!("{border}\na\n{border}"),
        &format!("c({border}~a~{border})"),
        border,
        "a table with so many columns is kept as it is",
    );
}

#[test]
fn names_are_resolved_by_the_caller() {
    understood(
        "a @bed-no, `Ward`.",
        "p(a [bed-no>Ward.bed-no], [Ward>Ward].)",
    );
    understood("@Ward and @other; a@b", "p([Ward>Ward] and [other>]; a@b)");
    understood(":qapi:type:`Ward`", "p([Ward>Ward])");
    problem(
        "a\n:qapi:type:`Wart`",
        "p(a~[Wart>])",
        ":qapi:type:`Wart`",
        "there is nothing called 'Wart' in the schema",
    );
}

#[test]
fn inline_markup_is_what_docutils_takes_for_it() {
    understood("a ``b\n c`` ````", "p(a {b c} )");
    understood(
        "*a* **b @bed-no** 2 * 3 * 4",
        "p(/a/ !b [bed-no>Ward.bed-no]! 2 * 3 * 4)",
    );
    understood("a*b* \\*c\\* d\\ e", "p(a*b* *c* de)");
    understood("\\:strong:`Ward` :strong:`a`", "p(:strong:[Ward>Ward] !a!)");
    understood(
        "see http://a.org/b, <https://c.org>.",
        "p(see (http://a.org/b>http://a.org/b), (https://c.org>https://c.org).)",
    );
    understood("`so' or `so'\n`so' a`b", "p(`so' or `so'~`so' a`b)");
    understood("`the page <https://a.org>`_", "p((the page>https://a.org))");
    problem("a ``b", "p(a ``b)", "``", "a literal has no end");
    problem(
        ":doc:`The page </x>`",
        "p(The page)",
        ":doc:`The page </x>`",
        "the link to '/x' leads out of the schema, so only its text is kept",
    );
    problem(
        "`a <b>`_",
        "p(a)",
        "`a <b>`_",
        "the link 'b' leads nowhere, so only its text is kept",
    );
    problem(
        ":odd:`a`",
        "p({a})",
        ":odd:`a`",
        "the role 'odd' is not understood",
    );
}

#[test]
fn deep_nesting_ends_in_a_literal_block() {
    let text: String = (0..40)
        .map(|at| format!("{}- a\n\n", "  ".repeat(at)))
        .collect();
    let document = parse(&text);
    assert!(blocks(&document.blocks).contains("c(a~~"));
    assert_eq!(document.problems.len(), 1);
}

/// Returns every block and piece, with the text of its span.
fn spans(text: &str) -> Vec<String> {
    fn of_inlines(text: &str, list: &[Inline], out: &mut Vec<String>) {
        for inline in list {
            out.push(text[inline.span.clone()].to_owned());
            if let InlineKind::Emphasis(inner) | InlineKind::Strong(inner) = &inline.kind {
                of_inlines(text, inner, out);
            }
        }
    }
    let mut out = Vec::new();
    for block in parse(text).blocks {
        out.push(text[block.span.clone()].to_owned());
        match &block.kind {
            BlockKind::Paragraph(inner) => of_inlines(text, inner, &mut out),
            BlockKind::BulletList(items) => {
                out.extend(items.iter().map(|item| text[item.span.clone()].to_owned()));
            }
            _ => {}
        }
    }
    out
}

#[test]
fn spans_are_those_of_the_source() {
    let inline = [
        "a @b *c\n  d* :strong:`e`.",
        "a ",
        "@b",
        " ",
        "*c\n  d*",
        "c\n  d",
        " ",
        ":strong:`e`",
        "e",
        ".",
    ];
    assert_eq!(spans("  a @b *c\n  d* :strong:`e`.  \n\n"), inline);
    let blocks = ["- a\n\n  b\n- c", "- a\n\n  b", "- c", "d::", "d:", "e"];
    assert_eq!(spans("- a\n\n  b\n- c\n\nd::\n\n  e"), blocks);
}

#[test]
fn every_problem_has_a_code() {
    let deep: String = (0..400)
        .map(|depth| format!("{}* a\n\n", "  ".repeat(depth)))
        .collect();
    let border = "== ".repeat(65).trim().to_owned();
    let wide = format!("{border}\n{}\n{border}", "a ".repeat(65));
    for (code, text) in [
        ("markup-too-deep", &*deep),
        ("markup-drawing", "+---+\n| a |\n+---+"),
        ("markup-drawing", &wide),
        ("markup-unfinished", "a::\n\nb"),
        ("markup-unfinished", "a ``b"),
        ("markup-directive", ".. odd:: a"),
        (
            "markup-directive",
            ".. qmp-example::\n   :odd: b\n\n   -> { }",
        ),
        ("markup-role", ":odd:`a`"),
        ("markup-name", ":qapi:cmd:`none`"),
        ("markup-link", ":ref:`a`"),
        ("markup-link", "`a <b>`_"),
    ] {
        let problems = Parser::new().parse(text).problems;
        let codes: Vec<&str> = problems.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(codes.first(), Some(&code), "{text:.60}: {problems:?}");
    }
    let codes: BTreeSet<&str> = ProblemCode::ALL
        .into_iter()
        .map(ProblemCode::as_str)
        .collect();
    assert_eq!(codes.len(), ProblemCode::ALL.len());
}
