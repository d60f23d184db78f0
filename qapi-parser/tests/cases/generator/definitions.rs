//! One definition of each kind.

use super::{Condition, Draft, Generator, Kind, Object, Part, sources};

/// Features of types, and of items that may also be deprecated.
const PLAIN: [&str; 3] = ["fast", "x-slow", "__org.example_odd"];
const SPECIAL: [&str; 4] = ["deprecated", "fast", "unstable", "x-slow"];
const SCALARS: [&str; 15] = [
    "str", "int", "number", "bool", "size", "int8", "int16", "int32", "int64", "uint8", "uint16",
    "uint32", "uint64", "any", "null",
];

impl Generator<'_, '_> {
    pub(super) fn enumeration(&mut self, index: usize) {
        let name = format!("Enum{index}");
        let mut parts = Vec::new();
        for (value, condition) in self.values[index].clone() {
            let features = self.features(&SPECIAL);
            let mut facts = vec![format!("member {value}")];
            let mut entries = vec![format!("'name': '{value}'")];
            modifiers(&mut entries, &mut facts, condition.as_ref(), &features);
            let source = if entries.len() > 1 || self.choices.once_in(3) {
                format!("{{ {} }}", entries.join(", "))
            } else {
                format!("'{value}'")
            };
            parts.push(Part {
                source,
                facts,
                described: value,
                features: names(&features),
            });
        }
        let mut entries = vec![
            format!("'enum': '{name}'"),
            format!("'data': [ {} ]", sources(&parts)),
        ];
        let mut facts = Vec::new();
        if self.choices.once_in(4) {
            entries.push(format!("'prefix': 'PREFIX_{index}'"));
            facts.push(format!("prefix PREFIX_{index}"));
        }
        facts.extend(parts.iter().flat_map(|part| part.facts.clone()));
        let head = format!("enum {name}");
        self.define(
            Draft {
                name,
                head,
                entries,
                parts,
                facts,
            },
            &PLAIN,
        );
    }

    /// Chooses a type for a member: a scalar, or a planned type at any position.
    fn member_type(&mut self) -> String {
        let scalar = *self.choices.of(&SCALARS);
        if self.choices.once_in(2) {
            return scalar.to_owned();
        }
        let at = self.choices.below(self.plan.len());
        match self.plan[at] {
            Kind::Enum => format!("Enum{at}"),
            Kind::Struct => format!("Struct{at}"),
            Kind::Union => format!("Union{at}"),
            Kind::Alternate => format!("Alternate{at}"),
            Kind::Command | Kind::Event => scalar.to_owned(),
        }
    }

    /// Returns members, and whether one has a condition, which arguments must not have.
    fn members(&mut self, index: usize, prefix: &str) -> (Vec<Part>, bool) {
        let mut parts = Vec::new();
        let mut conditional = false;
        for number in 0..self.choices.below(5) {
            let name = format!("{prefix}{index}-{number}");
            let optional = self.choices.once_in(3);
            let ty = self.member_type();
            let (ty, dumped) = if self.choices.once_in(4) {
                (format!("['{ty}']"), format!("{ty}List"))
            } else {
                (format!("'{ty}'"), ty)
            };
            let condition = Condition::choose(self.choices).filter(|_| prefix != "arg");
            conditional |= condition.is_some();
            let features = self.features(&SPECIAL);
            let optional_fact = if optional { "True" } else { "False" };
            let mut facts = vec![format!("member {name}: {dumped} optional={optional_fact}")];
            let mut entries = vec![format!("'type': {ty}")];
            modifiers(&mut entries, &mut facts, condition.as_ref(), &features);
            let value = if entries.len() > 1 || self.choices.once_in(4) {
                format!("{{ {} }}", entries.join(", "))
            } else {
                ty
            };
            let star = if optional { "*" } else { "" };
            parts.push(Part {
                source: format!("'{star}{name}': {value}"),
                facts,
                described: name,
                features: names(&features),
            });
        }
        (parts, conditional)
    }

    pub(super) fn structure(&mut self, index: usize) {
        let name = format!("Struct{index}");
        let (mut parts, mut conditional) = self.members(index, "m");
        let mut tags = Vec::new();
        let enums = self.planned(Kind::Enum);
        if !enums.is_empty() && self.choices.once_in(2) {
            let tag = *self.choices.of(&enums);
            let member = format!("tag{index}");
            tags.push((member.clone(), tag));
            parts.push(Part {
                source: format!("'{member}': 'Enum{tag}'"),
                facts: vec![format!("member {member}: Enum{tag} optional=False")],
                described: member,
                features: Vec::new(),
            });
        }
        let mut entries = vec![
            format!("'struct': '{name}'"),
            format!("'data': {{ {} }}", sources(&parts)),
        ];
        let mut facts = Vec::new();
        let mut contains = vec![index];
        let bases: Vec<Object> = self.structs();
        if !bases.is_empty() && self.choices.once_in(3) {
            let base = self.choices.of(&bases).clone();
            entries.insert(1, format!("'base': '{}'", base.name));
            facts.push(format!("base {}", base.name));
            contains.extend(base.contains);
            conditional |= base.conditional;
            tags.extend(base.tags);
        }
        facts.extend(parts.iter().flat_map(|part| part.facts.clone()));
        let object = Object {
            name: name.clone(),
            union: false,
            contains,
            conditional,
            tags,
        };
        self.objects.push(object);
        let head = format!("object {name}");
        self.define(
            Draft {
                name,
                head,
                entries,
                parts,
                facts,
            },
            &PLAIN,
        );
    }

    fn structs(&self) -> Vec<Object> {
        let structs = self.objects.iter().filter(|object| !object.union);
        structs.cloned().collect()
    }

    pub(super) fn union(&mut self, index: usize) {
        let enums = self.planned(Kind::Enum);
        let name = format!("Union{index}");
        let bases: Vec<Object> = self.structs();
        let bases: Vec<&Object> = bases.iter().filter(|base| !base.tags.is_empty()).collect();
        let mut contains = vec![index];
        let mut inline = Vec::new();
        let (base, base_fact, discriminator, tag);
        if !bases.is_empty() && self.choices.once_in(2) {
            let object = *self.choices.of(&bases);
            (discriminator, tag) = self.choices.of(&object.tags).clone();
            base = format!("'{}'", object.name);
            base_fact = object.name.clone();
            contains.extend(object.contains.clone());
        } else {
            (inline, _) = self.members(index, "c");
            tag = *self.choices.of(&enums);
            discriminator = format!("kind{index}");
            inline.push(Part {
                source: format!("'{discriminator}': 'Enum{tag}'"),
                facts: vec![format!("member {discriminator}: Enum{tag} optional=False")],
                described: discriminator.clone(),
                features: Vec::new(),
            });
            base = format!("{{ {} }}", sources(&inline));
            base_fact = format!("q_obj_{name}-base");
        }
        let mut branches = Vec::new();
        let mut listed = Vec::new();
        let before = self.objects.clone();
        let mut unlisted = Vec::new();
        for (value, of_value) in self.values[tag].clone() {
            let apart = |object: &&Object| {
                let mut parts = object.contains.iter();
                parts.all(|part| !contains.contains(part))
            };
            let fitting: Vec<&Object> = before.iter().filter(apart).collect();
            if fitting.is_empty() || self.choices.once_in(3) {
                unlisted.push(format!("case {value}: q_empty"));
                unlisted.extend(of_value.map(|it| format!("if {}", it.dumped())));
                continue;
            }
            let branch = *self.choices.of(&fitting);
            let condition = Condition::choose(self.choices);
            branches.push(branch_part(&value, &branch.name, false, condition));
            listed.extend(branch.contains.clone());
        }
        contains.extend(listed);
        let mut facts = vec![format!("base {base_fact}"), format!("tag {discriminator}")];
        facts.extend(branches.iter().flat_map(|branch| branch.facts.clone()));
        facts.extend(unlisted);
        let entries = vec![
            format!("'union': '{name}'"),
            format!("'base': {base}"),
            format!("'discriminator': '{discriminator}'"),
            format!("'data': {{ {} }}", sources(&branches)),
        ];
        let head = format!("object {name}");
        let object = Object {
            name: name.clone(),
            union: true,
            contains,
            conditional: true,
            tags: Vec::new(),
        };
        self.objects.push(object);
        let implicit = implicit(&base_fact, &inline);
        self.define_with_implicit(
            Draft {
                name,
                head,
                entries,
                parts: inline,
                facts,
            },
            implicit,
            &PLAIN,
        );
    }

    pub(super) fn alternate(&mut self, index: usize) {
        let name = format!("Alternate{index}");
        let enums: Vec<usize> = self.planned(Kind::Enum);
        let mut kinds: Vec<String> = Vec::new();
        if self.choices.once_in(2) {
            // A string can look like a number or a boolean, so it clashes with both.
            kinds.push("str".to_owned());
        } else {
            let looks = |value: &str| value == "on" || value.starts_with('7');
            let quiet = |tag: &&usize| !self.values[**tag].iter().any(|(value, _)| looks(value));
            kinds.extend(enums.iter().find(quiet).map(|tag| format!("Enum{tag}")));
            kinds.push((*self.choices.of(&["int", "number", "uint8", "size"])).to_owned());
            kinds.push("bool".to_owned());
        }
        let structs = self.planned(Kind::Struct);
        if !structs.is_empty() {
            kinds.push(format!("Struct{}", self.choices.of(&structs)));
        }
        kinds.push("null".to_owned());
        let mut parts = Vec::new();
        for (number, ty) in kinds.iter().enumerate() {
            let condition = Condition::choose(self.choices);
            let array = number == 0 && self.choices.once_in(4);
            parts.push(branch_part(
                &format!("a{index}-{number}"),
                ty,
                array,
                condition,
            ));
        }
        let entries = vec![
            format!("'alternate': '{name}'"),
            format!("'data': {{ {} }}", sources(&parts)),
        ];
        let mut facts = vec!["tag type".to_owned()];
        facts.extend(parts.iter().flat_map(|part| part.facts.clone()));
        let head = format!("alternate {name}");
        self.define(
            Draft {
                name,
                head,
                entries,
                parts,
                facts,
            },
            &PLAIN,
        );
    }

    /// Returns the `data` of a command or event: its entries, its arguments, and its argument type
    /// in a dump.
    fn arguments(&mut self, name: &str, index: usize) -> (Vec<String>, Vec<Part>, String, bool) {
        match self.choices.below(3) {
            1 if !self.objects.is_empty() => {
                let object = self.choices.of(&self.objects).clone();
                let boxed = object.conditional || self.choices.once_in(2);
                let mut entries = vec![format!("'data': '{}'", object.name)];
                entries.extend(boxed.then(|| "'boxed': true".to_owned()));
                (entries, Vec::new(), object.name, boxed)
            }
            2 => {
                let (parts, _) = self.members(index, "arg");
                let entries = vec![format!("'data': {{ {} }}", sources(&parts))];
                let ty = if parts.is_empty() {
                    "None".to_owned()
                } else {
                    format!("q_obj_{name}-arg")
                };
                (entries, parts, ty, false)
            }
            _ => (Vec::new(), Vec::new(), "None".to_owned(), false),
        }
    }

    pub(super) fn command(&mut self, index: usize) {
        let name = format!("command-{index}");
        let (data, parts, arguments, boxed) = self.arguments(&name, index);
        let mut entries = vec![format!("'command': '{name}'")];
        entries.extend(data);
        let mut returns = "None".to_owned();
        if let (true, Some(object)) = (self.choices.once_in(2), self.objects.last()) {
            let array = self.choices.once_in(2);
            returns = object.name.clone() + if array { "List" } else { "" };
            entries.push(match array {
                true => format!("'returns': ['{}']", object.name),
                false => format!("'returns': '{}'", object.name),
            });
        }
        let mut flag = |chosen: bool, entry: &str| {
            entries.extend(chosen.then(|| entry.to_owned()));
            if chosen { "True" } else { "False" }
        };
        let (coroutine, oob) =
            [(false, false), (true, false), (false, true)][self.choices.below(3)];
        let preconfig = flag(self.choices.once_in(4), "'allow-preconfig': true");
        let coroutine_fact = if coroutine { " coroutine=True" } else { "" };
        flag(coroutine, "'coroutine': true");
        let oob = flag(oob, "'allow-oob': true");
        let silent = self.choices.once_in(5);
        flag(silent, "'success-response': false");
        let manual = self.choices.once_in(5);
        flag(manual, "'gen': false");
        let python = |value: bool| if value { "True" } else { "False" };
        let facts = vec![format!(
            "gen={} success_response={} boxed={} oob={oob} preconfig={preconfig}{coroutine_fact}",
            python(!manual),
            python(!silent),
            python(boxed),
        )];
        let head = format!("command {name} {arguments} -> {returns}");
        let implicit = implicit(&arguments, &parts);
        self.define_with_implicit(
            Draft {
                name,
                head,
                entries,
                parts,
                facts,
            },
            implicit,
            &SPECIAL,
        );
    }

    pub(super) fn event(&mut self, index: usize) {
        let name = format!("EVENT_{index}");
        let (data, parts, arguments, boxed) = self.arguments(&name, index);
        let mut entries = vec![format!("'event': '{name}'")];
        entries.extend(data);
        let facts = vec![format!("boxed={}", if boxed { "True" } else { "False" })];
        let head = format!("event {name} {arguments}");
        let implicit = implicit(&arguments, &parts);
        self.define_with_implicit(
            Draft {
                name,
                head,
                entries,
                parts,
                facts,
            },
            implicit,
            &SPECIAL,
        );
    }

    /// Adds a definition as [`define`](Self::define) does, and its implicit object, which has the
    /// same condition.
    fn define_with_implicit(
        &mut self,
        draft: Draft,
        implicit: Option<(String, Vec<String>)>,
        features: &[&str],
    ) {
        let condition = self.define(draft, features);
        if let Some((head, mut facts)) = implicit {
            facts.extend(condition);
            self.out.facts.insert(head, facts);
        }
    }
}

/// Returns the head and facts of an implicit object of that name, if it is one.
fn implicit(name: &str, parts: &[Part]) -> Option<(String, Vec<String>)> {
    let facts = parts.iter().flat_map(|part| part.facts.clone()).collect();
    let is_implicit = name.starts_with("q_obj_");
    is_implicit.then(|| (format!("object {name}"), facts))
}

fn branch_part(value: &str, ty: &str, array: bool, condition: Option<Condition>) -> Part {
    let (ty, dumped) = if array {
        (format!("['{ty}']"), format!("{ty}List"))
    } else {
        (format!("'{ty}'"), ty.to_owned())
    };
    let mut facts = vec![format!("case {value}: {dumped}")];
    let source = match &condition {
        Some(it) => format!("'{value}': {{ 'type': {ty}, 'if': {} }}", it.text()),
        None => format!("'{value}': {ty}"),
    };
    facts.extend(condition.map(|it| format!("if {}", it.dumped())));
    Part {
        source,
        facts,
        described: value.to_owned(),
        features: Vec::new(),
    }
}

/// Adds the condition and the features of a value or member.
fn modifiers(
    entries: &mut Vec<String>,
    facts: &mut Vec<String>,
    condition: Option<&Condition>,
    features: &[Part],
) {
    if let Some(condition) = condition {
        entries.push(format!("'if': {}", condition.text()));
        facts.push(format!("if {}", condition.dumped()));
    }
    if !features.is_empty() {
        entries.push(format!("'features': [{}]", sources(features)));
        facts.extend(features.iter().flat_map(|it| it.facts.clone()));
    }
}

fn names(features: &[Part]) -> Vec<String> {
    let names = features.iter().map(|feature| feature.described.clone());
    names.collect()
}
