//! The choices of the configuration by pattern: types of members, extern types, names, attributes
//! and derives.

use qapi_parser::schema::{Builtin, Definition, Schema, TypeId, TypeKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::owner::owner_name;
use super::pattern::{Path, Pattern};
use crate::config::Config;
use crate::names::{Case, Wanted, identifier, is_name, is_reserved};
use crate::snippet::{self, rust};

/// The Rust type of a member, if it is not that of the schema.
#[derive(Debug, Clone)]
pub(crate) enum Chosen {
    /// Bytes, base64 on the wire.
    Bytes,
    /// A Rust type of the configuration.
    Type(String),
}

/// The choices of the configuration, matched with the schema.
#[derive(Debug)]
pub(crate) struct Choices<'a> {
    /// The types of members, by the type that lists the member and the member's name.
    members: FxHashMap<(TypeId, &'a str), Chosen>,
    /// The members that are always optional, by the same key.
    optional: FxHashSet<(TypeId, &'a str)>,
    /// The members whose values are secret, by the same key.
    sensitive: FxHashSet<(TypeId, &'a str)>,
    /// The paths of extern types.
    externs: FxHashMap<TypeId, String>,
    /// The attributes by path, one on each line.
    attributes: FxHashMap<Path<'a>, String>,
    /// The Rust names by path.
    names: FxHashMap<Path<'a>, String>,
    /// Traits to derive.
    requests: Vec<Request<'a>>,
}

/// A pattern of definitions, and the traits that they derive.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) pattern: String,
    /// The paths of the traits.
    pub(super) traits: Vec<String>,
    matched: FxHashSet<&'a str>,
}

impl Request<'_> {
    /// Returns whether the pattern matches a definition.
    pub(super) fn matches(&self, definition: &str) -> bool {
        self.matched.contains(definition)
    }
}

impl<'a> Choices<'a> {
    /// Matches all patterns.
    ///
    /// # Errors
    /// Returns a line for each pattern that matches nothing or an item of another kind than the
    /// option's, and for each text that is not valid Rust.
    pub(super) fn new(schema: &'a Schema, config: &Config) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        let members = members(schema, config, &mut problems);
        let optional = matching("optional", &config.optional, schema, &mut problems);
        let sensitive = matching("sensitive", &config.sensitive, schema, &mut problems);
        let externs = externs(schema, config, &mut problems);
        let names = names(schema, config, &mut problems);
        let requests = requests(schema, config, &mut problems);
        let attributes = attributes(schema, config, &mut problems);
        if problems.is_empty() {
            Ok(Self {
                members,
                optional,
                sensitive,
                externs,
                attributes,
                names,
                requests,
            })
        } else {
            Err(problems)
        }
    }

    pub(super) fn member(&self, owner: TypeId, member: &'a str) -> Option<&Chosen> {
        self.members.get(&(owner, member))
    }

    pub(super) fn is_optional(&self, owner: TypeId, member: &'a str) -> bool {
        self.optional.contains(&(owner, member))
    }

    pub(super) fn is_sensitive(&self, owner: TypeId, member: &'a str) -> bool {
        self.sensitive.contains(&(owner, member))
    }

    pub(crate) fn extern_type(&self, id: TypeId) -> Option<&str> {
        self.externs.get(&id).map(String::as_str)
    }

    /// Returns a definition (without an owner), member, value or branch that needs a Rust name.
    pub(super) fn wanted<'n>(&'n self, owner: Option<&'n str>, name: &'n str) -> Wanted<'n> {
        let path = match owner {
            Some(owner) => Path::of_part(owner, name),
            None => Path::of_definition(name),
        };
        Wanted {
            owner,
            name,
            chosen: self.names.get(&path).map(String::as_str),
        }
    }

    /// Returns the requested derives.
    pub(super) fn requests(&self) -> &[Request<'a>] {
        &self.requests
    }

    /// Returns the attributes of a definition.
    pub(crate) fn of_definition(&self, definition: &'a Definition) -> &str {
        let path = Path::of_definition(&definition.name);
        self.attributes.get(&path).map_or("", String::as_str)
    }

    /// Returns the attributes of a member, value or branch.
    pub(super) fn of_part(&self, owner: &str, name: &str) -> String {
        let path = Path::of_part(owner, name);
        self.attributes.get(&path).cloned().unwrap_or_default()
    }
}

fn members<'a>(
    schema: &'a Schema,
    config: &Config,
    problems: &mut Vec<String>,
) -> FxHashMap<(TypeId, &'a str), Chosen> {
    let mut chosen = FxHashMap::default();
    let bytes: Vec<_> = (config.bytes.iter())
        .map(|text| Pattern::new("bytes", text, ()))
        .collect();
    let types: Vec<_> = (config.member_types.iter())
        .map(|(text, ty)| Pattern::new("member-types", text, rust(ty)))
        .collect();
    if bytes.is_empty() && types.is_empty() {
        return chosen;
    }
    let (mut texts, mut paths) = (Vec::new(), Vec::new());
    for (id, _) in schema.types() {
        for member in schema.object(id).iter().flat_map(|it| &it.members) {
            let path = Path::of_part(owner_name(schema, id), &member.name);
            paths.push(path);
            if matches!(schema[member.ty].kind, TypeKind::Builtin(Builtin::Str)) {
                texts.push(path);
            }
            for pattern in bytes.iter().filter(|pattern| pattern.matches(path)) {
                if matches!(schema[member.ty].kind, TypeKind::Builtin(Builtin::Str)) {
                    chosen.insert((id, &*member.name), Chosen::Bytes);
                } else {
                    let ty = schema[member.ty].name();
                    problems.push(
                        pattern.problem(&format!("the member {path} is of type '{ty}', not 'str'")),
                    );
                }
            }
            for pattern in types.iter().filter(|pattern| pattern.matches(path)) {
                if is_discriminator(schema, id, &member.name) {
                    problems
                        .push(pattern.problem(&format!("the member {path} is a discriminator")));
                } else if let Some(ty) = &pattern.value {
                    chosen.insert((id, &*member.name), Chosen::Type(ty.clone()));
                }
            }
        }
    }
    problems.extend((bytes.iter()).filter_map(|it| it.unused("member", &texts)));
    problems.extend((types.iter()).filter_map(|it| it.unused("member", &paths)));
    problems.extend(no_rust(&types));
    chosen
}

/// Returns the members that the patterns of an option match. None may be a discriminator.
fn matching<'a>(
    option: &'static str,
    texts: &[String],
    schema: &'a Schema,
    problems: &mut Vec<String>,
) -> FxHashSet<(TypeId, &'a str)> {
    let mut found = FxHashSet::default();
    let patterns: Vec<_> = (texts.iter())
        .map(|text| Pattern::new(option, text, ()))
        .collect();
    if patterns.is_empty() {
        return found;
    }
    let mut paths = Vec::new();
    for (id, _) in schema.types() {
        for member in schema.object(id).iter().flat_map(|it| &it.members) {
            let path = Path::of_part(owner_name(schema, id), &member.name);
            paths.push(path);
            for pattern in patterns.iter().filter(|pattern| pattern.matches(path)) {
                if is_discriminator(schema, id, &member.name) {
                    problems
                        .push(pattern.problem(&format!("the member {path} is a discriminator")));
                } else {
                    found.insert((id, &*member.name));
                }
            }
        }
    }
    problems.extend((patterns.iter()).filter_map(|it| it.unused("member", &paths)));
    found
}

fn is_discriminator(schema: &Schema, owner: TypeId, member: &str) -> bool {
    let mut unions = schema.types().filter_map(|(_, ty)| match &ty.kind {
        TypeKind::Object(object) => object.branches.as_ref(),
        _ => None,
    });
    unions.any(|it| it.discriminator_owner == owner && *it.discriminator == *member)
}

fn externs(
    schema: &Schema,
    config: &Config,
    problems: &mut Vec<String>,
) -> FxHashMap<TypeId, String> {
    let renames: Vec<_> = (config.rename.iter())
        .map(|(text, name)| Pattern::new("rename", text, name))
        .collect();
    let mut chosen = FxHashMap::default();
    let patterns: Vec<_> = (config.extern_types.iter())
        .map(|(text, path)| Pattern::new("extern-types", text, path))
        .collect();
    if patterns.is_empty() {
        return chosen;
    }
    let mut paths = Vec::new();
    for (id, ty) in schema.types() {
        if !ty.definition.is_explicit() {
            continue;
        }
        let path = Path::of_definition(ty.name());
        paths.push(path);
        for pattern in patterns.iter().filter(|it| it.matches(path)) {
            let renamed = renames.iter().rfind(|it| it.matches(path));
            let ident = match renamed {
                Some(rename) => identifier(rename.value),
                None => Case::Type.ident(ty.name()),
            };
            match rust(&pattern.value.replace('*', ident.as_str())) {
                Some(path) => {
                    chosen.insert(id, path);
                }
                None => problems.push(pattern.problem("its path is no Rust")),
            }
        }
    }
    problems.extend((patterns.iter()).filter_map(|it| it.unused("type", &paths)));
    chosen
}

fn attributes<'a>(
    schema: &'a Schema,
    config: &Config,
    problems: &mut Vec<String>,
) -> FxHashMap<Path<'a>, String> {
    let mut chosen: FxHashMap<Path<'a>, String> = FxHashMap::default();
    let attributes: Vec<_> = (config.attributes.iter())
        .map(|(text, list)| {
            let attributes = snippet::attributes(&list.join(" "));
            Pattern::new("attributes", text, attributes)
        })
        .collect();
    if attributes.is_empty() {
        return chosen;
    }
    let mut paths = Vec::new();
    for_each_path(schema, |path, _| {
        paths.push(path);
        for pattern in attributes.iter().filter(|it| it.matches(path)) {
            let list = chosen.entry(path).or_default();
            if let Some(lines) = &pattern.value {
                list.extend((!list.is_empty()).then_some('\n'));
                list.push_str(lines);
            }
        }
    });
    let unused = |it: &Pattern<'_, _>| it.unused("definition, member or value", &paths);
    problems.extend(attributes.iter().filter_map(unused));
    problems.extend(no_rust(&attributes));
    chosen
}

fn requests<'a>(
    schema: &'a Schema,
    config: &Config,
    problems: &mut Vec<String>,
) -> Vec<Request<'a>> {
    let patterns: Vec<_> = (config.derives.iter())
        .map(|(text, list)| Pattern::new("derives", text, rust(&list.join(", "))))
        .collect();
    let mut requests: Vec<Request<'a>> = (patterns.iter())
        .map(|pattern| Request {
            pattern: pattern.text.to_owned(),
            traits: (pattern.value.iter())
                .flat_map(|list| list.split(','))
                .map(|path| path.trim().to_owned())
                .filter(|path| !path.is_empty())
                .collect(),
            matched: FxHashSet::default(),
        })
        .collect();
    if patterns.is_empty() {
        return requests;
    }
    let mut paths = Vec::new();
    for_each_path(schema, |path, is_definition| {
        paths.extend(is_definition.then_some(path));
        let pairs = requests.iter_mut().zip(&patterns);
        for (request, pattern) in pairs.filter(|_| is_definition) {
            if pattern.matches(path) {
                request.matched.insert(path.definition());
            }
        }
    });
    problems.extend(
        patterns
            .iter()
            .filter_map(|it| it.unused("definition", &paths)),
    );
    problems.extend(no_rust(&patterns));
    requests
}

fn names<'a>(
    schema: &'a Schema,
    config: &Config,
    problems: &mut Vec<String>,
) -> FxHashMap<Path<'a>, String> {
    let mut chosen = FxHashMap::default();
    let patterns: Vec<_> = (config.rename.iter())
        .map(|(text, name)| Pattern::new("rename", text, name))
        .collect();
    if patterns.is_empty() {
        return chosen;
    }
    let (mut paths, mut reserved) = (Vec::new(), Vec::new());
    for_each_path(schema, |path, is_definition| {
        paths.push(path);
        for pattern in patterns.iter().filter(|it| it.matches(path)) {
            if is_definition && is_reserved(pattern.value) {
                reserved.push(
                    pattern.problem(&format!("Rust has the name '{}' itself", pattern.value)),
                );
            }
            chosen.insert(path, pattern.value.clone());
        }
    });
    reserved.dedup();
    problems.append(&mut reserved);
    for pattern in &patterns {
        if !is_name(pattern.value) {
            problems.push(pattern.problem(&format!("'{}' is no name in Rust", pattern.value)));
        }
        problems.extend(pattern.unused("definition, member, value or branch", &paths));
    }
    chosen
}

/// Calls `visit` for every definition that is written and for every member, value and branch in it;
/// its second argument is `true` for definitions.
fn for_each_path<'a>(schema: &'a Schema, mut visit: impl FnMut(Path<'a>, bool)) {
    for (id, ty) in schema.types() {
        let owner = owner_name(schema, id);
        if ty.definition.is_explicit() {
            visit(Path::of_definition(owner), true);
        }
        let mut part = |name: &'a str| visit(Path::of_part(owner, name), false);
        match &ty.kind {
            TypeKind::Enum(this) => this.values.iter().for_each(|value| part(&value.name)),
            TypeKind::Object(object) => {
                (object.members.iter()).for_each(|member| part(&member.name));
                let branches = object.branches.iter().flat_map(|branches| &branches.list);
                branches.for_each(|branch| part(&branch.name));
            }
            TypeKind::Alternate(alternate) => {
                (alternate.branches.iter()).for_each(|branch| part(&branch.name));
            }
            TypeKind::Builtin(_) | TypeKind::Array(_) => {}
        }
    }
    let commands = schema.commands().map(|(_, it)| &it.definition);
    let events = schema.events().map(|(_, it)| &it.definition);
    (commands.chain(events)).for_each(|it| visit(Path::of_definition(&it.name), true));
}

/// Returns a line for each pattern whose text is not valid Rust.
fn no_rust<'p>(patterns: &'p [Pattern<'_, Option<String>>]) -> impl Iterator<Item = String> + 'p {
    let bad = patterns.iter().filter(|pattern| pattern.value.is_none());
    bad.map(|pattern| pattern.problem("what it stands for is not the Rust that belongs there"))
}
