//! How generated code names types.

use proc_macro2::{Ident, TokenStream};
use qapi_parser::schema::{Builtin, TypeId, TypeKind};
use quote::quote;

use crate::cycles::Edge;
use crate::plan::{Chosen, Field, Place, Plan, Site};

/// Names of Rust's prelude, as one generated module can write them: short, unless an item of the
/// module goes by that name.
pub(super) struct Prelude {
    boxed: TokenStream,
    into: TokenStream,
    option: TokenStream,
    result: TokenStream,
    pub(super) string: TokenStream,
    vec: TokenStream,
}

impl Prelude {
    pub(super) fn new(taken: impl Fn(&str) -> bool) -> Self {
        let name = |short: &str, long: TokenStream, short_tokens: TokenStream| {
            if taken(short) { long } else { short_tokens }
        };
        Self {
            boxed: name("Box", quote!(::std::boxed::Box), quote!(Box)),
            into: name("Into", quote!(::core::convert::Into), quote!(Into)),
            option: name("Option", quote!(::core::option::Option), quote!(Option)),
            result: name("Result", quote!(::core::result::Result), quote!(Result)),
            string: name("String", quote!(::std::string::String), quote!(String)),
            vec: name("Vec", quote!(::std::vec::Vec), quote!(Vec)),
        }
    }
}

/// Names types as one generated module sees them.
pub(super) struct Types<'p, 'a> {
    pub(super) plan: &'p Plan<'a>,
    pub(super) site: Site,
    pub(super) prelude: Prelude,
}

impl Types<'_, '_> {
    /// A type of the schema.
    pub(super) fn of(&self, id: TypeId) -> TokenStream {
        // An array's element is never an array, so this goes one level deep.
        match &self.plan.schema[id].kind {
            TypeKind::Builtin(builtin) => self.builtin(*builtin),
            TypeKind::Array(array) => {
                let (vec, element) = (&self.prelude.vec, self.of(array.element));
                quote!(#vec<#element>)
            }
            TypeKind::Enum(_) | TypeKind::Object(_) | TypeKind::Alternate(_) => self.named(id),
        }
    }

    fn named(&self, id: TypeId) -> TokenStream {
        if let Some(path) = self.plan.extern_type(id) {
            return path.clone();
        }
        let Some(ident) = self.plan.ident(id) else {
            return quote!(rt::Empty);
        };
        let site = (self.plan).site(&self.plan.schema[id].definition, Place::Types);
        self.path(site, ident)
    }

    /// An item of another module.
    pub(super) fn path(&self, site: Site, ident: &Ident) -> TokenStream {
        let route = self.plan.modules.route(self.site, site);
        quote!(#(#route::)* #ident)
    }

    /// A member's type, but for being optional.
    pub(super) fn of_field(&self, owner: Option<TypeId>, field: &Field<'_>) -> TokenStream {
        match &field.chosen {
            Some(Chosen::Bytes) => return quote!(rt::Bytes),
            Some(Chosen::Type(ty)) => return ty.clone(),
            None => {}
        }
        let plain = self.of(field.member.ty);
        if self.is_boxed(owner, field) {
            self.boxed(&plain)
        } else {
            plain
        }
    }

    /// Whether a member must be boxed; commands are in no cycle.
    fn is_boxed(&self, owner: Option<TypeId>, field: &Field<'_>) -> bool {
        owner.is_some_and(|owner| self.plan.boxed(Edge::Member, owner, field.member.ty))
    }

    pub(super) fn boxed(&self, ty: &TokenStream) -> TokenStream {
        let boxed = &self.prelude.boxed;
        quote!(#boxed<#ty>)
    }

    pub(super) fn option(&self, ty: &TokenStream) -> TokenStream {
        let option = &self.prelude.option;
        quote!(#option<#ty>)
    }

    pub(super) fn result(&self, ok: &TokenStream, error: &TokenStream) -> TokenStream {
        let result = &self.prelude.result;
        quote!(#result<#ok, #error>)
    }

    /// The type of a parameter that sets a member, and what makes the member of it, if more than itself.
    pub(super) fn parameter(
        &self,
        owner: Option<TypeId>,
        field: &Field<'_>,
        name: &Ident,
    ) -> (TokenStream, Option<TokenStream>) {
        let into = &self.prelude.into;
        match &field.chosen {
            Some(Chosen::Bytes) => {
                return (quote!(impl #into<rt::Bytes>), Some(quote!(#name.into())));
            }
            Some(Chosen::Type(ty)) => return (ty.clone(), None),
            None => {}
        }
        let plain = self.of(field.member.ty);
        if matches!(
            self.plan.schema[field.member.ty].kind,
            TypeKind::Builtin(Builtin::Str)
        ) {
            return (quote!(impl #into<#plain>), Some(quote!(#name.into())));
        }
        if self.is_boxed(owner, field) {
            let boxed = &self.prelude.boxed;
            return (plain, Some(quote!(#boxed::new(#name))));
        }
        (plain, None)
    }

    fn builtin(&self, builtin: Builtin) -> TokenStream {
        match builtin {
            Builtin::Str => self.prelude.string.clone(),
            Builtin::Number => quote!(f64),
            Builtin::Int | Builtin::Int64 => quote!(i64),
            Builtin::Int8 => quote!(i8),
            Builtin::Int16 => quote!(i16),
            Builtin::Int32 => quote!(i32),
            Builtin::Uint8 => quote!(u8),
            Builtin::Uint16 => quote!(u16),
            Builtin::Uint32 => quote!(u32),
            Builtin::Uint64 | Builtin::Size => quote!(u64),
            Builtin::Bool => quote!(bool),
            Builtin::Any => quote!(rt::Value),
            Builtin::Null => quote!(rt::Null),
        }
    }
}
