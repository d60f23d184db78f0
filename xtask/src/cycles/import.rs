//! The imports between the files of a crate.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::module::{CodePath, Meaning, ModuleId, Modules};

/// The use, in one file, of an item that another file defines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Import {
    pub(super) from: PathBuf,
    pub(super) line: usize,
    pub(super) path: String,
    pub(super) to: PathBuf,
}

/// Returns the imports between the files of a crate.
pub(super) fn imports(modules: &Modules) -> BTreeSet<Import> {
    let mut found = Imports {
        modules,
        imports: BTreeSet::new(),
    };
    for (id, module) in modules.modules.iter().enumerate() {
        for import in module.uses.iter().filter(|import| !import.reexport) {
            found.add(id, &import.path, import.line);
        }
        for path in &module.paths {
            found.add_path(id, path);
        }
    }
    found.imports
}

struct Imports<'m> {
    modules: &'m Modules,
    imports: BTreeSet<Import>,
}

impl Imports<'_> {
    /// Adds a path in code, unless a `use` declaration brings in its first name: that one counts.
    fn add_path(&mut self, id: ModuleId, path: &CodePath) {
        let (Some(module), Some(first)) = (self.modules.modules.get(id), path.segments.first())
        else {
            return;
        };
        let meanings = module.meanings(first);
        let is_imported = !meanings.is_empty()
            && meanings.iter().all(|meaning| match meaning {
                Meaning::Use(index) => module.uses.get(*index).is_some_and(|it| !it.reexport),
                _ => false,
            });
        if is_imported && !self.modules.is_module(id, first) {
            return;
        }
        let found = self.add(id, &path.segments, path.line);
        if !found && path.is_macro && path.segments.len() == 1 {
            for to in self.modules.defining_files_of_macro(id, first) {
                self.edge(id, to, &path.segments, path.line);
            }
        }
    }

    /// Adds the target of a path in a module. Returns whether it is in this crate.
    fn add(&mut self, id: ModuleId, path: &[String], line: usize) -> bool {
        let files = self.modules.defining_files(id, path);
        for to in &files {
            self.edge(id, *to, path, line);
        }
        !files.is_empty()
    }

    fn edge(&mut self, id: ModuleId, to: usize, path: &[String], line: usize) {
        let Some(module) = self.modules.modules.get(id) else {
            return;
        };
        let file = |id: usize| self.modules.files.get(id).cloned();
        if module.file != to
            && let (Some(from), Some(to)) = (file(module.file), file(to))
        {
            let path = path.join("::");
            self.imports.insert(Import {
                from,
                line,
                path,
                to,
            });
        }
    }
}
