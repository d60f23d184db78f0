//! Generated schemas: valid in both editions, with the facts that their dumps must contain. The
//! fuzz targets use this file too.
//!
//! Every name contains the number of its definition, so that names clash only on purpose. Objects
//! refer to earlier objects only, where containment would otherwise be circular.
mod choices;
mod condition;
mod definitions;

use std::collections::BTreeMap;

pub(crate) use choices::Choices;
use condition::Condition;

/// The lines of each entity in a dump, by its head, without their indentation.
pub(crate) type Facts = BTreeMap<String, Vec<String>>;

#[derive(Debug, Default)]
pub(crate) struct Generated {
    /// The schema's text, in one file.
    pub(crate) text: String,
    /// The facts about its definitions.
    pub(crate) facts: Facts,
}

/// Generates a schema from decisions.
pub(crate) fn generate(choices: &mut Choices<'_>) -> Generated {
    let documented = choices.once_in(2);
    let count = 1 + choices.below(14);
    let mut plan: Vec<Kind> = (0..count).map(|_| *choices.of(&Kind::ALL)).collect();
    if !plan.contains(&Kind::Enum) {
        // There is no possible discriminator.
        plan.retain(|kind| *kind != Kind::Union);
    }
    let mut generator = Generator {
        documented,
        values: (0..plan.len()).map(|at| values(at, choices)).collect(),
        plan,
        objects: Vec::new(),
        out: Generated::default(),
        choices,
    };
    generator.schema();
    generator.out
}

/// Returns the values of an enum, which are known before it is written: a few of its own, and
/// sometimes a special one.
fn values(index: usize, choices: &mut Choices<'_>) -> Vec<(String, Option<Condition>)> {
    let special = ["on", "none", "7up", "x-new", "a-b"];
    let own = (0..=index % 3).map(|value| format!("v{index}-{value}"));
    own.chain((index % 4 == 3).then(|| special[index % 5].to_owned()))
        .map(|name| (name, Condition::choose(choices)))
        .collect()
}

/// Returns the facts that a dump states about definitions, without arrays and predefined entities.
pub(crate) fn facts_of_dump(dump: &str) -> Facts {
    let mut facts = Facts::new();
    let mut current: Option<&mut Vec<String>> = None;
    for line in dump.lines() {
        if line.starts_with(' ') {
            let lines = current.as_mut();
            lines
                .into_iter()
                .for_each(|lines| lines.push(line.trim_start().to_owned()));
            continue;
        }
        let skipped = [
            "module ",
            "array ",
            "include ",
            "object q_empty",
            "enum QType",
        ];
        current = if skipped.iter().any(|start| line.starts_with(start)) {
            None
        } else {
            Some(facts.entry(line.to_owned()).or_default())
        };
    }
    facts
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Enum,
    Struct,
    Union,
    Alternate,
    Command,
    Event,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Struct,
        Self::Enum,
        Self::Union,
        Self::Alternate,
        Self::Command,
        Self::Event,
    ];
}

/// A struct or union that was generated.
#[derive(Debug, Clone)]
struct Object {
    name: String,
    union: bool,
    /// The objects whose members it has: itself, and the objects that it contains.
    contains: Vec<usize>,
    /// `true` if a member of its own or of its bases has a condition.
    conditional: bool,
    /// Its members that can be discriminators, with the number of their enum.
    tags: Vec<(String, usize)>,
}

struct Generator<'c, 'b> {
    choices: &'c mut Choices<'b>,
    documented: bool,
    plan: Vec<Kind>,
    /// For each definition of the plan, its values as an enum, with their conditions.
    values: Vec<Vec<(String, Option<Condition>)>>,
    objects: Vec<Object>,
    out: Generated,
}

/// A member, value, branch or feature, in the form of a definition and of its comment.
struct Part {
    source: String,
    facts: Vec<String>,
    described: String,
    /// The names of its features, which the comment describes too.
    features: Vec<String>,
}

/// A definition without its condition and features.
struct Draft {
    name: String,
    /// Its head in a dump.
    head: String,
    entries: Vec<String>,
    /// The parts that its comment describes.
    parts: Vec<Part>,
    facts: Vec<String>,
}

fn sources(parts: &[Part]) -> String {
    let sources: Vec<&str> = parts.iter().map(|part| part.source.as_str()).collect();
    sources.join(", ")
}

impl Generator<'_, '_> {
    fn schema(&mut self) {
        if self.choices.once_in(4) {
            self.out.text += "##\n# = A chapter\n#\n# Text of @it, ünïcode too.\n##\n\n";
        }
        let required = self.documented;
        self.out.text += &format!("{{ 'pragma': {{ 'doc-required': {required} }} }}\n\n");
        for index in 0..self.plan.len() {
            match self.plan[index] {
                Kind::Enum => self.enumeration(index),
                Kind::Struct => self.structure(index),
                Kind::Union => self.union(index),
                Kind::Alternate => self.alternate(index),
                Kind::Command => self.command(index),
                Kind::Event => self.event(index),
            }
            let layout = *self.choices.of(&["\n", "\n\n", "", " # a comment\n"]);
            self.out.text += layout;
        }
    }

    fn planned(&self, wanted: Kind) -> Vec<usize> {
        let all = self.plan.iter().enumerate();
        all.filter(|(_, kind)| **kind == wanted)
            .map(|(index, _)| index)
            .collect()
    }

    /// Adds a definition. Returns the fact of its condition, which its implicit object has too.
    fn define(&mut self, draft: Draft, features_allowed: &[&str]) -> Option<String> {
        let Draft {
            name,
            head,
            mut entries,
            parts,
            mut facts,
        } = draft;
        let condition = Condition::choose(self.choices);
        let features = self.features(features_allowed);
        if let Some(condition) = &condition {
            entries.push(format!("'if': {}", condition.text()));
        }
        if !features.is_empty() {
            entries.push(format!("'features': [{}]", sources(&features)));
        }
        let condition = condition.map(|it| format!("if {}", it.dumped()));
        facts.extend(condition.clone());
        facts.extend(features.iter().flat_map(|it| it.facts.clone()));
        if self.documented || self.choices.once_in(3) {
            let mut described: Vec<String> = features.into_iter().map(|it| it.described).collect();
            described.extend(parts.iter().flat_map(|part| part.features.clone()));
            described.sort();
            described.dedup();
            self.comment(&name, &parts, &described, &head);
        }
        let comma = *self.choices.of(&[", ", ",\n  ", " ,\t", ", # why\n    "]);
        self.out.text += &format!("{{ {} }}", entries.join(comma));
        self.out.facts.insert(head, facts);
        condition
    }

    fn comment(&mut self, name: &str, members: &[Part], features: &[String], head: &str) {
        let text = &mut self.out.text;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        *text += &format!("##\n# @{name}:\n#\n");
        if self.choices.once_in(2) {
            *text += "# What it is.  And more of it,\n# over two lines.\n#\n";
        }
        for member in members {
            *text += &format!(
                "# @{}: what it means,\n#     told in full\n#\n",
                member.described
            );
        }
        if !features.is_empty() {
            *text += "# Features:\n#\n";
        }
        for feature in features {
            *text += &format!("# @{feature}: text\n#\n");
        }
        if head.starts_with("command ") && !head.ends_with(" None") && self.choices.once_in(2) {
            *text += "# Returns: something\n#\n";
        }
        if head.starts_with("command ") && self.choices.once_in(3) {
            *text += "# Errors:\n#     - If it fails\n#\n";
        }
        if self.choices.once_in(2) {
            *text += "# Since: 1.2\n";
        }
        *text += "##\n";
    }

    fn features(&mut self, allowed: &[&str]) -> Vec<Part> {
        let mut names: Vec<&str> = Vec::new();
        if self.choices.once_in(4) {
            for _ in 0..=self.choices.below(2) {
                let name = *self.choices.of(allowed);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let feature = |name: &str| {
            let condition = Condition::choose(self.choices);
            let mut facts = vec![format!("feature {name}")];
            let source = match &condition {
                Some(it) => format!("{{'name': '{name}', 'if': {}}}", it.text()),
                None => format!("'{name}'"),
            };
            facts.extend(condition.map(|it| format!("if {}", it.dumped())));
            Part {
                source,
                facts,
                described: name.to_owned(),
                features: Vec::new(),
            }
        };
        names.into_iter().map(feature).collect()
    }
}
