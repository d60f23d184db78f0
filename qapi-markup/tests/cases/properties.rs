//! Properties of any text: of random pieces of markup, and of texts that are expensive to parse.

use crate::invariants::assert_sound;

/// Pieces of markup and of the text around it.
const PIECES: [&str; 60] = [
    "a",
    "b c",
    "word",
    " ",
    "  ",
    "   ",
    "    ",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\t",
    "\u{a0}",
    "é",
    "•",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "(3) ",
    "#. ",
    "a) ",
    "::",
    ":",
    ":a: ",
    ":type:",
    ".. ",
    "..",
    ".. note:: ",
    ".. admonition:: ",
    ".. qmp-example::",
    ".. table:: ",
    ".. code-block:: ",
    ".. odd:: ",
    ".. |",
    ":annotated:",
    ":title: ",
    "== ==",
    "===  ==",
    "===",
    "---",
    "= ",
    "+--+",
    "| ",
    "-> ",
    "<- {",
    "`",
    "``",
    "*",
    "**",
    "@",
    "@a-b",
    "\\",
    "http://",
    "<",
    ">`_",
];

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn any_text_is_understood_or_kept() {
    for seed in 0..10_000 {
        let mut random = Random(seed);
        let length = 1 + random.below(40);
        let text: String = (0..length)
            .map(|_| PIECES[random.below(PIECES.len())])
            .collect();
        assert_sound(&text);
    }
}

#[test]
fn any_pair_of_pieces_is_understood_or_kept() {
    for (first, second) in PIECES
        .iter()
        .flat_map(|first| PIECES.iter().map(move |it| (first, it)))
    {
        for between in ["", " ", "\n", "\n\n", "\n\n  "] {
            assert_sound(&format!("{first}{between}{second}"));
            assert_sound(&format!("a {first}{between}{second} b"));
        }
    }
}

/// Each text would take minutes if a part of the parser were not linear.
#[test]
fn expensive_texts_are_read() {
    let repeated = [
        "- ",
        "(1) ",
        "> ",
        "  ",
        "\n",
        " \n",
        "a\n\n",
        "a::\n\n",
        "- a\n",
        "- a\n\n",
        "- a\nb\n",
        ".. note:: ",
        ".. a\n",
        ".. |\n",
        "== ==\n",
        "== ==\na\n",
        "== ==\na\n\n",
        "== ",
        ":a: b\n",
        ":a:",
        "`",
        "`a",
        "``a",
        "``` ",
        "*a ",
        "**a ",
        "*a* ",
        "@a",
        "\\",
        "\\a",
        "http://",
        "<http://a>",
        ":a:`",
        "a:",
        "`a <b>`_ ",
        "+-\n",
        "-> a\n",
        "Aa\n==\n\n",
        "=\n",
        "`a\n",
    ];
    for piece in repeated {
        assert_sound(&piece.repeat(100_000 / piece.len()));
    }
    let nested: String = (0..400)
        .map(|depth| format!("{:depth$}- a\n", ""))
        .collect();
    assert_sound(&nested);
    let quoted: String = (0..400)
        .rev()
        .map(|depth| format!("{:depth$}a\n\n", ""))
        .collect();
    assert_sound(&quoted);
}
