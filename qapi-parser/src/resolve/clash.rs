//! Names within one type: no two members, and no two values, may have the same name in C.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use super::schema_builder::SchemaBuilder;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::{Member, Object, TypeId, TypeKind, members, with_bases};
use crate::source::Span;

/// A name as it is in C. Names that are the same there clash.
#[derive(Debug, Clone, Copy)]
struct Folded<'n>(&'n str);

impl Folded<'_> {
    /// Returns the bytes of the name in C, where characters other than letters and digits are `_`.
    fn bytes(&self) -> impl Iterator<Item = u8> {
        let in_c = |byte: u8| {
            if byte.is_ascii_alphanumeric() {
                byte
            } else {
                b'_'
            }
        };
        self.0.bytes().map(in_c)
    }
}

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.bytes().eq(other.bytes())
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().for_each(|byte| state.write_u8(byte));
    }
}

/// The members, values or branches of one definition, by their names in C. Each is identified by
/// its position, so that only one kind of table has to be compiled.
#[derive(Debug, Default)]
pub(super) struct Positions<'n>(FxHashMap<Folded<'n>, usize>);

impl<'n> Positions<'n> {
    /// Returns the positions of some names. For names that clash, it is the last.
    fn of(members: &[(TypeId, &'n Member)]) -> Self {
        let mut positions = Self::default();
        positions.0.reserve(members.len());
        for (position, (_, member)) in members.iter().enumerate() {
            positions.insert(&member.name, position);
        }
        positions
    }

    /// Inserts the position of a name. Returns the position of a name that clashes with it, which
    /// is replaced.
    pub(super) fn insert(&mut self, name: &'n str, position: usize) -> Option<usize> {
        self.0.insert(Folded(name), position)
    }

    fn get(&self, name: &str) -> Option<usize> {
        self.0.get(&Folded(name)).copied()
    }
}

/// Returns the object that a type is.
pub(super) fn object<'d>(draft: &'d SchemaBuilder<'_>, id: TypeId) -> Option<&'d Object> {
    match &draft.ty(id)?.kind {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

/// Checks the values of an enum against each other.
pub(super) fn check_values(draft: &mut SchemaBuilder<'_>, id: TypeId) {
    let Some(TypeKind::Enum(list)) = draft.ty(id).map(|ty| &ty.kind) else {
        return;
    };
    let mut findings = Vec::new();
    let mut seen = Positions::default();
    for (position, value) in list.values.iter().enumerate() {
        let Some(span) = value.span else { continue };
        let name = &*value.name;
        let other = seen.insert(name, position);
        if let Some(other) = other.and_then(|other| list.values.get(other)) {
            let message = format!("the value '{name}' clashes with the value '{}'", other.name);
            findings.push(
                Diagnostic::new(Code::MemberClash, span, message).also(other.span, "the other one"),
            );
        }
    }
    for finding in findings {
        draft.report(id, finding);
    }
}

/// The place of a clash.
struct Clash {
    name: String,
    span: Span,
    other: String,
    other_span: Span,
    /// The type that contains the other member, if it is another type.
    base: Option<String>,
}

/// Checks an object's members against each other and against its bases'.
pub(super) fn check_members(draft: &mut SchemaBuilder<'_>, id: TypeId) {
    let Some(own) = object(draft, id) else { return };
    // A union's own members are those of its base, which are checked there.
    if own.members.is_empty() {
        return;
    }
    let mut count = 0;
    for (_, object) in with_bases(&draft.types, id) {
        count += object.members.len();
    }
    if !draft.make_room(id, count) {
        return;
    }
    if count < 2 {
        return;
    }
    let mut clashes = Vec::new();
    let members = members(&draft.types, id);
    let mut seen = Positions::default();
    seen.0.reserve(count);
    for (position, &(owner, member)) in members.iter().enumerate() {
        let other = seen.get(&member.name);
        match other.and_then(|other| members.get(other)) {
            Some((other_owner, other)) if owner == id => clashes.push(Clash {
                name: member.name.to_string(),
                span: member.span,
                other: other.name.to_string(),
                other_span: other.span,
                base: (*other_owner != id)
                    .then(|| draft.ty(*other_owner).map(|ty| ty.name().to_owned()))
                    .flatten(),
            }),
            _ => {
                seen.insert(&member.name, position);
            }
        }
    }
    for clash in clashes {
        report(draft, id, clash);
    }
}

fn report(draft: &mut SchemaBuilder<'_>, id: TypeId, clash: Clash) {
    let Clash {
        name,
        span,
        other,
        other_span,
        base,
    } = clash;
    let message = match base {
        None if name == other => format!("the member '{name}' stands here a second time"),
        None => format!("the member '{name}' clashes with the member '{other}'"),
        Some(base) => {
            format!("the member '{name}' clashes with the member '{other}' of the base '{base}'")
        }
    };
    let mut diagnostic =
        Diagnostic::new(Code::MemberClash, span, message).also(Some(other_span), "the other one");
    if name != other {
        diagnostic =
            diagnostic.help("names that differ in '-', '_' and '.' only become the same name in C");
    }
    draft.report(id, diagnostic);
}

/// Checks the members of a union's branches, at any depth, against the union's common members. Each
/// object is checked once, even if several branches lead to it.
pub(super) fn check_branches(
    draft: &mut SchemaBuilder<'_>,
    id: TypeId,
    branches: &[(String, Option<Span>, TypeId)],
) {
    let common = members(&draft.types, id);
    let positions = Positions::of(&common);
    let mut found = Vec::new();
    let mut count = positions.0.len();
    // A branch that leads back to the union is reported elsewhere.
    let mut seen = FxHashSet::default();
    seen.insert(id);
    for (branch, branch_span, ty) in branches {
        let mut stack = vec![*ty];
        while let Some(id) = stack.pop() {
            if !seen.insert(id) || count > draft.room {
                continue;
            }
            let Some(object) = object(draft, id) else {
                continue;
            };
            count += 1 + object.members.len();
            stack.extend(object.base);
            if let Some(branches) = &object.branches {
                stack.extend(branches.list.iter().map(|branch| branch.ty));
            }
            for member in &object.members {
                let other = positions.get(&member.name);
                if let Some((_, other)) = other.and_then(|other| common.get(other)) {
                    let message = format!(
                        "the branch '{branch}' has a member '{}', which clashes with the common member '{}'",
                        member.name, other.name
                    );
                    found.push((
                        branch_span.unwrap_or(member.span),
                        message,
                        member.span,
                        other.span,
                    ));
                }
            }
        }
    }
    draft.make_room(id, count);
    for (span, message, member, common) in found {
        let diagnostic = Diagnostic::new(Code::MemberClash, span, message)
            .also(Some(member), "a member of the branch")
            .also(Some(common), "the common member");
        draft.report(id, diagnostic);
    }
}
