//! The code that reads and writes a struct's members; see `qapi_wire::rt`.

use qapi_parser::schema::Member;

use super::object::{Object, literal, push_initialised};
use crate::code::template::code;
use crate::code::{Ident, List, quoted};
use crate::gate::Gate;
use crate::plan::Field;

/// Writes the table of the members, and the code that reads and writes them.
pub(super) fn write(object: &Object<'_, '_, '_>, out: &mut String) {
    let Object {
        ident, gate, shape, ..
    } = object;
    // The tag is the first name of the table and has no slot.
    let first = usize::from(shape.tag.is_some());
    let slots: Vec<Slot<'_, '_>> = (shape.fields.iter().enumerate())
        .map(|(at, field)| Slot {
            field,
            local: format!("m{}", at + first),
            gate: object.gate_of(field.member),
        })
        .collect();
    let gated = slots.iter().any(|slot| !slot.gate.is_open());
    let (function, rest) = match (&shape.tag, &shape.rest) {
        (Some(tag), _) => ("write_union", format!(", &self.{}", tag.ident)),
        (None, Some(rest)) => ("write_free", format!(", &self.{rest}")),
        (None, None) => ("write", String::new()),
    };
    code!(
        out,
        "
        $gate
        impl rt::Object for $ident {
            const TABLE: &'static rt::Table = &rt::Table {
                name: $name,
                names: &[$names],
                optional: $optional,
            };
            $fields
            $reading
        }
        $gate
        impl rt::Serialize for $ident {
            fn serialize<S: rt::Serializer>(&self, out: S) -> $result {
                rt::$function(out, <Self as rt::Object>::TABLE, $entries$rest)
            }
        }
        $gate
        rt::object!($ident);
        ",
        gate = gate.line(),
        ident,
        name = quoted(object.name),
        names = names(object, &slots),
        optional = if gated {
            gated_flags(first, &slots)
        } else {
            flags(first, &slots)
        },
        fields = fields(object),
        reading = if gated {
            read(object, &slots)
        } else {
            made(object, &slots)
        },
        result = object.types.result("S::Ok", "S::Error"),
        function,
        entries = entries(&slots),
        rest,
    );
}

/// A member that is read from the wire, with its local variable.
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

/// Returns the names of the members on the wire.
fn names(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>]) -> List {
    let mut names = List::default();
    if let Some(tag) = &object.shape.tag {
        names.push(&[&quoted(&tag.member.name)]);
    }
    for slot in slots {
        names.push(&[&slot.gate.inline(), &quoted(&slot.field.member.name)]);
    }
    names
}

/// Returns the names of the fields, if one does not follow from its member's name by the rules of
/// `qapi_wire`.
fn fields(object: &Object<'_, '_, '_>) -> String {
    let tag = (object.shape.tag.iter()).map(|tag| (tag.member, &tag.ident));
    let fields = (object.shape.fields.iter()).map(|field| (field.member, &field.ident));
    let fields: Vec<(&Member, &Ident)> = tag.chain(fields).collect();
    let follows = |(member, ident): &(&Member, &Ident)| {
        let expected = member.name.chars().map(|c| match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => c,
            _ => '_',
        });
        expected.eq(ident.bare().chars())
    };
    if fields.iter().all(follows) {
        return String::new();
    }
    let mut names = List::default();
    for (member, ident) in fields {
        names.push(&[&object.gate_of(member).inline(), &quoted(ident.bare())]);
    }
    format!(
        "const FIELDS: &'static [&'static str] = &[{}];",
        names.as_ref()
    )
}

/// Returns words with one bit for each member, set if it is optional.
fn flags(first: usize, slots: &[Slot<'_, '_>]) -> String {
    let mut words: Vec<u64> = Vec::new();
    for (at, slot) in slots.iter().enumerate() {
        if slot.is_optional() {
            let at = at + first;
            words.resize(words.len().max(at / 64 + 1), 0);
            if let Some(word) = words.last_mut() {
                *word |= 1 << (at % 64);
            }
        }
    }
    let words: List = words.iter().map(|word| format!("{word:#b}")).collect();
    format!("&[{}]", words.as_ref())
}

/// Returns the same words if a `cfg` may remove members.
fn gated_flags(first: usize, slots: &[Slot<'_, '_>]) -> String {
    let mut flags: List = (0..first).map(|_| "false").collect();
    for slot in slots {
        flags.push(&[&slot.gate.inline(), &slot.is_optional().to_string()]);
    }
    let count = (first + slots.len()).div_ceil(64);
    format!("&rt::optional::<{count}>(&[{}])", flags.as_ref())
}

/// Returns the code that reads the members and creates the struct.
fn made(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>]) -> String {
    let types = object.types;
    let members = group(slots, "rt::Both<", ">", "", &|slot, list| {
        let ty = types.of_field(object.id, slot.field);
        if slot.is_optional() {
            list.push(&[&types.option(&ty)]);
        } else {
            list.push(&["rt::Must<", &ty, ">"]);
        }
    });
    let pattern = group(slots, "rt::Both(", ")", "", &|slot, list| {
        if slot.is_optional() {
            list.push(&[&slot.local]);
        } else {
            list.push(&["rt::Must(", &slot.local, ")"]);
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
    let mut out = String::new();
    code!(
        &mut out,
        "
        type Members = $members;
        #[inline]
        fn made($pattern: Self::Members) -> Self {
            $value
        }
        ",
        members,
        pattern,
        value = literal("Self", &values(object, slots)),
    );
    out
}

/// Returns the same code if a `cfg` may remove members: types and patterns of tuples cannot have
/// one.
fn read(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>]) -> String {
    let read = match (&object.shape.tag, &object.shape.rest) {
        (Some(_), _) => "let branch = rt::Input::read_union".to_owned(),
        (None, Some(rest)) => format!("let {rest} = rt::Input::read_free"),
        (None, None) => "rt::Input::read".to_owned(),
    };
    let places = group(slots, "rt::Pair::new(&mut ", ")", "&mut ", &|slot, list| {
        list.push(&[&slot.gate.inline(), "&mut ", &slot.local]);
    });
    let (mut locals, mut musts) = (String::new(), String::new());
    for slot in slots {
        let (gate, local) = (slot.gate.line(), &slot.local);
        code!(
            &mut locals,
            "
            $gate
            let mut $local = None;
            ",
            gate,
            local,
        );
        if !slot.is_optional() {
            code!(
                &mut musts,
                "
                $gate
                let Some($local) = $local else { return Err(rt::lost()) };
                ",
                gate,
                local,
            );
        }
    }
    let mut out = String::new();
    code!(
        &mut out,
        "
        type Members = rt::ByHand;
        fn made(members: Self::Members) -> Self {
            match members {}
        }
        fn read<I: rt::Input>(input: I) -> $result {
            $locals
            $read(input, Self::TABLE, &mut $places)?;
            $musts
            Ok($value)
        }
        ",
        result = object.types.result("Self", "I::Error"),
        locals,
        read,
        places,
        musts,
        value = literal("Self", &values(object, slots)),
    );
    out
}

/// Returns the fields of the struct, from the members that were read.
fn values(object: &Object<'_, '_, '_>, slots: &[Slot<'_, '_>]) -> List {
    let mut values = List::default();
    for slot in slots {
        let gate = slot.gate.inline();
        push_initialised(&mut values, &gate, &slot.field.ident, &slot.local);
    }
    if let Some(tag) = &object.shape.tag {
        push_initialised(&mut values, "", &tag.ident, "branch");
    }
    if let Some(rest) = &object.shape.rest {
        values.push(&[rest.as_str()]);
    }
    values
}

/// Returns the members to write.
fn entries(slots: &[Slot<'_, '_>]) -> String {
    group(slots, "rt::Both(", ")", "", &|slot, list| {
        let (gate, ident) = (&slot.gate.inline(), slot.field.ident.as_str());
        if slot.is_optional() {
            list.push(&[gate, "&self.", ident]);
        } else {
            list.push(&[gate, "rt::Must(&self.", ident, ")"]);
        }
    })
}

/// The number of members that `qapi_wire` takes in one tuple.
const TUPLE: usize = 16;

/// Writes a tuple with an element for each slot. For too many slots, writes two such groups between
/// `both` and `end`, with `reference` before the second.
fn group(
    slots: &[Slot<'_, '_>],
    both: &str,
    end: &str,
    reference: &str,
    element: &dyn Fn(&Slot<'_, '_>, &mut List),
) -> String {
    if slots.len() <= TUPLE {
        let mut list = List::default();
        slots.iter().for_each(|slot| element(slot, &mut list));
        let comma = if slots.len() == 1 { "," } else { "" };
        return format!("({}{comma})", list.as_ref());
    }
    // The halves are whole tuples: the depth grows only with the logarithm of the count.
    let half = slots.len().div_ceil(TUPLE).div_ceil(2) * TUPLE;
    let (first, second) = slots.split_at(half.min(slots.len()));
    let group = |slots| group(slots, both, end, reference, element);
    format!("{both}{}, {reference}{}{end}", group(first), group(second))
}
