//! Replaces texts of QEMU, and values that differ between hosts and runs, by placeholders of the
//! same JSON type.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

/// The members with texts for people.
const TEXTS: [&str; 4] = ["desc", "description", "help", "human-readable-text"];
/// The number of words above which a text is a sentence.
const WORDS: usize = 3;
const TEXT: &str = "text";

/// The members with points in time, durations, and amounts that depend on the host.
const MEASURES: [&str; 21] = [
    "actual-size",
    "date-nsec",
    "date-sec",
    "downtime",
    "downtime-bytes",
    "mbps",
    "microseconds",
    "pages-per-second",
    "precopy-bytes",
    "seconds",
    "setup-time",
    "tm_hour",
    "tm_mday",
    "tm_min",
    "tm_mon",
    "tm_sec",
    "tm_year",
    "total-time",
    "transferred",
    "vm-clock-nsec",
    "vm-clock-sec",
];
/// The member with the thread id of the host.
const THREAD: &str = "thread-id";
const FIRST_THREAD: usize = 1000;

/// A JSON value whose objects keep the order of their members.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Json {
    Object(IndexMap<String, Json>),
    List(Vec<Json>),
    Text(String),
    Other(Value),
}

/// The placeholders of one session.
#[derive(Debug)]
pub(super) struct Placeholders {
    /// The folder in which the machine runs.
    folder: String,
    threads: BTreeMap<String, usize>,
}

impl Placeholders {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_string_lossy().into_owned(),
            threads: BTreeMap::new(),
        }
    }

    /// Returns a message with placeholders. Members keep their order.
    pub(super) fn message(&mut self, line: &str) -> io::Result<String> {
        let mut message: Json = serde_json::from_str(line)?;
        self.replace("", &mut message);
        Ok(serde_json::to_string(&message)?)
    }

    fn replace(&mut self, member: &str, value: &mut Json) {
        match value {
            Json::Object(members) => {
                for (member, value) in members {
                    self.replace(member, value);
                }
            }
            Json::List(values) => {
                for value in values {
                    self.replace(member, value);
                }
            }
            Json::Text(text) => {
                let words = text.split_whitespace().count();
                let sentence = (words > WORDS || text.contains(": ")) && !text.contains('{');
                if sentence || TEXTS.contains(&member) {
                    TEXT.clone_into(text);
                }
                *text = text.replace(&self.folder, "/folder");
                if text.starts_with("pty:") {
                    "pty:/dev/pts/0".clone_into(text);
                }
            }
            Json::Other(Value::Number(number)) if member == THREAD => {
                let next = FIRST_THREAD + self.threads.len();
                let thread = self.threads.entry(number.to_string()).or_insert(next);
                *number = (*thread).into();
            }
            Json::Other(Value::Number(number)) if MEASURES.contains(&member) => {
                *number = Number::from_f64(0.5)
                    .filter(|_| number.is_f64())
                    .unwrap_or(0.into());
            }
            Json::Other(_) => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails stops")]
mod tests {
    use super::*;

    fn anonymous(messages: &[&str]) -> Vec<String> {
        let mut placeholders = Placeholders::new(Path::new("/tmp/.tmpX"));
        let replaced = messages.iter().map(|line| placeholders.message(line));
        replaced.collect::<io::Result<_>>().unwrap()
    }

    #[test]
    fn members_stay_in_their_order_and_facts_as_they_are() {
        let message = r#"{"return":{"z":[1,2.5,-3,null],"a":{"name":"QEMU HID Tablet"}},"id":"b"}"#;
        assert_eq!(anonymous(&[message]), [message]);
    }

    #[test]
    fn a_thread_has_the_same_placeholder_wherever_it_is_named() {
        let messages = [
            r#"{"return":[{"thread-id":4711},{"thread-id":12}]}"#,
            r#"{"return":[{"thread-id":12}]}"#,
        ];
        let wanted = [
            r#"{"return":[{"thread-id":1000},{"thread-id":1001}]}"#,
            r#"{"return":[{"thread-id":1001}]}"#,
        ];
        assert_eq!(anonymous(&messages), wanted);
    }

    #[test]
    fn times_keep_their_type() {
        let message = r#"{"timestamp":{"seconds":1700000000,"microseconds":12},"mbps":3.25}"#;
        let wanted = r#"{"timestamp":{"seconds":0,"microseconds":0},"mbps":0.5}"#;
        assert_eq!(anonymous(&[message]), [wanted]);
    }

    #[test]
    fn paths_of_this_host_are_replaced() {
        let message = r#"{"filename":"/tmp/.tmpX/disk.raw","chardev":"pty:/dev/pts/17"}"#;
        let wanted = r#"{"filename":"/folder/disk.raw","chardev":"pty:/dev/pts/0"}"#;
        assert_eq!(anonymous(&[message]), [wanted]);
    }

    #[test]
    fn what_is_written_for_people_is_replaced() {
        let message = r#"{"desc":"no","features":["A_B: has B"],"reason":"one two three four"}"#;
        let wanted = r#"{"desc":"text","features":["text"],"reason":"text"}"#;
        assert_eq!(anonymous(&[message]), [wanted]);
    }

    #[test]
    fn a_file_name_in_json_is_no_sentence() {
        let message = r#"{"filename":"json:{\"driver\": \"raw\", \"size\": 1}"}"#;
        assert_eq!(anonymous(&[message]), [message]);
    }
}
