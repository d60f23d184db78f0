//! Reads the public API of generated code: everything that is `pub` and not hidden.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, GenericParam, Generics, ImplItem, Item as Code, ItemImpl, ItemMacro,
    Meta, Pat, ReturnType, TraitItem, Type, Visibility,
};

use super::error::SourceError;
use super::scope::{Scopes, unraw};
use super::surface::{Form, Function, Head, Impl, Item, Parameter, Part, Signature, Surface};
use super::text::{map_paths, paths, text};

/// Traits of qapi-wire whose associated types are not for users.
const INTERNAL: [&str; 1] = ["Object"];

/// Reads a file of generated code.
pub(super) fn read(code: &str) -> Result<Surface, SourceError> {
    let file = syn::parse_file(code).map_err(|error| SourceError {
        line: error.span().start().line,
        reason: error.to_string(),
    })?;
    let scopes = Scopes::of(&file.items);
    let mut surface = Surface::default();
    visit(&file.items, "", &mut |item, module| {
        let reader = Reader {
            scopes: &scopes,
            module,
            generics: Vec::new(),
        };
        if let Some((name, item)) = reader.item(item)
            && let Some(path) = scopes.public(module, &name)
        {
            surface.items.entry(path).or_insert(item);
        }
    });
    visit(&file.items, "", &mut |item, module| {
        let reader = Reader {
            scopes: &scopes,
            module,
            generics: Vec::new(),
        };
        match item {
            Code::Impl(item) => reader.implementation(item, &mut surface),
            Code::Macro(item) => reader.expansion(item, &mut surface),
            _ => {}
        }
    });
    Ok(surface)
}

/// Calls a function with each item, and the path of its module.
fn visit<'c>(items: &'c [Code], module: &str, each: &mut impl FnMut(&'c Code, &str)) {
    for item in items {
        if let Code::Mod(inner) = item {
            let path = super::scope::join(module, &unraw(&inner.ident));
            let content = inner.content.as_ref().map(|(_, items)| items.as_slice());
            visit(content.unwrap_or_default(), &path, each);
        } else {
            each(item, module);
        }
    }
}

/// Reads the items of a module.
struct Reader<'r> {
    scopes: &'r Scopes,
    module: &'r str,
    /// The type parameters in scope, which are not items.
    generics: Vec<String>,
}

impl Reader<'_> {
    /// Returns the name and the item, if it is visible to users.
    fn item(&self, item: &Code) -> Option<(String, Item)> {
        let (attributes, visibility, ident) = match item {
            Code::Struct(it) => (&it.attrs, &it.vis, &it.ident),
            Code::Enum(it) => (&it.attrs, &it.vis, &it.ident),
            Code::Trait(it) => (&it.attrs, &it.vis, &it.ident),
            Code::Type(it) => (&it.attrs, &it.vis, &it.ident),
            Code::Const(it) => (&it.attrs, &it.vis, &it.ident),
            Code::Fn(it) => (&it.attrs, &it.vis, &it.sig.ident),
            _ => return None,
        };
        let head = public(visibility, attributes)?;
        let mut parts = Vec::new();
        let mut functions = BTreeMap::new();
        let form = match item {
            Code::Struct(item) => {
                parts = self.fields(&item.fields);
                match item.fields {
                    Fields::Unnamed(_) => Form::TupleStruct,
                    _ => Form::Struct,
                }
            }
            Code::Enum(item) => {
                parts = (item.variants.iter())
                    .filter_map(|variant| {
                        Some(Part {
                            name: unraw(&variant.ident),
                            head: shown(&variant.attrs)?,
                            ty: self.payload(&variant.fields),
                        })
                    })
                    .collect();
                Form::Enum
            }
            Code::Trait(item) => {
                functions = self.trait_functions(&item.items);
                Form::Trait
            }
            Code::Type(item) => Form::Alias(self.ty(&item.ty)),
            Code::Const(item) => Form::Constant(self.ty(&item.ty)),
            Code::Fn(item) => Form::Function(self.signature(&item.sig)),
            _ => return None,
        };
        let item = Item {
            form,
            head,
            non_exhaustive: attributes
                .iter()
                .any(|it| it.path().is_ident("non_exhaustive")),
            parts,
            functions,
            impls: derived(attributes),
        };
        Some((unraw(ident), item))
    }

    fn fields(&self, fields: &Fields) -> Vec<Part> {
        let fields = fields.iter().enumerate();
        let part = |(number, field): (usize, &syn::Field)| {
            Some(Part {
                name: field
                    .ident
                    .as_ref()
                    .map_or_else(|| number.to_string(), unraw),
                head: public(&field.vis, &field.attrs)?,
                ty: self.ty(&field.ty),
            })
        };
        fields.filter_map(part).collect()
    }

    /// Returns the fields of a variant, as written after its name.
    fn payload(&self, fields: &Fields) -> String {
        let part = |field: &syn::Field| match &field.ident {
            Some(ident) => format!("{}: {}", unraw(ident), self.ty(&field.ty)),
            None => self.ty(&field.ty),
        };
        let parts: Vec<String> = fields.iter().map(part).collect();
        match fields {
            Fields::Named(_) => format!("{{{}}}", parts.join(", ")),
            Fields::Unnamed(_) => format!("({})", parts.join(", ")),
            Fields::Unit => String::new(),
        }
    }

    fn trait_functions(&self, items: &[TraitItem]) -> BTreeMap<String, Function> {
        let function = |item: &TraitItem| {
            let TraitItem::Fn(item) = item else {
                return None;
            };
            let function = Function {
                head: shown(&item.attrs)?,
                signature: self.signature(&item.sig),
                required: item.default.is_none(),
            };
            Some((unraw(&item.sig.ident), function))
        };
        items.iter().filter_map(function).collect()
    }

    /// Adds the content of an `impl` to its item.
    fn implementation(&self, code: &ItemImpl, surface: &mut Surface) {
        let reader = self.inside(&code.generics);
        let Some(head) = shown(&code.attrs) else {
            return;
        };
        let subject = reader.ty(&code.self_ty);
        let Some((path, _)) = &code.trait_ else {
            if let Some(item) = surface.items.get_mut(&subject) {
                item.functions.extend(reader.inherent(&code.items));
            }
            return;
        };
        let written = reader.resolved(&text(path.to_token_stream()));
        let mut key = last_segment(&written).to_owned();
        let bounds: Vec<String> = (code.generics.type_params())
            .map(|it| text(it.to_token_stream()))
            .filter(|bound| bound.contains(": "))
            .collect();
        if !bounds.is_empty() {
            key = format!("{key} where {}", reader.resolved(&bounds.join(", ")));
        }
        // Implementations for references, and for types of other crates with the item as a
        // parameter.
        let owner = match surface.has(&subject) {
            true => Some(subject),
            false => {
                key = format!("{key} for {subject}");
                let mut used = paths(&subject).into_iter().chain(paths(&written));
                used.find(|path| surface.has(path))
            }
        };
        let Some(item) = owner.and_then(|owner| surface.items.get_mut(&owner)) else {
            return;
        };
        let types = code.items.iter().filter_map(|item| match item {
            ImplItem::Type(item) => Some((unraw(&item.ident), reader.ty(&item.ty))),
            _ => None,
        });
        let types = match INTERNAL.contains(&&*key) {
            true => BTreeMap::new(),
            false => types.collect(),
        };
        item.impls.insert(
            key,
            Impl {
                cfg: head.cfg,
                types,
            },
        );
    }

    /// Returns the public functions and constants of an inherent implementation.
    fn inherent(&self, items: &[ImplItem]) -> BTreeMap<String, Function> {
        let function = |item: &ImplItem| {
            let (name, head, signature) = match item {
                ImplItem::Fn(item) => {
                    let head = public(&item.vis, &item.attrs)?;
                    (unraw(&item.sig.ident), head, self.signature(&item.sig))
                }
                ImplItem::Const(item) => {
                    let signature = Signature {
                        qualifiers: "const".to_owned(),
                        receiver: String::new(),
                        parameters: Vec::new(),
                        result: self.ty(&item.ty),
                    };
                    (
                        unraw(&item.ident),
                        public(&item.vis, &item.attrs)?,
                        signature,
                    )
                }
                _ => return None,
            };
            Some((
                name,
                Function {
                    head,
                    signature,
                    required: false,
                },
            ))
        };
        items.iter().filter_map(function).collect()
    }

    /// Adds the implementations of a macro to the first item that it names.
    fn expansion(&self, code: &ItemMacro, surface: &mut Surface) {
        let arguments = text(code.mac.tokens.clone());
        let resolved = self.resolved(&arguments);
        let owner = paths(&resolved)
            .into_iter()
            .chain(paths(&arguments))
            .find_map(|path| {
                // The item itself, or a variant of it.
                let owner = path.rsplit_once("::").map(|(owner, _)| owner.to_owned());
                let owner = owner.and_then(|owner| self.scopes.resolve(self.module, &owner));
                let candidates = std::iter::once(path).chain(owner);
                candidates.into_iter().find(|path| surface.has(path))
            });
        let Some(item) = owner.and_then(|owner| surface.items.get_mut(&owner)) else {
            return;
        };
        let cfg = head(&code.attrs).cfg;
        for name in implemented(&text(code.mac.path.to_token_stream()), &resolved) {
            item.impls.insert(
                name,
                Impl {
                    cfg: cfg.clone(),
                    types: BTreeMap::new(),
                },
            );
        }
    }

    fn signature(&self, code: &syn::Signature) -> Signature {
        let reader = self.inside(&code.generics);
        let mut qualifiers = Vec::new();
        qualifiers.extend(code.constness.as_ref().map(|_| "const".to_owned()));
        qualifiers.extend(code.asyncness.as_ref().map(|_| "async".to_owned()));
        if !code.generics.params.is_empty() {
            let (parameters, _, bounds) = code.generics.split_for_impl();
            let tokens = parameters
                .to_token_stream()
                .into_iter()
                .chain(bounds.to_token_stream());
            qualifiers.push(reader.resolved(&text(tokens.collect())));
        }
        let mut receiver = String::new();
        let mut parameters = Vec::new();
        for input in &code.inputs {
            match input {
                FnArg::Receiver(it) => {
                    // `mut self` does not affect callers.
                    receiver = text(it.to_token_stream())
                        .trim_start_matches("mut ")
                        .to_owned();
                }
                FnArg::Typed(input) => parameters.push(Parameter {
                    name: match &*input.pat {
                        Pat::Ident(pattern) => unraw(&pattern.ident),
                        pattern => text(pattern.to_token_stream()),
                    },
                    ty: reader.ty(&input.ty),
                    cfg: head(&input.attrs).cfg,
                }),
            }
        }
        let result = match &code.output {
            ReturnType::Type(_, ty) => reader.ty(ty),
            ReturnType::Default => "()".to_owned(),
        };
        Signature {
            qualifiers: qualifiers.join(" "),
            receiver,
            parameters,
            result,
        }
    }

    /// Returns a reader with these type parameters in scope.
    fn inside(&self, generics: &Generics) -> Self {
        let parameters = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
                _ => None,
            });
        Self {
            generics: self.generics.iter().cloned().chain(parameters).collect(),
            ..*self
        }
    }

    fn ty(&self, ty: &Type) -> String {
        self.resolved(&text(ty.to_token_stream()))
    }

    /// Returns the text with the public paths of items.
    fn resolved(&self, text: &str) -> String {
        map_paths(text, |path| {
            match self.generics.iter().any(|name| name == path) {
                true => None,
                false => self.scopes.resolve(self.module, path),
            }
        })
    }
}

/// Returns the traits that a macro of qapi-wire implements; for other macros, `PATH!`.
fn implemented(path: &str, arguments: &str) -> Vec<String> {
    let traits: &[&str] = match last_segment(path) {
        "object" => &["Deserialize"],
        "newtype" | "enumeration" | "alternate" => &["Deserialize", "Serialize"],
        "display" => &["Display", "FromStr"],
        // `StrOrNull::S(String)`
        "alternative" => {
            let from = arguments
                .split_once('(')
                .map_or(arguments, |(_, from)| from);
            return vec![format!("From<{}>", from.trim_end_matches(')'))];
        }
        _ => return vec![format!("{path}!")],
    };
    traits.iter().map(|name| (*name).to_owned()).collect()
}

/// Returns `From<a::B>` for `core::convert::From<a::B>`.
fn last_segment(path: &str) -> &str {
    let end = path.find('<').unwrap_or(path.len());
    let start = path.get(..end).and_then(|path| path.rfind("::"));
    path.get(start.map_or(0, |at| at + 2)..).unwrap_or(path)
}

/// Returns the attributes of an item that is `pub` and not hidden.
fn public(visibility: &Visibility, attributes: &[Attribute]) -> Option<Head> {
    match visibility {
        Visibility::Public(_) => shown(attributes),
        _ => None,
    }
}

/// Returns the attributes of an item that is not `#[doc(hidden)]`.
fn shown(attributes: &[Attribute]) -> Option<Head> {
    let hidden =
        |attribute: &Attribute| list(attribute, "doc").is_some_and(|text| text == "hidden");
    (!attributes.iter().any(hidden)).then(|| head(attributes))
}

fn head(attributes: &[Attribute]) -> Head {
    let cfgs: Vec<String> = attributes.iter().filter_map(|it| list(it, "cfg")).collect();
    let aliases = attributes.iter().filter_map(|it| list(it, "doc"));
    let aliases = aliases.filter(|text| text.starts_with("alias"));
    Head {
        cfg: match &*cfgs {
            [] => None,
            [one] => Some(one.clone()),
            all => Some(format!("all({})", all.join(", "))),
        },
        deprecated: attributes.iter().any(|it| it.path().is_ident("deprecated")),
        aliases: aliases
            .flat_map(|text| {
                text.split('"')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect(),
    }
}

/// Returns the text in the parentheses of an attribute.
fn list(attribute: &Attribute, name: &str) -> Option<String> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident(name) => Some(text(list.tokens.clone())),
        _ => None,
    }
}

/// Returns the derived traits.
fn derived(attributes: &[Attribute]) -> BTreeMap<String, Impl> {
    let lists = attributes
        .iter()
        .filter_map(|attribute| list(attribute, "derive"));
    let traits = lists.flat_map(|list| {
        let names = list
            .split(',')
            .map(|name| last_segment(name.trim()).to_owned());
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>()
    });
    traits.map(|name| (name, Impl::default())).collect()
}
