//! Generated code in a program that uses almost none of it, without warnings.
#![deny(warnings)]

mod volumes {
    include!(concat!(env!("OUT_DIR"), "/structs.rs"));
}

mod flags {
    include!(concat!(env!("OUT_DIR"), "/command_kinds.rs"));
}

mod stores {
    include!(concat!(env!("OUT_DIR"), "/unions_closed.rs"));
}

mod engines {
    include!(concat!(env!("OUT_DIR"), "/features.rs"));
}

#[test]
fn one_item_is_used() {
    let nothing = volumes::Nothing::new();
    assert_eq!(
        qapi_wire::decode::<volumes::Nothing>(b"{}", qapi_wire::Mode::Strict).unwrap(),
        nothing
    );
    assert_eq!(<flags::commands::Ping as qapi_wire::Command>::NAME, "ping");
    // Without `non_exhaustive`, a struct literal works.
    assert_eq!(stores::Reel { metres: None }, stores::Reel::default());
    assert_eq!(engines::Fuel::Wood.as_str(), "wood");
}
