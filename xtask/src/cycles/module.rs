//! The modules of a crate, and the meanings of their names.

use std::collections::HashMap;
use std::path::PathBuf;

/// The index of a file in [`Modules::files`].
pub(super) type FileId = usize;

/// The index of a module in [`Modules::modules`]. The crate's root is module 0.
pub(super) type ModuleId = usize;

/// The modules of a crate.
#[derive(Default)]
pub(super) struct Modules {
    pub(super) files: Vec<PathBuf>,
    pub(super) modules: Vec<Module>,
}

/// A module: a file, or part of one.
pub(super) struct Module {
    pub(super) file: FileId,
    pub(super) parent: Option<ModuleId>,
    /// The meanings of each name: up to one in each namespace, and more if conditions choose
    /// between definitions.
    pub(super) names: HashMap<String, Vec<Meaning>>,
    pub(super) uses: Vec<Use>,
    /// The paths in the module's other items.
    pub(super) paths: Vec<CodePath>,
}

impl Module {
    pub(super) fn new(file: FileId, parent: Option<ModuleId>) -> Self {
        Self {
            file,
            parent,
            names: HashMap::new(),
            uses: Vec::new(),
            paths: Vec::new(),
        }
    }

    /// Returns the meanings of a name, except those from glob imports.
    pub(super) fn meanings(&self, name: &str) -> &[Meaning] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn define(&mut self, name: String, meaning: Meaning) {
        self.names.entry(name).or_default().push(meaning);
    }

    /// Adds a `use` declaration of one name, or of a glob.
    pub(super) fn import(&mut self, import: Use) {
        if let Some(name) = &import.name {
            self.define(name.clone(), Meaning::Use(self.uses.len()));
        }
        self.uses.push(import);
    }
}

/// The meaning of a name in a module.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    Module(ModuleId),
    /// An item that the file defines.
    Item(FileId),
    /// A macro that the file defines.
    Macro(FileId),
    /// The import of the module's `use` declaration with this index.
    Use(usize),
}

/// One name of a `use` declaration.
#[derive(Debug)]
pub(super) struct Use {
    pub(super) path: Vec<String>,
    /// The name in the module; `None` for `_` and for globs.
    pub(super) name: Option<String>,
    pub(super) glob: bool,
    /// `true` if the declaration has a visibility of its own.
    pub(super) reexport: bool,
    pub(super) line: usize,
}

/// A path in code. Generic arguments end it.
#[derive(Debug)]
pub(super) struct CodePath {
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
    /// `true` if the path names a macro that is called.
    pub(super) is_macro: bool,
}
