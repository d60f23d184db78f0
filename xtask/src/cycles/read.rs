//! Reads the modules of a crate from its root file and the files of its modules.

use std::io;
use std::path::{Component, Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Expr, Ident, Item, ItemMod, Lit, Meta};

use super::code::{Code, is_for_tests, name, uses};
use super::module::{Meaning, Module, ModuleId, Modules};
use crate::failure::Failure;

/// Reads the modules of the crate with this root file. `source` returns the text of a file.
///
/// # Errors
/// A file that cannot be read or is not Rust, or a module without a file.
pub(super) fn modules(
    root: &Path,
    source: &dyn Fn(&Path) -> io::Result<String>,
) -> Result<Modules, Failure> {
    let mut reader = Reader {
        source,
        modules: Modules::default(),
        pending: Vec::new(),
    };
    let folder = root.parent().unwrap_or(Path::new("")).to_owned();
    reader.file(root.to_owned(), None, folder)?;
    while let Some(declaration) = reader.pending.pop() {
        reader.declaration(declaration)?;
    }
    Ok(reader.modules)
}

struct Reader<'s> {
    source: &'s dyn Fn(&Path) -> io::Result<String>,
    modules: Modules,
    pending: Vec<Declaration>,
}

/// A declared module that is not read yet.
struct Declaration {
    parent: ModuleId,
    item: ItemMod,
    /// The folder of the files of the parent's modules.
    folder: PathBuf,
}

impl Reader<'_> {
    /// Reads a module from a file. `folder` contains the modules that the file declares.
    fn file(
        &mut self,
        path: PathBuf,
        parent: Option<ModuleId>,
        folder: PathBuf,
    ) -> Result<ModuleId, Failure> {
        let failed = |reason: String| Failure::Failed(format!("{}: {reason}", path.display()));
        let text = (self.source)(&path).map_err(|error| failed(error.to_string()))?;
        let parsed = syn::parse_file(&text).map_err(|error| {
            let line = error.span().start().line;
            failed(format!("line {line}: {error}"))
        })?;
        self.modules.files.push(path);
        let module = Module::new(self.modules.files.len() - 1, parent);
        Ok(self.module(module, parsed.items, &folder))
    }

    /// Reads a module's items.
    fn module(&mut self, mut module: Module, items: Vec<Item>, folder: &Path) -> ModuleId {
        let id = self.modules.modules.len();
        let mut exported = Vec::new();
        let mut code = TokenStream::new();
        for item in items {
            if is_for_tests(attributes(&item)) {
                continue;
            }
            match item {
                Item::Use(item) => uses(&item).into_iter().for_each(|it| module.import(it)),
                Item::Mod(item) => self.pending.push(Declaration {
                    parent: id,
                    item,
                    folder: folder.to_owned(),
                }),
                item => {
                    if let Some(ident) = defined(&item) {
                        let meaning = match &item {
                            Item::Macro(_) => Meaning::Macro(module.file),
                            _ => Meaning::Item(module.file),
                        };
                        module.define(name(ident), meaning);
                        if is_exported(&item) {
                            exported.push((name(ident), meaning));
                        }
                    }
                    item.to_tokens(&mut code);
                }
            }
        }
        let code = Code::read(code);
        code.uses.into_iter().for_each(|it| module.import(it));
        module.paths = code.paths;
        self.modules.modules.push(module);
        // Exported macros are items of the crate's root, wherever they are defined.
        if let Some(root) = self.modules.modules.first_mut().filter(|_| id > 0) {
            for (name, meaning) in exported {
                root.define(name, meaning);
            }
        }
        id
    }

    /// Reads a declared module from its file or its braces.
    fn declaration(&mut self, declaration: Declaration) -> Result<(), Failure> {
        let Declaration {
            parent,
            item,
            folder,
        } = declaration;
        let name = name(&item.ident);
        let inner = folder.join(&name);
        let Some(file) = self.modules.modules.get(parent).map(|module| module.file) else {
            return Ok(());
        };
        let id = match item.content {
            Some((_, items)) => self.module(Module::new(file, Some(parent)), items, &inner),
            None => {
                let (path, inner) = self.place(file, &item.attrs, &folder, inner)?;
                self.file(path, Some(parent), inner)?
            }
        };
        if let Some(module) = self.modules.modules.get_mut(parent) {
            module.define(name, Meaning::Module(id));
        }
        Ok(())
    }

    /// Returns the file of a module, and the folder of the modules that it declares.
    fn place(
        &self,
        declared_in: usize,
        attributes: &[Attribute],
        folder: &Path,
        inner: PathBuf,
    ) -> Result<(PathBuf, PathBuf), Failure> {
        let in_file = inner.with_extension("rs");
        let in_folder = inner.join("mod.rs");
        let declared_in = self.modules.files.get(declared_in);
        if let Some(path) = path_attribute(attributes) {
            let from = declared_in.and_then(|file| file.parent()).unwrap_or(folder);
            let path = normal(&from.join(path));
            let inner = path.parent().unwrap_or(folder).to_owned();
            return Ok((path, inner));
        }
        for path in [in_file, in_folder] {
            if (self.source)(&path).is_ok() {
                return Ok((path, inner));
            }
        }
        let declared_in = declared_in.cloned().unwrap_or_default();
        Err(Failure::Failed(format!(
            "{}: there is no file of the module at {}",
            declared_in.display(),
            inner.display()
        )))
    }
}

/// Returns the name of an item that is neither a module nor a `use` declaration.
fn defined(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::TraitAlias(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_exported(item: &Item) -> bool {
    let mut attributes = attributes(item).iter();
    attributes.any(|attribute| attribute.path().is_ident("macro_export"))
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
}

/// Returns a path without each `..` that follows a folder.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        if component == Component::ParentDir && out.file_name().is_some() {
            out.pop();
        } else if component != Component::CurDir {
            out.push(component);
        }
    }
    out
}
