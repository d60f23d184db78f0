//! How a struct's members are read and written; see `qapi_wire::rt`.

use super::object::{Object, initialised};
use crate::code::{self, commas, lines};
use crate::gate::Gate;
use crate::plan::Field;

/// The table of the members, and the code that reads and writes them.
pub(super) fn write(object: &Object<'_, '_, '_>, out: &mut String) {
    let Object {
        ident, gate, shape, ..
    } = object;
    // The tag is the first of the table's names and has no slot.
    let first = usize::from(shape.tag.is_some());
    let slots: Vec<Slot<'_, '_>> = (shape.fields.iter().enumerate())
        .map(|(at, field)| Slot {
            field,
            local: format!("m{}", at + first),
            gate: object.gate_of(field.member),
        })
        .collect();
    let table = table(object, first, &slots);
    lines!(out, "{gate}impl rt::Object for {ident} {{");
    code::literal(
        out,
        "    ",
        "const TABLE: &'static rt::Table = &rt::Table",
        &table,
        ";",
    );
    if slots.iter().all(|slot| slot.gate.is_open()) {
        write_made(object, &slots, out);
    } else {
        write_read(object, &slots, out);
    }
    lines!(out, "}}");
    write_serialize(object, &slots, out);
}

/// A member on its way from the wire: the local that it is read into.
struct Slot<'s, 'a> {
    field: &'s Field<'a>,
    local: String,
    gate: Gate,
}

impl Slot<'_, '_> {
    fn is_optional(&self) -> bool {
        self.field.optional
    }
}

fn table(object: &Object<'_, '_, '_>, first: usize, slots: &[Slot<'_, '_>]) -> Vec<String> {
    let shape = object.shape;
    let tag = shape.tag.iter();
    let tag = tag.map(|tag| format!("{:?}", &*tag.member.name));
    let names = commas(tag.chain((slots.iter()).map(|slot| {
        let name = &*slot.field.member.name;
        format!("{}{name:?}", slot.gate)
    })));
    let optional = if slots.iter().all(|slot| slot.gate.is_open()) {
        let words = words(&shape.fields, first);
        let words = commas(words.iter().map(|word| format!("{word:#b}")));
        format!("&[{words}]")
    } else {
        let tag = (0..first).map(|_| "false".to_owned());
        let flags = (slots.iter()).map(|slot| format!("{}{}", slot.gate, slot.is_optional()));
        let count = (first + slots.len()).div_ceil(64);
        format!("&rt::optional::<{count}>(&[{}])", commas(tag.chain(flags)))
    };
    let name = object.name;
    vec![
        format!("name: {name:?}"),
        format!("names: &[{names}]"),
        format!("optional: {optional}"),
    ]
}

/// The words that say which members are optional.
fn words(fields: &[Field<'_>], first: usize) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if field.optional {
            let at = at + first;
            words.resize(words.len().max(at / 64 + 1), 0);
            if let Some(word) = words.last_mut() {
                *word |= 1 << (at % 64);
            }
        }
    }
    words
}

/// What `qapi_wire` reads, and how the struct is made of it.
fn write_made(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>], out: &mut String) {
    let types = object.types;
    let members = group(slots, "rt::Both<", ">", "", &|slot| {
        let ty = types.of_field(object.id, slot.field);
        if slot.is_optional() {
            types.option(&ty)
        } else {
            format!("rt::Must<{ty}>")
        }
    });
    let pattern = group(slots, "rt::Both(", ")", "", &|slot| {
        if slot.is_optional() {
            slot.local.clone()
        } else {
            format!("rt::Must({})", slot.local)
        }
    });
    let (members, pattern) = match (&object.shape.tag, &object.shape.rest) {
        (Some(tag), _) => (
            format!("rt::Union<{members}, {}>", tag.branches),
            format!("rt::Union({pattern}, branch)"),
        ),
        (None, Some(rest)) => (
            format!("rt::Free<{members}>"),
            format!("rt::Free({pattern}, {rest})"),
        ),
        (None, None) => (members, pattern),
    };
    let values = values(object, slots);
    lines!(
        out,
        "    type Members = {members};",
        "    #[inline]",
        "    fn made({pattern}: Self::Members) -> Self {{",
    );
    code::literal(out, "        ", "Self", &values, "");
    lines!(out, "    }}");
}

/// What reads the struct, where a `cfg` may take members away: types and patterns of tuples cannot carry one.
fn write_read(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>], out: &mut String) {
    let (rest, method) = match (&object.shape.tag, &object.shape.rest) {
        (Some(_), _) => ("let branch = ".to_owned(), "read_union"),
        (None, Some(rest)) => (format!("let {rest} = "), "read_free"),
        (None, None) => (String::new(), "read"),
    };
    let places = group(slots, "rt::Pair::new(&mut ", ")", "&mut ", &|slot| {
        format!("{}&mut {}", slot.gate, slot.local)
    });
    let values = values(object, slots);
    let result = object.types.result("Self", "I::Error");
    lines!(
        out,
        "    type Members = rt::ByHand;",
        "    fn made(members: Self::Members) -> Self {{",
        "        match members {{}}",
        "    }}",
        "    fn read<I: rt::Input>(input: I) -> {result} {{",
    );
    for Slot { local, gate, .. } in slots {
        lines!(out, "        {gate}let mut {local} = None;");
    }
    lines!(
        out,
        "        {rest}rt::Input::{method}(input, Self::TABLE, &mut {places})?;"
    );
    for Slot { local, gate, .. } in slots.iter().filter(|slot| !slot.is_optional()) {
        lines!(
            out,
            "        {gate}let Some({local}) = {local} else {{ return Err(rt::lost()) }};"
        );
    }
    code::literal(out, "        ", "Ok(Self", &values, ")");
    lines!(out, "    }}");
}

/// The fields of the struct, from what was read.
fn values(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>]) -> Vec<String> {
    let fields = (slots.iter()).map(|slot| {
        format!(
            "{}{}",
            slot.gate,
            initialised(&slot.field.ident, &slot.local)
        )
    });
    let tag = object.shape.tag.iter();
    let tag = tag.map(|tag| initialised(&tag.ident, "branch"));
    let rest = object.shape.rest.iter().map(ToString::to_string);
    fields.chain(tag).chain(rest).collect()
}

fn write_serialize(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>], out: &mut String) {
    let Object {
        ident, gate, shape, ..
    } = object;
    let entries = group(slots, "rt::Both(", ")", "", &|slot| {
        let (gate, ident) = (&slot.gate, &slot.field.ident);
        if slot.is_optional() {
            format!("{gate}&self.{ident}")
        } else {
            format!("{gate}rt::Must(&self.{ident})")
        }
    });
    let (function, rest) = match (&shape.tag, &shape.rest) {
        (Some(tag), _) => ("write_union", format!("&self.{}", tag.ident)),
        (None, Some(rest)) => ("write_free", format!("&self.{rest}")),
        (None, None) => ("write", String::new()),
    };
    let result = object.types.result("S::Ok", "S::Error");
    lines!(
        out,
        "{gate}impl rt::Serialize for {ident} {{",
        "    fn serialize<S: rt::Serializer>(&self, out: S) -> {result} {{",
    );
    let arguments = ["out", "<Self as rt::Object>::TABLE", &entries, &rest];
    let arguments = arguments.iter().filter(|argument| !argument.is_empty());
    if entries.len() < LONG {
        let arguments = commas(arguments);
        lines!(out, "        rt::{function}({arguments})");
    } else {
        lines!(out, "        rt::{function}(");
        for argument in arguments {
            lines!(out, "            {argument},");
        }
        lines!(out, "        )");
    }
    lines!(out, "    }}", "}}");
}

/// Entries of this length are certainly too long for the line of the call.
const LONG: usize = 60;

/// How many members `qapi_wire` takes in one tuple.
const TUPLE: usize = 16;

/// A tuple of what is made of each slot; where they are too many, the tuple of the first and the group of the rest,
/// between `both` and `end`; `reference` stands before the rest.
fn group(
    slots: &[Slot<'_, '_>],
    both: &str,
    end: &str,
    reference: &str,
    element: &dyn Fn(&Slot<'_, '_>) -> String,
) -> String {
    let (first, rest) = slots.split_at(slots.len().min(TUPLE));
    let elements = commas(first.iter().map(element));
    let comma = if first.len() == 1 { "," } else { "" };
    if rest.is_empty() {
        format!("({elements}{comma})")
    } else {
        let rest = group(rest, both, end, reference, element);
        format!("{both}({elements}{comma}), {reference}{rest}{end}")
    }
}
