//! The Rust types of the predefined types.

use qapi_parser::schema::Builtin;

/// Returns the name of the Rust type, without a path.
pub(crate) fn rust_name(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::Str => "String",
        Builtin::Number => "f64",
        Builtin::Int | Builtin::Int64 => "i64",
        Builtin::Int8 => "i8",
        Builtin::Int16 => "i16",
        Builtin::Int32 => "i32",
        Builtin::Uint8 => "u8",
        Builtin::Uint16 => "u16",
        Builtin::Uint32 => "u32",
        Builtin::Uint64 | Builtin::Size => "u64",
        Builtin::Bool => "bool",
        Builtin::Any => "Value",
        Builtin::Null => "Null",
    }
}
