//! The generated parts, and the configuration of all but the types.

use qapi_parser::schema::{CommandId, Schema};
use rustc_hash::FxHashSet;

use super::pattern::{Path, Pattern};
use crate::code::Ident;
use crate::conditions::Presence;
use crate::config::{Config, Emit};
use crate::names::{identifier, is_name, is_reserved};
use crate::snippet::rust;

/// The parts other than the types.
#[derive(Debug)]
pub(crate) struct Emission {
    /// The path of the types, if they are not generated.
    pub(crate) types_path: Option<String>,
    /// The path by which other crates reach the generated module, if the configuration has one.
    pub(crate) public_path: Option<String>,
    pub(crate) server: Option<ServerShape>,
    /// The commands whose successful replies begin with the byte 0xFF.
    delimited: FxHashSet<CommandId>,
}

/// A server.
#[derive(Debug)]
pub(crate) struct ServerShape {
    /// The name of the trait.
    pub(crate) name: Ident,
    /// The name of the table of its commands.
    pub(crate) table: Ident,
    /// The commands that it implements, in the order of the schema.
    pub(crate) commands: Vec<CommandId>,
    pub(crate) asynchronous: bool,
}

impl Emission {
    /// Selects the generated parts.
    ///
    /// # Errors
    /// Returns a line for each option that is invalid, and for each pattern that matches nothing.
    pub(super) fn new(
        schema: &Schema,
        config: &Config,
        presence: &Presence<'_>,
    ) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        if config.emit.is_empty() {
            problems.push("emit: it is empty, so that nothing would be generated".to_owned());
        }
        if config.emit.contains(&Emit::Introspection)
            && matches!(config.conditions, crate::config::Conditions::Cfg(_))
        {
            let line =
                "emit: introspection is one text, which cannot follow conditions that become `cfg`";
            problems.push(line.to_owned());
        }
        let types_path = types_path(config, &mut problems);
        let public_path = public_path(config, &mut problems);
        let present = |id: &CommandId| presence.of(schema[*id].definition.condition.as_ref());
        let all: Vec<CommandId> = (schema.commands().map(|(id, _)| id))
            .filter(present)
            .collect();
        let mut matching = |option, texts: &[String]| {
            let (found, unused) = matching(schema, &all, option, texts);
            problems.extend(unused);
            found
        };
        let delimited = (matching("delimited", &config.delimited).into_iter()).collect();
        let mut commands = matching("server.commands", &config.server.commands);
        if config.server.commands.is_empty() {
            commands = all;
        }
        let server = config.emit.contains(&Emit::Server).then(|| {
            let name = &config.server.name;
            // A keyword would become `r#..`.
            if !is_name(name) || identifier(name).as_str() != name {
                problems.push(format!("server.name '{name}': that is no name in Rust"));
            } else if is_reserved(name) {
                problems.push(format!("server.name '{name}': Rust has that name itself"));
            }
            ServerShape {
                name: identifier(name),
                table: identifier(&format!("{name}Commands")),
                commands,
                asynchronous: config.server.asynchronous,
            }
        });
        if problems.is_empty() {
            Ok(Self {
                types_path,
                public_path,
                server,
                delimited,
            })
        } else {
            Err(problems)
        }
    }

    /// Returns whether the command's successful replies begin with the byte 0xFF.
    pub(crate) fn is_delimited(&self, command: CommandId) -> bool {
        self.delimited.contains(&command)
    }
}

/// Returns the commands that patterns match, and a line for each pattern that matches none.
fn matching(
    schema: &Schema,
    commands: &[CommandId],
    option: &'static str,
    texts: &[String],
) -> (Vec<CommandId>, Vec<String>) {
    let patterns: Vec<_> = (texts.iter())
        .map(|text| Pattern::new(option, text, ()))
        .collect();
    let path = |id: &CommandId| Path::of_definition(&schema[*id].definition.name);
    let matches = |id: &&CommandId| {
        // Every pattern is asked, so that each records its match.
        let path = path(id);
        patterns
            .iter()
            .filter(|pattern| pattern.matches(path))
            .count()
            > 0
    };
    let found = commands.iter().filter(matches).copied().collect();
    let paths: Vec<Path<'_>> = commands.iter().map(path).collect();
    let unused = (patterns.iter()).filter_map(|it| it.unused("command", &paths));
    (found, unused.collect())
}

fn types_path(config: &Config, problems: &mut Vec<String>) -> Option<String> {
    let here = config.emit.contains(&Emit::Types);
    let Some(path) = &config.types_path else {
        if !here && (config.emit.iter()).any(|part| [Emit::Server, Emit::Client].contains(part)) {
            let line = "types-path: the types are not generated, so it must say where they are";
            problems.push(line.to_owned());
        }
        return None;
    };
    if here {
        problems.push(format!("types-path '{path}': the types are generated here"));
    }
    let written = rust(path);
    if !here && written.is_none() {
        problems.push(format!("types-path '{path}': that is no path in Rust"));
    }
    written
}

fn public_path(config: &Config, problems: &mut Vec<String>) -> Option<String> {
    let path = config.public_path.as_deref()?;
    let names = path.strip_prefix("::").unwrap_or(path).split("::");
    if !names.clone().all(is_name) {
        problems.push(format!("public-path '{path}': that is no path of a module"));
    }
    Some(names.collect::<Vec<_>>().join("::"))
}
