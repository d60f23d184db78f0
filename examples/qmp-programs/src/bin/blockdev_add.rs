//! Adds a qcow2 image in a file, with a backing image in another file.

use qapi_wire::message::Request;
use qmp_programs::qmp::commands::BlockdevAdd;
use qmp_programs::qmp::*;

fn file(name: &str) -> BlockdevOptions {
    BlockdevOptions::file(BlockdevOptionsFile::new(name))
}

fn main() -> Result<(), serde_json::Error> {
    let base =
        BlockdevOptions::qcow2(BlockdevOptionsQcow2::new(file("base.qcow2"))).with_read_only(true);
    let top = BlockdevOptionsQcow2::new(file("top.qcow2"))
        .with_backing(base)
        .with_cache_size(1 << 20);
    let disk = BlockdevOptions::qcow2(top)
        .with_node_name("disk0")
        .with_cache(BlockdevCacheOptions::new().with_direct(true));
    println!(
        "{}",
        serde_json::to_string(&Request::new(&BlockdevAdd(disk)))?
    );
    Ok(())
}
