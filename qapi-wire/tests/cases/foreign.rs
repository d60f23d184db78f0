//! The same types with deserializers of other crates: they are plain serde types.

use std::collections::BTreeMap;

use qapi_wire::{Branches, Mode, decode, decode_value};
use serde::Deserialize;
use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess};
use serde_json::{Value, json};

use crate::closed::Closed;
use crate::storage::{Medium, Store, TapeStore, TapeStoreBranch, VolumeRef};

#[test]
fn of_serde() {
    let members = [("ignored", "x"), ("mode", "off")];
    let map: MapDeserializer<'_, _, Error> = MapDeserializer::new(members.into_iter());
    assert_eq!(
        TapeStore::deserialize(map).unwrap(),
        TapeStore {
            mode: TapeStoreBranch::Off
        }
    );
    let text: StrDeserializer<'_, Error> = "wax".into_deserializer();
    assert_eq!(
        Medium::deserialize(text).unwrap(),
        Medium::Unknown("wax".into())
    );
    let text: StrDeserializer<'_, Error> = "on".into_deserializer();
    assert_eq!(
        VolumeRef::deserialize(text).unwrap(),
        VolumeRef::Reference("on".into())
    );
}

/// Serde does not define the result of reading a map after its end. Two unions end here at once.
#[test]
fn a_map_is_not_asked_after_its_end() {
    struct Once(Vec<(&'static str, &'static str)>, bool);
    impl<'de> MapAccess<'de> for Once {
        type Error = Error;
        fn next_key_seed<K: DeserializeSeed<'de>>(
            &mut self,
            seed: K,
        ) -> Result<Option<K::Value>, Error> {
            assert!(!self.1, "asked after the end");
            self.1 = self.0.is_empty();
            self.0
                .first()
                .map(|(name, _)| seed.deserialize(name.into_deserializer()))
                .transpose()
        }
        fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
            seed.deserialize(self.0.remove(0).1.into_deserializer())
        }
    }
    let members = vec![("medium", "tape"), ("mode", "off"), ("name", "s")];
    let store = Store::deserialize(MapAccessDeserializer::new(Once(members, false))).unwrap();
    assert_eq!((store.name.as_str(), store.medium.tag()), ("s", "tape"));
}

#[test]
fn of_serde_json() {
    let value = json!({"name": "s", "medium": "disk", "heads": 1, "volumes": []});
    let text = value.to_string();
    let one: Store = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::from_value::<Store>(value).unwrap(), one);
    assert_eq!(
        serde_json::from_reader::<_, Store>(text.as_bytes()).unwrap(),
        one
    );
}

/// Types of other crates work with this crate's deserializer, too.
#[test]
fn types_of_others() {
    type Others = (
        Option<u8>,
        BTreeMap<String, Vec<i64>>,
        Result<String, bool>,
        char,
        f32,
        Option<()>,
    );
    let value = json!([3, {"a": [1], "b": []}, {"Ok": "x"}, "c", 1, null]);
    let text = value.to_string();
    let plain: Others = serde_json::from_str(&text).unwrap();
    assert_eq!(
        decode::<Others>(text.as_bytes(), Mode::Strict).unwrap(),
        plain
    );
    assert_eq!(
        decode_value::<Others>(&value, Mode::Lenient).unwrap(),
        plain
    );
    assert_eq!(
        decode::<Value>(text.as_bytes(), Mode::Strict).unwrap(),
        value
    );
    let keyed: BTreeMap<Closed2, u8> = decode(br#"{"on": 1}"#, Mode::Strict).unwrap();
    assert_eq!(keyed.len(), 1);
    let error = decode::<BTreeMap<String, u8>>(br#"{"a": 1, "a": 2}"#, Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "a: duplicate member");
    let error = decode::<Result<Vec<u8>, ()>>(br#"{"Ok": [1, "x"]}"#, Mode::Strict).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Ok[1]: expected an integer from 0 to 255, found \"x\""
    );
}

/// An enum as a key of a map.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Closed2(String);

impl<'de> Deserialize<'de> for Closed2 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Closed::deserialize(deserializer).map(|closed| Self(closed.to_string()))
    }
}
