//! `#[cfg(..)]` in generated code, for items, members and values.

use qapi_parser::schema::Condition;

/// An optional predicate of `cfg`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Gate(Option<String>);

impl Gate {
    /// Creates the gate of a valid predicate.
    pub(crate) fn new(predicate: &str) -> Self {
        Self(Some(predicate.to_owned()))
    }

    /// Creates the gate of a condition; `name` returns the predicate of a configuration name.
    pub(crate) fn of<'a>(condition: &Condition, name: &impl Fn(&str) -> Option<&'a str>) -> Self {
        Self(Some(predicate(condition, name)))
    }

    /// Returns whether there is no predicate.
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the attribute as a line; empty without a predicate.
    pub(crate) fn line(&self) -> String {
        match &self.0 {
            Some(predicate) => format!("#[cfg({predicate})]"),
            None => String::new(),
        }
    }

    /// Returns the attribute followed by a space, for an element of a list.
    pub(crate) fn inline(&self) -> String {
        match &self.0 {
            Some(predicate) => format!("#[cfg({predicate})] "),
            None => String::new(),
        }
    }

    /// Returns the gate that holds if both hold.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Some(one), Some(other)) if one == other => Self(Some(one)),
            (Some(one), Some(other)) => Self(Some(format!("all({one}, {other})"))),
            (one, other) => Self(one.or(other)),
        }
    }

    /// Returns the gate that holds if this one does not; `None` if this one always holds.
    pub(crate) fn not(&self) -> Option<Self> {
        self.0
            .as_ref()
            .map(|predicate| Self(Some(format!("not({predicate})"))))
    }

    /// Returns the predicate, if any.
    pub(crate) fn predicate(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

fn predicate<'a>(condition: &Condition, name: &impl Fn(&str) -> Option<&'a str>) -> String {
    let list = |word: &str, list: &[Condition]| {
        let parts: Vec<String> = list.iter().map(|one| predicate(one, name)).collect();
        format!("{word}({})", parts.join(", "))
    };
    match condition {
        // Every name has a predicate.
        Condition::Config(config) => name(config).unwrap_or("all()").to_owned(),
        Condition::All(all) => list("all", all),
        Condition::Any(any) => list("any", any),
        Condition::Not(inner) => format!("not({})", predicate(inner, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_become_predicates() {
        let name = |text: &str| Condition::Config(text.into());
        let condition = Condition::All(vec![
            name("A"),
            Condition::Any(vec![name("B"), Condition::Not(Box::new(name("A")))]),
        ]);
        let table = |name: &str| {
            Some(if name == "A" {
                "windows"
            } else {
                "feature = \"b\""
            })
        };
        let gate = Gate::of(&condition, &table);
        let expected = "all(windows, any(feature = \"b\", not(windows)))";
        assert_eq!(gate, Gate::new(expected));
        assert_eq!(gate.line(), format!("#[cfg({expected})]"));
        assert_eq!(gate.inline(), format!("#[cfg({expected})] "));
    }

    #[test]
    fn gates_combine() {
        let (a, b, open) = (Gate::new("a"), Gate::new("b"), Gate::default());
        assert_eq!(a.clone().and(b), Gate::new("all(a, b)"));
        assert_eq!(a.clone().and(a.clone()), a);
        assert_eq!(open.clone().and(a.clone()), a);
        assert_eq!((a.not(), open.not()), (Some(Gate::new("not(a)")), None));
        assert_eq!(open.inline(), "");
    }
}
