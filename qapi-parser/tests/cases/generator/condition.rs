//! Conditions of generated schemas, in the form of the schema and of a dump.

use super::choices::Choices;

#[derive(Debug, Clone)]
pub(crate) enum Condition {
    Name(String),
    List(&'static str, Vec<Condition>),
    Not(Box<Condition>),
}

impl Condition {
    /// Chooses a condition for one in four places.
    pub(crate) fn choose(choices: &mut Choices<'_>) -> Option<Self> {
        choices.once_in(4).then(|| Self::tree(choices, 3))
    }

    fn tree(choices: &mut Choices<'_>, depth: usize) -> Self {
        match choices.below(if depth > 0 { 6 } else { 3 }) {
            kind @ (3 | 4) => {
                let list = (0..=choices.below(3)).map(|_| Self::tree(choices, depth - 1));
                Self::List(if kind == 3 { "all" } else { "any" }, list.collect())
            }
            5 => Self::Not(Box::new(Self::tree(choices, depth - 1))),
            _ => Self::Name((*choices.of(&["CONFIG_A", "CONFIG_B2", "HAVE_C", "D"])).to_owned()),
        }
    }

    /// Returns the value of `if`, which a dump also shows, except for a lone name.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Name(name) => format!("'{name}'"),
            Self::List(word, list) => {
                let list: Vec<String> = list.iter().map(Self::text).collect();
                format!("{{'{word}': [{}]}}", list.join(", "))
            }
            Self::Not(inner) => format!("{{'not': {}}}", inner.text()),
        }
    }

    /// Returns the text after `if ` in a dump.
    pub(crate) fn dumped(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            tree => tree.text(),
        }
    }
}
