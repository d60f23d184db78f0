//! Types of a schema as members of configurations, read strictly in any format.

use serde::{Deserialize, Serialize};

use crate::storage::{Medium, Store, Volume};

#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
struct Configuration {
    #[serde(with = "qapi_wire::strict")]
    volumes: Vec<Volume>,
    #[serde(with = "qapi_wire::strict", skip_serializing_if = "Option::is_none")]
    medium: Option<Medium>,
    #[serde(with = "qapi_wire::strict", skip_serializing_if = "Option::is_none")]
    store: Option<Store>,
}

fn read(text: &str) -> Result<Configuration, String> {
    toml::from_str(text).map_err(|error| error.message().to_owned())
}

#[test]
fn a_configuration_is_read_and_written() {
    let text = "medium = \"ram-disk\"\n\n[[volumes]]\nid = \"a\"\ntype = \"disk\"\nno-flush = true\nsize = 512\n";
    let configuration = read(text).unwrap();
    assert_eq!(configuration.medium, Some(Medium::RamDisk));
    assert_eq!(configuration.volumes[0].size, 512);
    assert_eq!(configuration.store, None);
    let written = serde_json::to_string(&configuration).unwrap();
    let again: Configuration = serde_json::from_str(&written).unwrap();
    assert_eq!(again, configuration);
    assert_eq!(read("").unwrap(), Configuration::default());
}

#[test]
fn what_the_schema_does_not_know_is_refused_with_its_path() {
    let volume = "[[volumes]]\nid = \"a\"\ntype = \"disk\"\nsize = 1\n";
    for (text, error) in [
        (format!("{volume}sise = 1\n"), "[0].sise: unexpected member"),
        (
            format!("{volume}[volumes.parent]\nid = \"b\"\ntype = \"dsik\"\nsize = 1\n"),
            "[0].parent.type: unknown value \"dsik\", expected one of \"disk\", \"tape\", \"ram-disk\"",
        ),
        (
            "medium = \"dsik\"\n".to_owned(),
            "unknown value \"dsik\", expected one of \"disk\", \"tape\", \"ram-disk\"",
        ),
        (
            "[store]\nname = \"s\"\nmedium = \"drum\"\n".to_owned(),
            "medium: unknown value \"drum\", expected one of \"disk\", \"tape\", \"ram-disk\"",
        ),
        ("volumes = 1\n".to_owned(), "expected an array, found 1"),
    ] {
        assert_eq!(read(&text).unwrap_err(), error, "{text}");
    }
}
