//! Where in a value something stands.

use std::fmt;

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the member of this name.
    Member(String),
    /// To the element of this index, from 0.
    Element(usize),
}

/// The way from the value that was decoded to a part of it. Reads `volumes[2].no-flush`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Path {
    /// Innermost first: errors learn their place while they travel outwards.
    inwards: Vec<Step>,
}

impl Path {
    /// The steps, outermost first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> + ExactSizeIterator {
        self.inwards.iter().rev()
    }

    /// Whether this is the value itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inwards.is_empty()
    }

    /// The name of the member that the path ends at, if it ends at one.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        match self.inwards.first() {
            Some(Step::Member(name)) => Some(name),
            _ => None,
        }
    }

    pub(crate) fn pop_outer(&mut self, name: &str) {
        self.inwards
            .pop_if(|step| matches!(step, Step::Member(member) if member == name));
    }

    pub(crate) fn push_outer(&mut self, step: Step) {
        self.inwards.push(step);
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps().enumerate() {
            match step {
                Step::Member(name) if index == 0 => write!(f, "{}", name.escape_debug())?,
                Step::Member(name) => write!(f, ".{}", name.escape_debug())?,
                Step::Element(element) => write!(f, "[{element}]")?,
            }
        }
        Ok(())
    }
}
