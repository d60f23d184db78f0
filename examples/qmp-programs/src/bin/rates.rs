//! Prints what block devices read between two replies of `query-blockstats`.

use std::collections::HashMap;

use qapi_wire::{DecodeError, Mode, decode};
use qmp_programs::qmp::BlockStats;

fn name(stats: &BlockStats) -> &str {
    stats
        .node_name
        .as_deref()
        .or(stats.device.as_deref())
        .unwrap_or("?")
}

fn rates(old: &[BlockStats], new: &[BlockStats], seconds: f64) {
    let old: HashMap<_, _> = old.iter().map(|it| (name(it), &it.stats)).collect();
    for now in new {
        if let Some(before) = old.get(name(now)) {
            let read = (now.stats.rd_bytes - before.rd_bytes) as f64 / seconds;
            println!(
                "{}: {read:.0} B/s, idle for {:?} ns",
                name(now),
                now.stats.idle_time_ns
            );
        }
    }
}

fn main() -> Result<(), DecodeError> {
    let reply = |bytes: u32| {
        let stats = format!(
            r#"[{{"node-name": "disk0", "stats": {{"rd_bytes": {bytes}, "wr_bytes": 0, "rd_operations": 1,
                "wr_operations": 0, "new_in_a_later_release": 1}}}}]"#
        );
        decode::<Vec<BlockStats>>(stats.as_bytes(), Mode::Lenient)
    };
    rates(&reply(0)?, &reply(4096)?, 0.5);
    Ok(())
}
