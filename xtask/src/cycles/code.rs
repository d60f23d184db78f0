//! The paths and `use` declarations in code, from its tokens. Macros are read like other code.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::{Attribute, ItemUse, Meta, UseTree, Visibility};

use super::module::{CodePath, Use};

/// The paths and `use` declarations in a piece of code.
#[derive(Default)]
pub(super) struct Code {
    pub(super) paths: Vec<CodePath>,
    pub(super) uses: Vec<Use>,
}

impl Code {
    /// Reads code, except code under `#[cfg(test)]`.
    pub(super) fn read(tokens: TokenStream) -> Self {
        let mut code = Self::default();
        let mut groups = vec![tokens];
        while let Some(group) = groups.pop() {
            let tokens: Vec<TokenTree> = group.into_iter().collect();
            code.read_group(&tokens, &mut groups);
        }
        code
    }

    /// Reads the tokens of one group. Adds the groups in it to `groups`.
    fn read_group(&mut self, tokens: &[TokenTree], groups: &mut Vec<TokenStream>) {
        let mut rest = tokens;
        // The tokens before a name distinguish fields, methods, lifetimes and macro variables.
        let mut before = [' '; 2];
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            let mut last = ' ';
            match token {
                TokenTree::Group(group) => groups.push(group.stream()),
                TokenTree::Literal(_) => {}
                TokenTree::Punct(punct) => {
                    last = punct.as_char();
                    if last == '#' && after.first().is_some_and(is_test_attribute) {
                        rest = after_item(after);
                    }
                }
                TokenTree::Ident(ident) if ident == "use" && !starts_with(after, '<') => {
                    let end = after.iter().position(|token| is_punct(token, ';'));
                    let (tree, after) = after.split_at(end.unwrap_or(after.len()));
                    self.read_use(tree);
                    rest = after;
                }
                TokenTree::Ident(ident) => {
                    let is_path = match before {
                        ['.', '.'] => true,
                        [_, '.' | '\''] | [':', ':'] => false,
                        [_, '$'] => ident == "crate",
                        _ => true,
                    };
                    rest = self.read_path(ident, after, is_path);
                }
            }
            before = [before[1], last];
        }
    }

    /// Reads a path from its first name on, and adds it if it is one. Returns the tokens after it.
    fn read_path<'t>(
        &mut self,
        first: &Ident,
        mut rest: &'t [TokenTree],
        is_path: bool,
    ) -> &'t [TokenTree] {
        let mut segments = vec![name(first)];
        while let [one, other, TokenTree::Ident(segment), after @ ..] = rest
            && is_punct(one, ':')
            && is_punct(other, ':')
        {
            segments.push(name(segment));
            rest = after;
        }
        // It is a field, a binding or a label, unless generic arguments follow.
        let is_label = segments.len() == 1
            && starts_with(rest, ':')
            && !starts_with(rest.get(1..).unwrap_or_default(), ':');
        if is_path && !is_label {
            let is_macro =
                starts_with(rest, '!') && matches!(rest.get(1), Some(TokenTree::Group(_)));
            self.paths.push(CodePath {
                segments,
                line: first.span().start().line,
                is_macro,
            });
        }
        rest
    }

    /// Reads the tree of a `use` declaration in a function. One with a macro's variables is left
    /// out.
    fn read_use(&mut self, tokens: &[TokenTree]) {
        if let Ok(tree) = syn::parse2(tokens.iter().cloned().collect()) {
            flatten(&tree, false, &mut self.uses);
        }
    }
}

/// Returns the names of a `use` declaration, one by one.
pub(super) fn uses(item: &ItemUse) -> Vec<Use> {
    let mut uses = Vec::new();
    if item.leading_colon.is_none() {
        let reexport = !matches!(item.vis, Visibility::Inherited);
        flatten(&item.tree, reexport, &mut uses);
    }
    uses
}

fn flatten(tree: &UseTree, reexport: bool, uses: &mut Vec<Use>) {
    let mut trees = vec![(Vec::new(), tree)];
    while let Some((mut path, tree)) = trees.pop() {
        let mut add = |path: Vec<String>, name: Option<String>, glob, line| {
            uses.push(Use {
                path,
                name,
                glob,
                reexport,
                line,
            });
        };
        match tree {
            UseTree::Path(part) => {
                path.push(name(&part.ident));
                trees.push((path, &part.tree));
            }
            UseTree::Group(group) => {
                trees.extend(group.items.iter().map(|tree| (path.clone(), tree)));
            }
            UseTree::Name(part) => {
                if part.ident != "self" {
                    path.push(name(&part.ident));
                }
                let last = path.last().cloned();
                add(path, last, false, part.ident.span().start().line);
            }
            UseTree::Rename(part) => {
                if part.ident != "self" {
                    path.push(name(&part.ident));
                }
                let renamed = (part.rename != "_").then(|| name(&part.rename));
                add(path, renamed, false, part.ident.span().start().line);
            }
            UseTree::Glob(part) => add(path, None, true, part.star_token.span.start().line),
        }
    }
}

/// Returns a name without the prefix of a raw identifier.
pub(super) fn name(ident: &Ident) -> String {
    let text = ident.to_string();
    match text.strip_prefix("r#") {
        Some(plain) => plain.to_owned(),
        None => text,
    }
}

/// Returns whether an item is compiled for tests only.
pub(super) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && needs_test(list.tokens.clone()),
        _ => false,
    })
}

/// Returns whether a condition holds in tests only: `test`, or `all(..)` with `test` in it.
fn needs_test(condition: TokenStream) -> bool {
    let mut conditions = vec![condition];
    while let Some(condition) = conditions.pop() {
        let tokens: Vec<TokenTree> = condition.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match (token, tokens.get(index + 1)) {
                (TokenTree::Ident(all), Some(TokenTree::Group(group))) if all == "all" => {
                    conditions.push(group.stream());
                }
                (TokenTree::Ident(test), next)
                    if test == "test" && next.is_none_or(|next| is_punct(next, ',')) =>
                {
                    return true;
                }
                _ => {}
            }
        }
    }
    false
}

/// Returns whether a token is the bracket of `#[cfg(test)]`.
fn is_test_attribute(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(cfg), TokenTree::Group(condition)] if cfg == "cfg" => {
            needs_test(condition.stream())
        }
        _ => false,
    }
}

/// Returns the tokens after an item: after its braces, its semicolon, or its comma.
fn after_item(tokens: &[TokenTree]) -> &[TokenTree] {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';') || is_punct(token, ','),
    };
    let end = tokens.iter().position(ends);
    end.and_then(|end| tokens.get(end + 1..))
        .unwrap_or_default()
}

fn starts_with(tokens: &[TokenTree], char: char) -> bool {
    tokens.first().is_some_and(|token| is_punct(token, char))
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}
