//! Resolution of paths.

use std::collections::HashSet;

use super::module::{FileId, Meaning, ModuleId, Modules};

/// The module or item to which a path leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Module(ModuleId),
    /// An item that the file defines, or a part of one: a variant, an associated function.
    Item(FileId),
}

impl Modules {
    /// Returns the files that define the items that a path in a module names. A path to a module,
    /// or to another crate, has none.
    pub(super) fn defining_files(&self, module: ModuleId, path: &[String]) -> Vec<FileId> {
        let targets = Resolver::new(self).path(module, path);
        files(targets)
    }

    /// Returns the files that define a macro that is called by its name alone. It may be defined in
    /// a parent module, earlier in the text.
    pub(super) fn defining_files_of_macro(&self, module: ModuleId, name: &str) -> Vec<FileId> {
        let mut next = Some(module);
        while let Some(current) = next.and_then(|id| self.modules.get(id)) {
            let found: Vec<FileId> = (current.meanings(name).iter())
                .filter_map(|meaning| match meaning {
                    Meaning::Macro(file) => Some(*file),
                    _ => None,
                })
                .collect();
            if !found.is_empty() {
                return found;
            }
            next = current.parent;
        }
        Vec::new()
    }

    /// Returns whether a name in a module is that of a module.
    pub(super) fn is_module(&self, module: ModuleId, name: &str) -> bool {
        let targets = Resolver::new(self).path(module, &[name.to_owned()]);
        targets
            .iter()
            .any(|target| matches!(target, Target::Module(_)))
    }
}

fn files(targets: Vec<Target>) -> Vec<FileId> {
    let files = targets.into_iter().filter_map(|target| match target {
        Target::Item(file) => Some(file),
        Target::Module(_) => None,
    });
    files.collect()
}

/// Follows a path and the imports along it.
struct Resolver<'m> {
    modules: &'m Modules,
    /// The names already looked up: imports may form a cycle.
    seen: HashSet<(ModuleId, String)>,
}

impl<'m> Resolver<'m> {
    fn new(modules: &'m Modules) -> Self {
        let seen = HashSet::new();
        Self { modules, seen }
    }

    fn path(&mut self, module: ModuleId, path: &[String]) -> Vec<Target> {
        let Some((first, rest)) = path.split_first() else {
            return Vec::new();
        };
        let mut targets = match first.as_str() {
            "crate" => vec![Target::Module(0)],
            "self" | "super" => self.step(Target::Module(module), first, rest.is_empty()),
            _ => self.name(module, first, rest.is_empty()),
        };
        for (index, segment) in rest.iter().enumerate() {
            let is_last = index + 1 == rest.len();
            let steps = targets.into_iter();
            targets = steps
                .flat_map(|target| self.step(target, segment, is_last))
                .collect();
        }
        targets
    }

    /// Follows one name from a module. The parts of an item are in the file of the item.
    fn step(&mut self, from: Target, segment: &str, is_last: bool) -> Vec<Target> {
        match (from, segment) {
            (Target::Item(_), _) | (_, "self") => vec![from],
            (Target::Module(module), "super") => {
                let module = self.modules.modules.get(module);
                let parent = module.and_then(|module| module.parent);
                parent.map(Target::Module).into_iter().collect()
            }
            (Target::Module(module), name) => self.name(module, name, is_last),
        }
    }

    /// Looks a name up in a module. Before another name, a module takes precedence over an item.
    fn name(&mut self, id: ModuleId, name: &str, is_last: bool) -> Vec<Target> {
        let Some(module) = self.modules.modules.get(id) else {
            return Vec::new();
        };
        let meanings = module.meanings(name);
        let child = meanings.iter().find_map(|meaning| match meaning {
            Meaning::Module(child) => Some(Target::Module(*child)),
            _ => None,
        });
        if let (Some(child), false) = (child, is_last) {
            return vec![child];
        }
        if !self.seen.insert((id, name.to_owned())) {
            return Vec::new();
        }
        let mut targets = Vec::new();
        for meaning in meanings {
            match *meaning {
                Meaning::Module(child) => targets.push(Target::Module(child)),
                Meaning::Item(file) | Meaning::Macro(file) => targets.push(Target::Item(file)),
                Meaning::Use(index) => {
                    if let Some(import) = module.uses.get(index) {
                        targets.extend(self.path(id, &import.path));
                    }
                }
            }
        }
        if targets.is_empty() {
            for import in module.uses.iter().filter(|import| import.glob) {
                for target in self.path(id, &import.path) {
                    if let Target::Module(other) = target {
                        targets.extend(self.name(other, name, is_last));
                    }
                }
            }
        }
        targets
    }
}
