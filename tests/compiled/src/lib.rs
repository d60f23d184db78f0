//! Generated code of small schemas, one module a file. It must compile without a warning, under lints
//! that are stricter than its users'; what it does is tested in `tests`.
#![deny(warnings, missing_docs, unsafe_code, rustdoc::all)]

macro_rules! generated {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("Generated into `", stringify!($name), ".rs`.")]
            pub mod $name {
                include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
            }
        )*
    };
}

generated! {
    alternates command_kinds conditions conditions_evaluated docs enums enums_closed features legacy names recursive
    structs unions unions_closed
}
