//! The effect of each option, in compiled code: conditions as `cfg`, patterns, modules, files.

use std::collections::{BTreeMap, HashSet};

use compiled_tests::{
    conditions_unix, conditions_windows_sealed, features_off, features_plain, features_stable,
    flat_files, gated_off, gated_on, many, modules, modules_extern, modules_files, optional,
    options, structs,
};
use qapi_wire::new;
use qapi_wire::{
    Alternate as _, Branches as _, Command, Enum as _, Event as _, JsonKind, Mode, decode_value,
};
use serde_json::{Value, json};

#[track_caller]
fn round_trip<T>(message: &Value) -> T
where
    T: qapi_wire::rt::Serialize + for<'de> qapi_wire::rt::Deserialize<'de>,
{
    let value: T = decode_value(message, Mode::Strict).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), *message);
    value
}

#[track_caller]
fn error<T>(message: &Value) -> String
where
    T: for<'de> qapi_wire::rt::Deserialize<'de> + std::fmt::Debug,
{
    decode_value::<T>(message, Mode::Strict)
        .unwrap_err()
        .to_string()
}

#[test]
fn members_under_a_cfg() {
    let (unix, windows) = (
        json!({"name": "h", "pid": 1}),
        json!({"name": "h", "handle": {"value": 1}}),
    );
    let host: conditions_unix::Host = round_trip(&unix);
    assert_eq!(host, conditions_unix::Host::new("h", 1));
    assert_eq!(
        error::<conditions_unix::Host>(&windows),
        "handle: unexpected member"
    );
    let host: conditions_windows_sealed::Host = round_trip(&windows);
    let handle = conditions_windows_sealed::Handle::new(1);
    assert_eq!(
        host,
        conditions_windows_sealed::Host::new("h").with_handle(handle)
    );
    assert_eq!(
        error::<conditions_windows_sealed::Host>(&unix),
        "pid: unexpected member"
    );
    assert_eq!(
        error::<conditions_unix::Host>(&json!({"name": "h"})),
        "pid: missing member"
    );
    round_trip::<conditions_windows_sealed::Host>(&json!({"name": "h"}));
}

#[test]
fn values_and_branches_under_a_cfg() {
    use conditions_unix as unix;
    use conditions_windows_sealed as windows;
    assert_eq!(unix::Signal::NAMES.names, ["quit", "hup", "break"]);
    assert_eq!(windows::Signal::NAMES.names, ["quit", "break"]);
    let hup = json!({"signal": "hup", "again": true});
    let action: unix::Action = round_trip(&hup);
    assert_eq!(action.signal, unix::ActionBranch::Hup(unix::Hup::new(true)));
    assert!(error::<windows::Action>(&hup).starts_with("signal: "));
    // The value is always present, but its branch is not. Its index follows the removed one.
    let action: unix::Action = round_trip(&json!({"signal": "break"}));
    assert_eq!(action.signal, unix::ActionBranch::Break);
    let action: windows::Action = round_trip(&json!({"signal": "break", "value": 5}));
    assert_eq!(
        action.signal,
        windows::ActionBranch::Break(windows::Handle::new(5))
    );
    assert_eq!(unix::Target::EXPECTED, [JsonKind::String]);
    assert_eq!(
        windows::Target::EXPECTED,
        [JsonKind::Object, JsonKind::String]
    );
    round_trip::<windows::Target>(&json!({"value": 1}));
    assert!(decode_value::<unix::Target>(&json!({"value": 1}), Mode::Lenient).is_err());
}

#[test]
fn nothing_is_left_under_a_cfg() {
    let load = json!({"fuel": "wood", "logs": 3});
    let decoded: gated_on::Load = round_trip(&load);
    assert_eq!(
        decoded.fuel,
        gated_on::LoadBranch::Wood(gated_on::Wood::new(3))
    );
    assert_eq!(
        error::<gated_off::Load>(&load),
        "fuel: unknown value \"wood\""
    );
    round_trip::<gated_on::Amount>(&json!(3));
    assert_eq!(gated_off::Amount::EXPECTED, []);
    assert!(error::<gated_off::Amount>(&json!(3)).starts_with("expected nothing"));
    assert!(gated_off::Fuel::VALUES.is_empty() && gated_off::events::Event::TAGS.names.is_empty());
}

#[test]
fn commands_under_a_cfg() {
    assert_eq!(
        conditions_windows_sealed::commands::HostSeal::NAME,
        "host-seal"
    );
    assert_eq!(conditions_unix::commands::SignalSend::NAME, "signal-send");
    // Two such names would be ambiguous, but the one under a false `cfg` does not exist.
    mod other {
        pub(super) struct HostSeal;
    }
    use conditions_unix::commands::*;
    use other::*;
    let _: other::HostSeal = HostSeal;
    assert_eq!(SignalSend::NAME, "signal-send");
}

#[test]
fn unstable_things_under_a_cfg() {
    assert_eq!(features_stable::Fuel::NAMES.names, ["coal"]);
    assert_eq!(features_off::Fuel::NAMES.names, ["coal", "wood"]);
    assert_eq!(features_off::commands::EngineStart::NAME, "engine-start");
    // Without `#[deprecated]`, which would make this line an error.
    let engine: features_plain::Engine = round_trip(&json!({"fuel": "coal", "steam": 3}));
    assert_eq!(
        engine,
        features_plain::Engine::new()
            .with_fuel(features_plain::Fuel::Coal)
            .with_steam(3)
    );
}

#[test]
fn derives_and_types_of_members() {
    let set: HashSet<options::AllOptional> = [options::AllOptional::default()].into();
    assert!(set.contains(&options::AllOptional {
        first: None,
        second: None
    }));
    assert!(
        options::AllOptional::default()
            < options::AllOptional {
                first: Some(1),
                second: None
            }
    );
    assert!(options::Nothing {} <= options::Nothing {});
    let mut kinds = json!({
        "str": "s", "number": 1.5, "int": 1, "int8": 1, "int16": 1, "int32": 1, "int64": 1, "uint8": 1,
        "uint16": 1, "uint32": 1, "uint64": 1, "size": 3, "bool": false, "any": {"a": 1, "b": 2},
        "null": null, "qtype": "qdict", "list": [], "volumes": []
    });
    let decoded: options::Kinds = round_trip(&kinds);
    assert_eq!(
        decoded.any,
        BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])
    );
    kinds["any"] = json!([]);
    assert!(error::<options::Kinds>(&kinds).starts_with("any: "));
    round_trip::<structs::Kinds>(&kinds);
    // Literals work without constructors.
    let base = options::Base {
        id: "b".to_owned(),
        note: None,
    };
    assert_eq!(round_trip::<options::Base>(&json!({"id": "b"})), base);
    let volume: options::Volume =
        round_trip(&json!({"id": "v", "type": "t", "self": true, "m1": -1}));
    assert_eq!(volume.with_m1(5i8).m1, Some(5));
    assert!(
        error::<options::Volume>(&json!({"id": "v", "type": "t", "self": true, "m1": 200}))
            .starts_with("m1: ")
    );
}

#[test]
fn members_that_some_peers_leave_out() {
    let volume = json!({"type": "t", "self": true});
    let decoded: optional::Volume = round_trip(&volume);
    assert_eq!(
        decoded,
        new!(optional::Volume {
            r#type: "t",
            self_: true
        })
    );
    assert_eq!(
        error::<structs::Volume>(&volume),
        "id: missing member",
        "the schema requires it"
    );
    let volume = json!({"id": "v", "type": "t", "self": true});
    let decoded: optional::Volume = round_trip(&volume);
    assert_eq!(
        decoded,
        new!(optional::Volume {
            r#type: "t",
            self_: true,
            id: "v"
        })
    );

    assert_eq!(
        round_trip::<optional::Kinds>(&json!({})),
        Default::default()
    );
    // A null member differs from an absent one.
    let null: optional::Kinds = round_trip(&json!({"null": null}));
    assert_eq!(null.null, Some(qapi_wire::rt::Null));
    assert!(error::<optional::Kinds>(&json!({"str": 1})).starts_with("str: "));
}

#[test]
fn one_module_a_file_of_the_schema() {
    use modules::block_core::Block;
    use modules::block_core::commands::QueryBlocks;
    use modules::events::Event;
    use modules::events_::events::{BlockBack, BlockGone};
    let block = Block::new("a").with_next(Block::new("b"));
    let overview = modules::modules::Overview::new(vec![block.clone()])
        .with_kind(modules::builtin::QType::Qdict);
    let reply: <modules::modules::commands::QueryOverview as Command>::Reply =
        round_trip(&json!({"blocks": [{"node": "a", "next": {"node": "b"}}], "kind": "qdict"}));
    assert_eq!(reply, overview);
    assert_eq!(
        QueryBlocks::new()
            .with_only(vec![block.clone()])
            .only
            .unwrap(),
        vec![block.clone()]
    );
    let event = Event::BlockGone(BlockGone(block.clone()));
    assert_eq!(event.tag(), BlockGone::NAME);
    assert_eq!(BlockBack::new(block.clone()).block, block);
}

#[test]
fn one_file_a_module() {
    use modules_files::block_core::Block;
    assert_eq!(round_trip::<Block>(&json!({"node": "a"})), Block::new("a"));
    let block = flat_files::Block::new("a");
    assert_eq!(
        flat_files::commands::QueryBlocks::new()
            .with_only(vec![block])
            .only
            .unwrap()
            .len(),
        1
    );
    assert_eq!(flat_files::events::BlockGone::NAME, "BLOCK_GONE");
}

#[test]
fn types_from_elsewhere() {
    let block = modules::block_core::Block::new("a");
    let back = modules_extern::events::BlockBack::new(block.clone());
    assert_eq!(back.block, block);
    let overview: <modules_extern::commands::QueryOverview as Command>::Reply =
        modules::modules::Overview::new(vec![block]);
    assert_eq!(overview.blocks.len(), 1);
}

/// More members than a tuple can have, a third of them under a `cfg`.
#[test]
fn wide_structs_may_lose_members() {
    fn check<T>(has_stove: bool)
    where
        T: qapi_wire::rt::Serialize + for<'de> qapi_wire::rt::Deserialize<'de> + std::fmt::Debug,
    {
        let kinds = (0..36).map(|index| (format!("part-{index:02}"), index % 3));
        let kinds: Vec<_> = kinds.filter(|(_, kind)| has_stove || *kind != 2).collect();
        let value = |kind| match kind {
            0 => json!(7),
            1 => json!("text"),
            _ => json!(true),
        };
        let members = |without: Option<&str>| -> Value {
            let kept = kinds.iter().filter(|(name, _)| Some(&**name) != without);
            kept.map(|(name, kind)| (name.clone(), value(*kind)))
                .collect()
        };
        round_trip::<T>(&members(None));
        for (name, kind) in &kinds {
            let rest = members(Some(name));
            if *kind == 1 {
                round_trip::<T>(&rest);
            } else {
                assert!(error::<T>(&rest).contains(name), "{name}");
            }
        }
    }
    check::<gated_on::Kitchen>(true);
    check::<gated_off::Kitchen>(false);
}

#[test]
fn secret_values_are_not_printed() {
    let volume: optional::Volume = decode_value(
        &json!({"id": "a", "note": "b", "type": "c", "self": true}),
        Mode::Strict,
    )
    .unwrap();
    let text = format!("{volume:?}");
    // The names are those that `Debug` derives.
    assert!(
        text.starts_with("Volume { id: Some(***), note: Some(***), type: \"c\", self_: true,"),
        "{text}"
    );
    assert_eq!(
        format!("{:?}", optional::Base::new()),
        "Base { id: None, note: None }"
    );
}

#[test]
fn a_struct_has_any_number_of_members() {
    let members = (0..1100).filter(|n| n % 2 == 0 || *n > 1000);
    let members = members.map(|n| match n % 2 {
        0 => (format!("m{n}"), json!(n)),
        _ => (format!("m{n}"), json!("x")),
    });
    let message = Value::Object(members.collect());
    let many: many::Many = round_trip(&message);
    assert_eq!((many.m0, &many.m1, many.m1098), (0, &None, 1098));
    assert_eq!(many.clone(), many);
    for other in [
        many.clone().with_m0(1),
        many.clone().with_m999("x"),
        many.clone().with_m1099("y"),
    ] {
        assert_ne!(other, many);
    }
    let text = format!("{:?}", many.with_m1("secret"));
    assert!(text.starts_with("Many { m0: 0, m1: Some(***), m2: 2, m3: None,"));
    let mut incomplete = message;
    incomplete.as_object_mut().unwrap().remove("m1098");
    assert_eq!(error::<many::Many>(&incomplete), "m1098: missing member");
}
