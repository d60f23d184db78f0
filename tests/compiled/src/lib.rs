//! Generated code of small schemas, one module for each file. It must compile without a warning,
//! under stricter lints than its users have. The tests are in `tests`.
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
    alternates_hashed command_kinds_hashed command_kinds_renamed conditions_hashed enums_hashed events_hashed legacy_hashed names_of_rust older_names_hashed recursive_hashed recursive_ordered structs_hashed structs_ordered unions_hashed unions_ordered unions_renamed
    alternates client client_cfg client_features client_modules client_names client_of_modules command_kinds conditional_parts conditions conditions_evaluated conditions_unix conditions_windows_sealed docs enums
    enums_closed events events_closed evolution_new evolution_old features features_off features_plain features_stable gated_off gated_on legacy many
    modules names older_names older_names_options optional options recursive server server_async server_cfg server_few server_modules server_of_modules structs unions
    unions_closed
}

/// Code in a folder, one file for each module.
pub mod modules_files {
    include!(concat!(env!("OUT_DIR"), "/modules_files/mod.rs"));
}

/// Code in a folder, one file for each module, and one for all types.
pub mod flat_files {
    include!(concat!(env!("OUT_DIR"), "/flat_files/mod.rs"));
}

/// Commands that use the types of [`modules`].
pub mod modules_extern {
    include!(concat!(env!("OUT_DIR"), "/modules_extern.rs"));
}
