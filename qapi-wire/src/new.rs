//! The macro `new!`, and its checks at compile time.

use crate::object::Object;

/// Creates an object of generated code from named members.
///
/// Mandatory members must be given, optional ones may be, in any order. A program that forgets a
/// mandatory member, gives one twice or misspells one does not compile. It still compiles when a
/// later schema adds an optional member, or makes a mandatory one optional.
///
/// A value is anything that [`IntoMember`](crate::IntoMember) converts: `"text"` for a `String`, an
/// array for a `Vec`, an alternative for an alternate. `name` alone is short for `name: name`. In a
/// union the value of the discriminator is the branch, a variant of its `..Branch`. Types may have
/// up to 96 members.
///
/// ```
/// use qapi_wire::new;
/// use qga_types::commands::GuestFileRead;
///
/// let read = new!(GuestFileRead { handle: 3, count: 4096 });
/// assert_eq!(read.count, Some(4096));
/// ```
///
/// The compiler names a mandatory member that is missing:
///
/// ```compile_fail,E0277
/// # use qapi_wire::new;
/// # use qga_types::commands::GuestFileRead;
/// let read = new!(GuestFileRead { count: 4096 });
/// ```
#[macro_export]
macro_rules! new {
    ($type:ty { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        const _: () = $crate::rt::assert_complete::<$type>(&[$(::core::stringify!($field)),*]);
        // Names the fields for the compiler's messages, and for editors.
        let _ = |object: &$type| { $(let _ = &object.$field;)* };
        let draft = $crate::rt::draft::<$type>();
        $(
            let draft = $crate::rt::give::<
                { $crate::rt::member::<$type>(::core::stringify!($field)) / 16 },
                { $crate::rt::member::<$type>(::core::stringify!($field)) % 16 },
                _,
            >(
                draft,
                $crate::new!(@value $field $(, $value)?),
            );
        )*
        $crate::rt::made::<$type, _>(draft)
    }};
    (@value $field:ident) => { $field };
    (@value $field:ident, $value:expr) => { $value };
}

/// Returns the index of a field of `T` in its table, or fails to compile.
#[must_use]
#[expect(
    clippy::panic,
    reason = "evaluated by the compiler alone: what fails is the compilation"
)]
pub const fn member<T: Object>(field: &str) -> usize {
    let mut index = 0;
    while index < T::TABLE.names.len() {
        if is_field::<T>(index, field) {
            return index;
        }
        index += 1;
    }
    panic!("no such member")
}

/// Fails to compile, naming the first mandatory member of `T` that is not among `fields`.
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "evaluated by the compiler alone: what fails is the compilation"
)]
pub const fn assert_complete<T: Object>(fields: &[&str]) {
    let names = T::TABLE.names;
    let mut index = 0;
    while index < names.len() {
        let mut given = T::TABLE.is_optional(index);
        let mut at = 0;
        while at < fields.len() && !given {
            given = is_field::<T>(index, fields[at]);
            at += 1;
        }
        if !given {
            let (text, length) = missing(names[index], T::TABLE.name);
            if let Ok(text) = std::str::from_utf8(text.split_at(length).0) {
                panic!("{}", text);
            }
            panic!("a mandatory member is missing");
        }
        index += 1;
    }
}

/// Returns the bytes of "missing member `..` of `..`", truncated if they are too long, and their
/// number.
const fn missing(member: &str, object: &str) -> ([u8; 256], usize) {
    let mut text = ([0; 256], 0);
    text = append(text, "missing member `");
    text = append(text, member);
    text = append(text, "` of `");
    text = append(text, object);
    append(text, "`")
}

#[expect(clippy::indexing_slicing, reason = "a const function cannot use `get`")]
const fn append((mut text, mut length): ([u8; 256], usize), part: &str) -> ([u8; 256], usize) {
    let part = part.as_bytes();
    let mut at = 0;
    while at < part.len() && length < text.len() {
        text[length] = part[at];
        (at, length) = (at + 1, length + 1);
    }
    (text, length)
}

/// Returns whether `field` is the field of the member at an index: the name in [`Object::FIELDS`],
/// or else the member's in lower case with `_` for all that is neither letter nor digit.
#[expect(clippy::indexing_slicing, reason = "a const function cannot use `get`")]
const fn is_field<T: Object>(index: usize, field: &str) -> bool {
    let field = match field.as_bytes() {
        [b'r', b'#', bare @ ..] => bare,
        plain => plain,
    };
    let is_listed = index < T::FIELDS.len();
    let name = match is_listed {
        true => T::FIELDS[index].as_bytes(),
        false => T::TABLE.names[index].as_bytes(),
    };
    let mut at = 0;
    while at < name.len() && at < field.len() {
        let expected = match name[at] {
            byte if is_listed => byte,
            byte if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => b'_',
        };
        if expected != field[at] {
            return false;
        }
        at += 1;
    }
    name.len() == field.len()
}
