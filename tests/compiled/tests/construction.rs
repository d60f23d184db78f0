//! `new!` creates objects of named members. Unions and alternates are created from their content.

use compiled_tests::{
    alternates, command_kinds, conditions_evaluated, legacy, names, optional, recursive, structs,
    unions,
};
use qapi_wire::{Null, new};
use serde_json::json;

/// Returns the JSON form of a value.
fn sent(value: impl qapi_wire::rt::Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn members_are_given_by_name_in_any_order() {
    use structs::Volume;
    let no_flush = true;
    let volume = new!(Volume {
        self_: false,
        no_flush,
        id: "v",
        r#type: String::from("lvm"),
        m1: -3,
    });
    let expected = json!({"id": "v", "type": "lvm", "self": false, "no-flush": true, "m1": -3});
    assert_eq!(sent(volume), expected);
}

#[test]
fn nothing_need_be_given_where_all_is_optional() {
    use structs::{AllOptional, Nothing};
    assert_eq!(new!(AllOptional {}), AllOptional::new());
    assert_eq!(new!(Nothing {}), Nothing::new());
    let second = sent(new!(AllOptional { second: ["a", "b"] }));
    assert_eq!(second, json!({"second": ["a", "b"]}));
}

#[test]
fn types_may_have_many_members() {
    let wide = new!(structs::Wide {
        w65: 65,
        w0: 0,
        w20: 20,
        w64: 64,
        first: 1
    });
    assert_eq!(
        sent(&wide),
        json!({"first": 1, "w0": 0, "w20": 20, "w64": 64, "w65": 65})
    );
    assert_eq!(
        wide,
        new!(structs::Wide { w65: 1, w0: 0 })
            .with_w65(65)
            .with_w20(20)
            .with_w64(64)
            .with_first(1)
    );
}

#[test]
fn fields_whose_names_do_not_follow_from_the_members_are_found() {
    let option = new!(names::Option_ {
        fooBar: "x",
        foo_bar: 3
    });
    assert_eq!(sent(option), json!({"fooBar": "x", "foo-bar": 3}));
}

#[test]
fn a_member_takes_what_converts_to_it() {
    use recursive::{Leaf, Node, Tree};
    let leaf = || Tree::leaf(Leaf::new(1));
    // A boxed member takes its value, and an alternate each of its alternatives.
    let node = new!(Node {
        label: "a",
        next: Node::new("b"),
        tree: Tree::fork(new!(recursive::Fork {
            left: leaf(),
            right: "here"
        }))
    });
    let expected = json!({
        "label": "a", "next": {"label": "b"},
        "tree": {"kind": "fork", "left": {"kind": "leaf", "value": 1}, "right": "here"}
    });
    assert_eq!(sent(node), expected);
}

#[test]
fn a_member_that_becomes_optional_is_given_in_the_same_way() {
    // The same schema in `optional` has an optional `id`.
    let text = "v";
    let mandatory = new!(structs::Volume {
        id: text,
        r#type: "lvm",
        self_: true
    });
    let optional = new!(optional::Volume {
        id: text,
        r#type: "lvm",
        self_: true
    });
    assert_eq!(sent(mandatory), sent(optional));
    assert_eq!(
        sent(new!(optional::Volume {
            r#type: "lvm",
            self_: true
        })),
        json!({"type": "lvm", "self": true})
    );
}

#[test]
fn a_union_has_a_function_for_each_branch() {
    use unions::{DiskStore, Reel, Store, TapeStore};
    // The constructor takes the mandatory common member, if there is one.
    let store = Store::tape("a", TapeStore::on(Reel::new().with_metres(3))).with_weight(1.5);
    let expected = json!({"name": "a", "medium": "tape", "weight": 1.5, "mode": "on", "metres": 3});
    assert_eq!(sent(store), expected);
    let disk = Store::disk("b", DiskStore::new(2).with_spare(Store::ram_disk("c")));
    let expected = json!({"name": "b", "medium": "disk", "heads": 2, "spare": {"name": "c", "medium": "ram-disk"}});
    assert_eq!(sent(&disk), expected);
    assert_eq!(sent(TapeStore::off()), json!({"mode": "off"}));
    // The field of the discriminator contains the branch.
    let medium = disk.medium.clone();
    assert_eq!(new!(Store { medium, name: "b" }), disk);
}

#[test]
fn a_wrapper_is_made_of_what_it_wraps() {
    assert_eq!(
        sent(legacy::Simple::text("x")),
        json!({"type": "text", "data": "x"})
    );
    let point = legacy::Simple::point(legacy::Point::new().with_x(1));
    assert_eq!(sent(point), json!({"type": "point", "data": {"x": 1}}));
}

#[test]
fn the_kind_of_a_branch_is_the_value_of_its_discriminator() {
    use unions::{Medium, Store};
    assert_eq!(Store::ram_disk("c").medium.kind(), Medium::RamDisk);
    let unknown: Store =
        serde_json::from_value(json!({"name": "d", "medium": "wire", "x": 1})).unwrap();
    assert_eq!(unknown.medium.kind(), Medium::Unknown("wire".to_owned()));
}

#[test]
fn an_alternate_is_made_of_each_alternative() {
    use alternates::{Corner, NameOrNull, Point, PointRef, Setting};
    assert_eq!(
        PointRef::from(Point::new(1)),
        PointRef::Point(Box::new(Point::new(1)))
    );
    assert_eq!(PointRef::from(3), PointRef::Index(3));
    assert_eq!(
        PointRef::from(Corner::NorthWest),
        PointRef::Corner(Corner::NorthWest)
    );
    assert_eq!(
        PointRef::from(vec![Point::new(1)]),
        PointRef::Several(vec![Point::new(1)])
    );
    assert_eq!(
        [Setting::from(true), 0.5.into()],
        [Setting::Switch(true), Setting::Level(0.5)]
    );
    assert_eq!(
        [NameOrNull::from("a"), Null.into()],
        [NameOrNull::Name("a".to_owned()), NameOrNull::None(Null)]
    );
    assert_eq!(
        Point::new(1).with_next(Null),
        new!(Point { x: 1, next: Null })
    );
}

#[test]
fn a_boxed_command_is_made_of_its_arguments() {
    use command_kinds::Volume;
    use command_kinds::commands::VolumeSet;
    assert_eq!(
        VolumeSet::from(Volume::new("a")),
        VolumeSet(Volume::new("a"))
    );
}

#[test]
fn conditions_that_are_evaluated_leave_no_trace() {
    let host = new!(conditions_evaluated::Host { name: "h", pid: 1 });
    assert_eq!(sent(host), json!({"name": "h", "pid": 1}));
}
