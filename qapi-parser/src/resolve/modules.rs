//! Sorts the entities into modules: one per file, and one for the predefined entities.

use std::path::{Component, Path, PathBuf};

use super::declare::Declarations;
use crate::loader::Loader;
use crate::schema::{Command, Definition, Entity, Event, Module, ModuleId, Type, TypeKind};
use crate::source::{FileId, SourceMap, Span};

/// The definitions whose module is set.
pub(super) struct Parts<'p> {
    pub(super) types: &'p mut [Type],
    pub(super) commands: &'p mut [Command],
    pub(super) events: &'p mut [Event],
}

/// Returns the modules, in the order in which QEMU's front end reads them. `includes` contains, for
/// each directive, the number of definitions before it.
pub(super) fn sort(
    mut parts: Parts<'_>,
    declared: &Declarations<'_>,
    includes: &[(usize, FileId, Span)],
    sources: &SourceMap,
    loader: &dyn Loader,
) -> Vec<Module> {
    let paths: Vec<PathBuf> = sources
        .files()
        .map(|file| PathBuf::from(loader.identity(file.path())))
        .collect();
    let folder = paths
        .first()
        .and_then(|top| top.parent())
        .unwrap_or(Path::new(""))
        .to_owned();
    let mut modules = vec![Module {
        name: "./builtin".into(),
        entities: Vec::new(),
    }];
    let mut by_file = vec![None; paths.len()];
    let mut open = |file: FileId| {
        let (Some(path), Some(known)) = (paths.get(file.index()), by_file.get_mut(file.index()))
        else {
            return;
        };
        if known.is_none() {
            *known = Some(ModuleId(modules.len() as u32));
            modules.push(Module {
                name: relative(path, &folder).into(),
                entities: Vec::new(),
            });
        }
    };
    open(FileId(0));
    for (_, file, _) in includes {
        open(*file);
    }
    let module_of =
        |span: Option<Span>| span.map_or(ModuleId(0), |span| module_of_file(&by_file, span.file));
    let mut put = |at: Option<Span>, entity: Entity| {
        let module = module_of(at);
        if let Some(module) = modules.get_mut(module.index()) {
            module.entities.push(entity);
        }
        module
    };
    // Predefined types first, then definitions and includes in the order of the text.
    let mut order = declared.order.iter().copied().enumerate().peekable();
    let mut includes = includes.iter().peekable();
    let ends = std::iter::once(declared.predefined).chain(declared.made.iter().copied());
    for (definitions, end) in ends.enumerate() {
        while let Some((_, entity)) = order.next_if(|(index, _)| *index < end) {
            let module = put(parts.place(entity), entity);
            if let Some(definition) = parts.definition(entity) {
                definition.module = module;
            }
        }
        while let Some((_, file, span)) = includes.next_if(|(before, ..)| *before == definitions) {
            put(
                Some(*span),
                Entity::Include {
                    module: module_of_file(&by_file, *file),
                    span: *span,
                },
            );
        }
    }
    modules
}

fn module_of_file(by_file: &[Option<ModuleId>], file: FileId) -> ModuleId {
    let module = by_file.get(file.index()).copied().flatten();
    module.unwrap_or(ModuleId(0))
}

impl Parts<'_> {
    /// Returns the place that decides the module of an entity. Arrays are in the module of their
    /// elements.
    fn place(&self, entity: Entity) -> Option<Span> {
        match entity {
            Entity::Type(id) => match self.types.get(id.index())? {
                Type {
                    kind: TypeKind::Array(array),
                    ..
                } => self.types.get(array.element.index())?.definition.span,
                other => other.definition.span,
            },
            Entity::Command(id) => self.commands.get(id.index())?.definition.span,
            Entity::Event(id) => self.events.get(id.index())?.definition.span,
            Entity::Include { span, .. } => Some(span),
        }
    }

    fn definition(&mut self, entity: Entity) -> Option<&mut Definition> {
        match entity {
            Entity::Type(id) => Some(&mut self.types.get_mut(id.index())?.definition),
            Entity::Command(id) => Some(&mut self.commands.get_mut(id.index())?.definition),
            Entity::Event(id) => Some(&mut self.events.get_mut(id.index())?.definition),
            Entity::Include { .. } => None,
        }
    }
}

/// Returns `path` relative to `folder`. Both are normalised.
fn relative(path: &Path, folder: &Path) -> String {
    let (path, folder): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (path.components().collect(), folder.components().collect());
    let common = path.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = folder.iter().skip(common).map(|_| "..".to_owned());
    let down = path
        .iter()
        .skip(common)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_from_the_top_folder() {
        let name = |path: &str, folder: &str| relative(Path::new(path), Path::new(folder));
        assert_eq!(name("/a/b/c.json", "/a/b"), "c.json");
        assert_eq!(name("/a/b/d/c.json", "/a/b"), "d/c.json");
        assert_eq!(
            name("/a/qapi/c.json", "/a/storage-daemon/qapi"),
            "../../qapi/c.json"
        );
        assert_eq!(name("c.json", ""), "c.json");
    }
}
