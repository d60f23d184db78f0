//! The rules about the public API of generated code. They are applied in
//! [`source`](crate::diff::source).

use crate::diff::level::Level;
use crate::diff::rule::{Direction, Mirror, Program, Rule, example};

/// The program of a rule: `diff-rules/ID/program.rs`.
macro_rules! program {
    ($id:literal, $file:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/diff-rules/",
            $id,
            "/",
            $file,
            ".rs"
        ))
    };
}

macro_rules! instead {
    ($id:literal, instead) => {
        Some(program!($id, "instead"))
    };
    ($id:literal,) => {
        None
    };
}

/// Declares the rules, and `RULES`, the list of them. The entry of a rule with the file
/// `diff-rules/ID/instead.rs` contains `instead`.
macro_rules! rules {
    ($($name:ident = $id:literal, $level:ident $(+ $instead:ident)?, $options:literal, $summary:literal, $why:literal;)*) => {
        $(pub(in crate::diff) static $name: Rule = Rule {
            id: $id,
            summary: $summary,
            why: $why,
            level: Level::$level,
            direction: Direction::Either,
            mirror: Mirror::None("generated code has one type for both directions"),
            old: example!($id, "old"),
            new: example!($id, "new"),
            program: Some(Program {
                code: program!($id, "program"),
                instead: instead!($id, $($instead)?),
                options: $options,
            }),
        };)*

        /// The rules of this family.
        pub(in crate::diff) static RULES: &[&Rule] = &[$(&$name,)*];
    };
}

rules! {
    ITEM_REMOVED = "item-removed", Breaking, "",
        "a struct, enum or trait is gone",
        "Code that names it does not compile. Its fields, methods and implementations are gone with it, and are not \
         reported one by one.";
    ITEM_RENAMED = "item-renamed", Breaking + instead, "",
        "an item has another name",
        "The item has the same content, or the same place in others, under another name. Code that names it does not \
         compile, until it imports the item by its old name.";
    ITEM_KIND_CHANGED = "item-kind-changed", Breaking, "",
        "an item is of another kind",
        "What was a struct is an enum, a tuple struct, or the like: code that makes a value of it, or takes one apart, \
         does not compile.";
    ITEM_ADDED = "item-added", Info, "",
        "a struct, enum or trait is new",
        "No code names it yet. An import of everything (`use qmp::*`) does not replace what a program defines itself.";
    ITEM_DEPRECATED = "item-deprecated", Warning + instead, "",
        "an item, a field, a variant or a method is deprecated",
        "Its users get a warning, which is an error under `-D warnings`. Nothing is deprecated with the option \
         `deprecated = false`.";
    CFG_CHANGED = "cfg-changed", Breaking, "conditions.cfg = { CONFIG_WIN32 = \"windows\" }",
        "something is under another `#[cfg(..)]`, or was under none",
        "In a build in which the predicate does not hold, code that names it does not compile.";
    CFG_REMOVED = "cfg-removed", Info, "conditions.cfg = { CONFIG_WIN32 = \"windows\" }",
        "something is no longer under `#[cfg(..)]`",
        "It is there in every build now.";

    FIELD_REMOVED = "field-removed", Breaking, "",
        "a field is gone",
        "Code that reads or sets it does not compile. Its setter is gone, too.";
    FIELD_TYPE_CHANGED = "field-type-changed", Breaking, "",
        "a field has another type",
        "Code that reads the field does not compile, unless it only passes the value on. A member that becomes optional \
         is an `Option`.";
    FIELD_ADDED = "field-added", Info, "",
        "a struct has a further field",
        "Structs are `#[non_exhaustive]`: outside of their crate no code writes literals of them, and patterns end in \
         `..`. Where an `Option` is added, constructors need nothing of it.";
    FIELD_ADDED_MANDATORY = "field-added-mandatory", Breaking + instead, "",
        "a struct has a further field that must be given",
        "Code that makes a value of the struct lacks the field. Code that only reads such values is not affected.";
    FIELD_ADDED_EXHAUSTIVE = "field-added-exhaustive", Breaking + instead, "non-exhaustive = false",
        "a struct without `#[non_exhaustive]` has a further field",
        "Literals of the struct lack the field, and patterns do not mention it. `#[non_exhaustive]` has no effect in its \
         own crate: with `--included` this rule holds for all structs.";

    VARIANT_REMOVED = "variant-removed", Breaking, "",
        "an enum has a variant less",
        "Code that names the variant does not compile. A peer may still send the value: then it is `Unknown`.";
    VARIANT_PAYLOAD_CHANGED = "variant-payload-changed", Breaking + instead, "",
        "a variant holds something else",
        "A branch without members has got some, or its members are of another type. Patterns and constructors of the \
         variant do not compile; the pattern `Enum::Variant { .. }` matches variants of every form.";
    VARIANT_ADDED = "variant-added", Info, "",
        "an enum has a further variant",
        "Enums are `#[non_exhaustive]`, so that every `match` outside of their crate has an arm for other variants. A \
         value that was `Unknown` before is the new variant now: code that compares its text uses `as_str()`.";
    VARIANT_ADDED_EXHAUSTIVE = "variant-added-exhaustive", Breaking + instead, "non-exhaustive = false",
        "an enum without `#[non_exhaustive]` has a further variant",
        "A `match` without an arm for other variants does not compile. `#[non_exhaustive]` has no effect in its own crate: \
         with `--included` this rule holds for all enums.";

    METHOD_REMOVED = "method-removed", Breaking, "",
        "a method is gone",
        "Code that calls it does not compile, and neither does an implementation of a trait that still has it.";
    METHOD_ADDED = "method-added", Info, "",
        "a method is new",
        "No code calls it yet. Where another trait in scope has a method of that name for the same type, calls become \
         ambiguous.";
    REQUIRED_METHOD_ADDED = "required-method-added", Breaking, "",
        "a trait has a further method without a default",
        "Implementations of the trait lack the method. A server that names its commands (`server.commands`) gets \
         methods for those only.";
    SIGNATURE_CHANGED = "signature-changed", Breaking, "",
        "a function takes something else",
        "A parameter was added or removed, or is of another type. That a method takes more than before (`impl \
         Into<String>` in the place of `String`) is no change for those who call it.";
    RETURN_TYPE_CHANGED = "return-type-changed", Breaking, "",
        "a function gives something else",
        "Code that uses the result does not compile; nor does code that implements the method, if it is one of a trait.";

    IMPL_REMOVED = "impl-removed", Breaking, "",
        "a type no longer implements a trait",
        "Code that needs the implementation does not compile. A struct has `Default` only while it has no mandatory \
         members.";
    IMPL_ADDED = "impl-added", Info, "",
        "a type implements a further trait",
        "Code that compiled still does, unless it implements the trait itself, which it cannot for a type of another \
         crate.";
    ASSOCIATED_TYPE_CHANGED = "associated-type-changed", Breaking, "",
        "a command has another reply",
        "`Command::Reply` is another type: code that uses the result of `execute` does not compile.";
}
