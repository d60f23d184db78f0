//! A value that is decoded and encoded is unchanged: values of every shape, with members in any
//! order.

use qapi_wire::{Mode, decode, decode_value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::storage::{MediumOrSlot, Store, Volume, VolumeRef, Wide};

/// A xorshift generator, with the same values in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize].clone()
    }

    fn text(&mut self) -> Value {
        self.pick(&["", "a", "é\u{1F600}", "\"\\\n\u{0}", "medium", "null"])
            .into()
    }

    fn any(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => self.coin().into(),
            2 => self.pick(&[0, 1, u64::MAX]).into(),
            3 => self.pick(&[-1, i64::MIN]).into(),
            4 => self.text(),
            5 => (0..self.below(3)).map(|_| self.any(depth - 1)).collect(),
            _ => json!({"k": self.any(depth - 1), "medium": self.any(depth - 1)}),
        }
    }

    fn volume(&mut self, depth: u64) -> Value {
        let mut volume = Map::new();
        volume.insert("id".into(), self.text());
        volume.insert(
            "type".into(),
            self.pick(&["disk", "tape", "ram-disk"]).into(),
        );
        volume.insert("size".into(), self.pick(&[0, 1, u64::MAX]).into());
        for member in ["note", "no-flush", "tags", "key", "extra", "gap", "parent"] {
            if self.coin() {
                continue;
            }
            let value = match member {
                "note" => self.text(),
                "no-flush" => self.coin().into(),
                "tags" => (0..self.below(3)).map(|_| self.text()).collect(),
                "key" => self.pick(&["", "AA==", "AAA=", "AAAA"]).into(),
                "extra" => self.any(2),
                "gap" => Value::Null,
                _ if depth == 0 => continue,
                _ => self.volume(depth - 1),
            };
            volume.insert(member.into(), value);
        }
        volume.into()
    }

    fn store(&mut self, depth: u64) -> Value {
        let mut store = json!({"name": self.text()});
        if self.coin() {
            store["weight"] = self.pick(&[0.5, -1e300]).into();
        }
        match self.below(4) {
            0 => store["medium"] = "ram-disk".into(),
            1 => {
                store["medium"] = "disk".into();
                store["heads"] = self.below(65536).into();
                store["volumes"] = (0..self.below(3)).map(|_| self.volume(depth)).collect();
            }
            2 => {
                store["medium"] = "tape".into();
                store["mode"] = "off".into();
            }
            _ => {
                store["medium"] = "tape".into();
                store["mode"] = "on".into();
                store["metres"] = self.pick(&[i32::MIN, i32::MAX]).into();
                if depth > 0 {
                    store["inner"] = self.store(depth - 1);
                }
            }
        }
        store
    }

    /// Returns the text of a value, with the members of its objects in random order.
    fn shuffled(&mut self, value: &Value) -> String {
        match value {
            Value::Array(elements) => {
                let elements: Vec<String> = elements
                    .iter()
                    .map(|element| self.shuffled(element))
                    .collect();
                format!("[{}]", elements.join(" ,"))
            }
            Value::Object(members) => {
                let mut texts: Vec<String> = Vec::new();
                for (name, value) in members {
                    let text = format!("{}: {}", Value::from(name.as_str()), self.shuffled(value));
                    texts.insert(self.below(texts.len() as u64 + 1) as usize, text);
                }
                format!("{{{}}}", texts.join(", "))
            }
            scalar => scalar.to_string(),
        }
    }
}

fn survives<T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(
    random: &mut Random,
    value: &Value,
) {
    let text = random.shuffled(value);
    let plain: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(&serde_json::to_value(&plain).unwrap(), value, "{text}");
    for mode in [Mode::Lenient, Mode::Strict] {
        assert_eq!(decode::<T>(text.as_bytes(), mode).unwrap(), plain, "{text}");
        assert_eq!(decode_value::<T>(value, mode).unwrap(), plain, "{text}");
    }
}

#[test]
fn volumes_and_stores() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..2_000 {
        let value = random.volume(2);
        survives::<Volume>(&mut random, &value);
        let value = random.store(2);
        survives::<Store>(&mut random, &value);
        let value = match random.below(3) {
            0 => random.volume(1),
            1 => random.text(),
            _ => Value::Null,
        };
        survives::<VolumeRef>(&mut random, &value);
        let value = match random.below(2) {
            0 => "tape".into(),
            _ => random.below(256).into(),
        };
        survives::<MediumOrSlot>(&mut random, &value);
    }
}

#[test]
fn wide_objects() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..200 {
        let mut value = json!({"first": random.pick(&[i64::MIN, 0, i64::MAX])});
        for member in 1..=69 {
            if random.coin() {
                value[format!("w{member}")] = random.below(256).into();
            }
        }
        survives::<Wide>(&mut random, &value);
    }
}
