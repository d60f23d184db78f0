//! Walks a chain of images and lists its files.

use qmp_programs::qmp::{
    BlockdevOptions, BlockdevOptionsBranch as Branch, BlockdevRef, BlockdevRefOrNull,
};

fn files(options: &BlockdevOptions, found: &mut Vec<String>) {
    let image = match &options.driver {
        Branch::File(file) | Branch::HostDevice(file) => return found.push(file.filename.clone()),
        Branch::Raw(raw) => &raw.file,
        Branch::Qcow2(qcow2) => {
            if let Some(BlockdevRefOrNull::Definition(backing)) = &qcow2.backing {
                files(backing, found);
            }
            &qcow2.file
        }
        other => return println!("cannot follow {}", other.kind()),
    };
    if let BlockdevRef::Definition(options) = image {
        files(options, found);
    }
}

fn main() -> Result<(), serde_json::Error> {
    let chain = r#"{"driver": "qcow2", "file": {"driver": "file", "filename": "top"},
        "backing": {"driver": "qcow2", "file": {"driver": "file", "filename": "base"},
            "backing": {"driver": "nbd", "server": {"type": "unix", "path": "/run/nbd"}}}}"#;
    let mut found = Vec::new();
    files(&serde_json::from_str(chain)?, &mut found);
    println!("{found:?}");
    Ok(())
}
