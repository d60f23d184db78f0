//! Messages through generated types: decoded strictly and encoded to equal JSON, or refused.

use compiled_tests::{
    alternates, command_kinds, conditions_evaluated, enums, enums_closed, features, legacy, names,
    recursive, structs, unions, unions_closed,
};
use qapi_wire::new;
use qapi_wire::{Bytes, Command, Mode, Null, decode, decode_value};
use serde_json::{Value, json};

/// Decodes strictly, encodes, and compares. Returns the value.
#[track_caller]
fn round_trip<T: serde::Decoded>(message: Value) -> T {
    round_trip_in(Mode::Strict, message)
}

#[track_caller]
fn round_trip_in<T: serde::Decoded>(mode: Mode, message: Value) -> T {
    let value: T = decode_value(&message, mode).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), message);
    value
}

/// Returns the error of a message that is refused in both modes.
#[track_caller]
fn refused<T: serde::Decoded>(message: &Value) -> String {
    assert!(decode_value::<T>(message, Mode::Lenient).is_err());
    decode_value::<T>(message, Mode::Strict)
        .unwrap_err()
        .to_string()
}

/// The traits that every generated type implements.
mod serde {
    use qapi_wire::rt::{Deserialize, Serialize};

    pub(crate) trait Decoded:
        Serialize + for<'de> Deserialize<'de> + std::fmt::Debug + Clone + PartialEq
    {
    }
    impl<T: Serialize + for<'de> Deserialize<'de> + std::fmt::Debug + Clone + PartialEq> Decoded for T {}
}

#[test]
fn structs_have_their_base_and_every_predefined_type() {
    let kinds = json!({
        "str": "s", "number": 1.5, "int": i64::MIN, "int8": -128, "int16": -1, "int32": 1, "int64": i64::MAX,
        "uint8": 255, "uint16": 1, "uint32": 2, "uint64": u64::MAX, "size": 3, "bool": false, "any": [{"x": null}],
        "null": null, "qtype": "qdict", "list": [1, 2], "volumes": [{}]
    });
    let message = json!({
        "id": "v", "note": "n", "type": "t", "self": true, "no-flush": false, "data": "aGk=", "kinds": kinds,
        "m1": 1, "new": 2
    });
    let volume: structs::Volume = round_trip(message);
    assert_eq!(
        (volume.id.as_str(), volume.r#type.as_str(), volume.self_),
        ("v", "t", true)
    );
    assert_eq!(volume.data, Some(Bytes::from("hi")));
    let kinds = volume.kinds.unwrap();
    assert_eq!((kinds.uint64, kinds.null), (u64::MAX, Null));
    assert_eq!(kinds.qtype, structs::QType::Qdict);
}

#[test]
fn absent_members_stay_absent() {
    let volume: structs::Volume = round_trip(json!({"id": "v", "type": "t", "self": false}));
    assert_eq!(
        volume,
        new!(structs::Volume {
            id: "v",
            r#type: "t",
            self_: false
        })
    );
    round_trip::<structs::Nothing>(json!({}));
    assert_eq!(
        round_trip::<structs::AllOptional>(json!({})),
        structs::AllOptional::default()
    );
}

#[test]
fn more_members_than_a_word_has_bits() {
    let wide: structs::Wide =
        round_trip(json!({"first": 1, "w0": 2, "w63": 3, "w64": 4, "w65": 5}));
    assert_eq!((wide.first, wide.w64, wide.w65), (Some(1), Some(4), 5));
    assert_eq!(
        refused::<structs::Wide>(&json!({"w0": 1})),
        "w65: missing member"
    );
}

#[test]
fn wrong_structs_are_refused() {
    assert_eq!(
        refused::<structs::Volume>(&json!({"id": "v", "type": "t"})),
        "self: missing member"
    );
    let wrong = json!({"id": 3, "type": "t", "self": true});
    assert!(refused::<structs::Volume>(&wrong).starts_with("id: "));
    let unknown = json!({"id": "v", "type": "t", "self": true, "kind": 1});
    assert!(decode_value::<structs::Volume>(&unknown, Mode::Lenient).is_ok());
    let error = decode_value::<structs::Volume>(&unknown, Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "kind: unexpected member");
}

#[test]
fn enums_keep_what_they_do_not_know() {
    assert_eq!(round_trip::<enums::Digits>(json!("2x")), enums::Digits::_2x);
    assert_eq!(round_trip::<enums::Mixed>(json!("a-b")), enums::Mixed::A_b);
    assert_eq!(
        round_trip::<enums::Keywords>(json!("unknown")),
        enums::Keywords::Unknown
    );
    let kept: enums::Keywords = round_trip_in(Mode::Lenient, json!("brand-new"));
    assert_eq!(kept, enums::Keywords::Unrecognized("brand-new".to_owned()));
    assert!(decode_value::<enums::Keywords>(&json!("brand-new"), Mode::Strict).is_err());
    assert_eq!(
        round_trip_in::<enums::NoValues>(Mode::Lenient, json!("x")).as_str(),
        "x"
    );
    assert_eq!(
        "ram-disk".parse::<enums::Medium>().unwrap(),
        enums::Medium::RamDisk
    );
    assert_eq!(enums::Medium::RamDisk.to_string(), "ram-disk");
    assert_eq!(enums::Digits::_1_2.as_str(), "1-2");
}

#[test]
fn closed_enums_do_not() {
    assert_eq!(
        round_trip::<enums_closed::Medium>(json!("tape")),
        enums_closed::Medium::Tape
    );
    refused::<enums_closed::Medium>(&json!("brand-new"));
    refused::<enums_closed::NoValues>(&json!("x"));
    assert!("brand-new".parse::<enums_closed::Medium>().is_err());
}

#[test]
fn unions_take_their_tag_anywhere() {
    use unions::{DiskStore, Reel, Store, StoreBranch, TapeStore, TapeStoreBranch};
    let disk: Store = round_trip(json!({"medium": "disk", "name": "d", "weight": 0.5, "heads": 2}));
    assert_eq!(
        disk,
        new!(Store {
            name: "d",
            medium: StoreBranch::Disk(DiskStore::new(2)),
            weight: 0.5
        })
    );
    let last: Store = decode(
        br#"{"heads": 2, "weight": 0.5, "name": "d", "medium": "disk"}"#,
        Mode::Strict,
    )
    .unwrap();
    assert_eq!(last, disk);
    // Two branches of one type, and one without members.
    let paper: Store = round_trip(json!({"medium": "paper", "name": "d", "heads": 2}));
    assert_eq!(paper.medium, StoreBranch::Paper(DiskStore::new(2)));
    assert_eq!(
        round_trip::<Store>(json!({"medium": "ram-disk", "name": "d"})).medium,
        StoreBranch::RamDisk
    );
    // A union in a union, and one in a cycle.
    let tape: Store = round_trip(json!({"medium": "tape", "name": "t", "mode": "on", "metres": 3}));
    assert_eq!(
        tape.medium,
        StoreBranch::Tape(TapeStore::new(TapeStoreBranch::On(
            Reel::default().with_metres(3)
        )))
    );
    let spare = json!({"medium": "disk", "name": "d", "heads": 1, "spare": {"medium": "ram-disk", "name": "e"}});
    round_trip::<Store>(spare);
}

#[test]
fn unions_keep_branches_that_they_do_not_know() {
    let message = json!({"medium": "crystal", "name": "c", "facets": 8});
    let store: unions::Store = round_trip_in(Mode::Lenient, message.clone());
    assert!(
        matches!(&store.medium, unions::StoreBranch::Unknown(branch) if branch.tag == "crystal")
    );
    assert!(decode_value::<unions::Store>(&message, Mode::Strict).is_err());
    refused::<unions_closed::Store>(&message);
    round_trip::<unions_closed::Store>(json!({"medium": "tape", "name": "t", "mode": "off"}));
}

#[test]
fn wrong_unions_are_refused() {
    assert_eq!(
        refused::<unions::Store>(&json!({"name": "x"})),
        "medium: missing member"
    );
    let error = decode_value::<unions::Store>(
        &json!({"medium": "ram-disk", "name": "d", "heads": 1}),
        Mode::Strict,
    );
    assert_eq!(error.unwrap_err().to_string(), "heads: unexpected member");
}

#[test]
fn unions_of_a_tag_only() {
    use unions::{OneBranch, OneBranchBranch, Reel, TagOnly, TagOnlyBranch};
    assert_eq!(
        round_trip::<TagOnly>(json!({"branch": "off"})),
        TagOnly::new(TagOnlyBranch::Off)
    );
    let one: OneBranch = round_trip(json!({"type": "only", "metres": 1}));
    assert_eq!(
        one.r#type,
        OneBranchBranch::Only(Reel::new().with_metres(1))
    );
}

#[test]
fn the_kind_of_a_value_selects_the_branch() {
    use alternates::{Corner, Point, PointRef, Setting};
    let point: PointRef = round_trip(json!({"x": 1, "next": {"x": 2, "next": "north-west"}}));
    let inner = Point::new(2).with_next(PointRef::Corner(Corner::NorthWest));
    let outer = Point::new(1).with_next(PointRef::Point(Box::new(inner)));
    assert_eq!(point, PointRef::Point(Box::new(outer)));
    assert_eq!(round_trip::<PointRef>(json!(7)), PointRef::Index(7));
    assert_eq!(round_trip::<PointRef>(json!(null)), PointRef::Gone(Null));
    assert_eq!(
        round_trip::<PointRef>(json!([])),
        PointRef::Several(Vec::new())
    );
    let error = refused::<PointRef>(&json!(true));
    assert!(
        error.contains("an object, a string, an integer, null or an array"),
        "{error}"
    );
    assert_eq!(round_trip::<Setting>(json!(true)), Setting::Switch(true));
    assert_eq!(round_trip::<Setting>(json!(1.5)), Setting::Level(1.5));
    let integer: Setting = decode_value(&json!(2), Mode::Strict).unwrap();
    assert_eq!(integer, Setting::Level(2.0));
    let inner = json!({"x": 1, "next": {"x": true}});
    assert!(refused::<PointRef>(&inner).starts_with("next.x: "));
}

#[test]
fn what_contains_itself_is_boxed() {
    use recursive::{Fork, Leaf, Node, Tree, TreeBranch, TreeRef};
    let message = json!({
        "label": "a", "next": {"label": "b"}, "children": [{"label": "c"}],
        "tree": {"kind": "fork", "left": {"kind": "leaf", "value": 1}, "right": "elsewhere"}
    });
    let node: Node = round_trip(message);
    let leaf = Tree::new(TreeBranch::Leaf(Leaf::new(1)));
    let fork =
        Fork::new(TreeRef::Tree(Box::new(leaf))).with_right(TreeRef::Name("elsewhere".to_owned()));
    assert_eq!(node.tree, Some(Tree::new(TreeBranch::Fork(fork))));
    assert_eq!(node.next.unwrap().label, "b");
}

#[test]
fn evaluated_conditions_leave_their_items_out() {
    use conditions_evaluated::{Action, ActionBranch, Host, Hup, Target};
    let host: Host = round_trip(json!({"name": "h", "pid": 1}));
    assert_eq!(host, new!(Host { name: "h", pid: 1 }));
    let error = decode_value::<Host>(
        &json!({"name": "h", "pid": 1, "handle": {"value": 1}}),
        Mode::Strict,
    );
    assert_eq!(error.unwrap_err().to_string(), "handle: unexpected member");
    let action: Action = round_trip(json!({"signal": "hup", "again": true}));
    assert_eq!(action.signal, ActionBranch::Hup(Hup::new(true)));
    assert_eq!(
        round_trip::<Action>(json!({"signal": "break"})).signal,
        ActionBranch::Break
    );
    refused::<Target>(&json!({"value": 1}));
}

#[test]
#[expect(deprecated, reason = "deprecated items are generated, too")]
fn deprecated_items_warn_their_users_only() {
    let engine: features::Engine = round_trip(json!({"fuel": "coal", "steam": 3}));
    assert_eq!(
        engine,
        features::Engine::new()
            .with_fuel(features::Fuel::Coal)
            .with_steam(3)
    );
    round_trip::<features::commands::EngineStart>(json!({"engine": {}}));
    assert!(round_trip::<features::Boiler>(json!({"fuel": "wood", "lit": true})).lit);
}

#[test]
fn names_that_rust_has_a_use_for() {
    let option: names::Option_ = round_trip(json!({
        "Some": {"text": "t"}, "vec": [{"box": {"inner": {}}, "next": {"box": {}}}], "fooBar": "f", "foo-bar": 1
    }));
    assert_eq!(
        (option.fooBar.as_str(), option.vec.unwrap().len()),
        ("f", 1)
    );
    round_trip::<names::Self_>(json!({"into": {"into": "x"}}));
    let downstream: names::XStruct =
        round_trip(json!({"__org.example_x-member": "__org.example_x-value"}));
    assert_eq!(
        downstream.org_example_x_member,
        names::OrgExampleXEnum::OrgExampleXValue
    );
    assert_eq!(
        <names::commands::OrgExampleXCommand as Command>::NAME,
        "__org.example_x-command"
    );
    let free: names::commands::Rest = round_trip(json!({"rest": "r", "more": 1}));
    assert_eq!((free.rest.as_str(), free.rest_.len()), ("r", 1));
    round_trip::<names::commands::Ok_>(json!({}));
}

#[test]
fn commands_say_what_they_are() {
    use command_kinds::commands::{
        Anything, Count, DeviceAdd, Halt, ModeOf, Ping, SchemaQuery, StoreSet, VolumeAdd, VolumeSet,
    };
    use command_kinds::{Mode as Switch, Store, StoreBranch, Volume};
    use qapi_wire::Empty;

    fn reply<C: Command<Reply = R>, R>(name: &str) {
        assert_eq!(C::NAME, name);
    }
    reply::<Ping, Empty>("ping");
    reply::<VolumeAdd, Vec<Volume>>("volume-add");
    reply::<StoreSet, Volume>("store-set");
    reply::<SchemaQuery, Vec<Volume>>("schema-query");
    reply::<Count, i64>("count");
    reply::<Anything, Value>("anything");
    reply::<ModeOf, Switch>("mode-of");
    let flags = |oob, preconfig, success| (oob, preconfig, success);
    assert_eq!(
        [
            flags(
                Ping::ALLOW_OOB,
                Ping::ALLOW_PRECONFIG,
                Ping::SUCCESS_RESPONSE
            ),
            flags(
                VolumeAdd::ALLOW_OOB,
                VolumeAdd::ALLOW_PRECONFIG,
                VolumeAdd::SUCCESS_RESPONSE
            ),
            flags(
                Halt::ALLOW_OOB,
                Halt::ALLOW_PRECONFIG,
                Halt::SUCCESS_RESPONSE
            ),
        ],
        [
            (false, false, true),
            (true, true, true),
            (false, false, false)
        ]
    );

    let add = VolumeAdd::new(Volume::new("v"))
        .with_force(true)
        .with_key(b"hi");
    assert_eq!(
        round_trip::<VolumeAdd>(json!({"volume": {"id": "v"}, "force": true, "key": "aGk="})),
        add
    );
    assert_eq!(round_trip::<Ping>(json!({})), Ping::default());
    // `data` that names a type, boxed or not.
    assert_eq!(
        round_trip::<VolumeSet>(json!({"id": "v", "size": 1})).0,
        Volume::new("v").with_size(1)
    );
    let store = Store::new(StoreBranch::On(Volume::new("v")));
    assert_eq!(
        round_trip::<StoreSet>(json!({"mode": "on", "id": "v"})),
        StoreSet(store)
    );
    // Arguments that the schema does not list.
    let device: DeviceAdd = round_trip(json!({"driver": "d", "id": "i", "addr": {"slot": 3}}));
    assert_eq!(
        (device.id.as_deref(), &device.rest["addr"]),
        (Some("i"), &json!({"slot": 3}))
    );
}

#[test]
fn types_that_only_an_event_uses_are_there() {
    assert_eq!(
        round_trip::<command_kinds::Reason>(json!("removed")),
        command_kinds::Reason::Removed
    );
}

#[test]
fn unions_of_older_releases_wrap_their_branches() {
    use legacy::{IntListWrapper, Point, PointWrapper, Simple, SimpleBranch, StrWrapper};
    let text: Simple = round_trip(json!({"type": "text", "data": "x"}));
    assert_eq!(text, Simple::new(SimpleBranch::Text(StrWrapper::new("x"))));
    let list: Simple = round_trip(json!({"type": "list", "data": [1]}));
    assert_eq!(
        list,
        Simple::new(SimpleBranch::List(IntListWrapper::new(vec![1])))
    );
    let none: Simple = round_trip(json!({"type": "none", "data": {"x": 1}}));
    assert_eq!(
        none,
        Simple::new(SimpleBranch::None(PointWrapper::new(
            Point::new().with_x(1)
        )))
    );
    let draw: legacy::commands::Draw =
        round_trip(json!({"what": {"type": "none", "data": {}}, "more": true}));
    assert_eq!(draw.rest["more"], json!(true));
}
