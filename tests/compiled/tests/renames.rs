//! Rust names that the configuration chooses. The names on the wire do not change.

use compiled_tests::command_kinds_renamed::commands::AddVolume;
use compiled_tests::command_kinds_renamed::events::{Event, Gone};
use compiled_tests::unions_renamed::{DiskStore, Medium, Shelf, ShelfBranch};
use serde_json::json;

#[test]
fn types_members_values_and_branches_have_the_chosen_names() {
    let value = json!({"name": "s", "medium": "disk", "heads": 2});
    let shelf: Shelf = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(shelf.kept_on, ShelfBranch::Spinning(DiskStore::new(2)));
    assert_eq!(serde_json::to_value(&shelf).unwrap(), value);
    let shelf: Shelf = serde_json::from_value(json!({"name": "s", "medium": "ram-disk"})).unwrap();
    // A branch has the name of its value.
    assert_eq!(shelf.kept_on, ShelfBranch::Ram);
    assert_eq!(Medium::Ram.as_str(), "ram-disk");
    let error = serde_json::from_value::<Shelf>(json!({"medium": "disk", "heads": 2}));
    assert!(error.unwrap_err().to_string().contains("name"));
}

#[test]
fn commands_and_events_have_the_chosen_names() {
    assert_eq!(<AddVolume as qapi_wire::Command>::NAME, "volume-add");
    assert_eq!(<Gone as qapi_wire::Event>::NAME, "VOLUME_GONE");
    let _ = |gone: Gone| Event::Gone(gone);
}
