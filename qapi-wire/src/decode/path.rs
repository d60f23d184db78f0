//! The path of a value in another.

use std::fmt;

/// A step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// To the member of this name.
    Member(String),
    /// To the element of this index, from 0.
    Element(usize),
}

/// The path from the decoded value to a part of it. Displays as `volumes[2].no-flush`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Path {
    /// The steps, innermost first: an error adds steps on its way outwards.
    inwards: Vec<Step>,
}

impl Path {
    /// Returns the steps, the outermost first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> + ExactSizeIterator {
        self.inwards.iter().rev()
    }

    /// Returns whether the path is that of the decoded value itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inwards.is_empty()
    }

    /// Returns the name of the last step, if that is a member.
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
