//! Reads a program's own configuration, in TOML, with generated types in it.

use qmp_programs::qmp::{BlockdevOnError, BlockdevOptions, MirrorSyncMode};
use serde::Deserialize;

#[derive(Deserialize, Debug)]
struct Configuration {
    #[serde(with = "qapi_wire::strict")]
    sync: MirrorSyncMode,
    #[serde(default)]
    on_error: Option<BlockdevOnError>,
    #[serde(with = "qapi_wire::strict")]
    disks: Vec<BlockdevOptions>,
}

const TEXT: &str = r#"
sync = "full"
[[disks]]
driver = "qcow2"
node-name = "a"
file = { driver = "file", filename = "a.qcow2" }
"#;

fn main() -> Result<(), toml::de::Error> {
    let configuration: Configuration = toml::from_str(TEXT)?;
    println!("{}, {:?}", configuration.sync, configuration.on_error);
    println!("{}", configuration.disks.len());
    for (from, to) in [("full", "fulll"), ("filename", "filname")] {
        if let Err(error) = toml::from_str::<Configuration>(&TEXT.replace(from, to)) {
            println!("{}", error.message());
        }
    }
    Ok(())
}
