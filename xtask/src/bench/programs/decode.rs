//! Decodes and encodes replies with generated types and with those of package qapi-qmp, in turns.
//!
//! Prints a line for each case, separated by tabs: name, goal of decoding, MB/s of decoding ours
//! and theirs, of encoding ours and theirs, and of decoding to `serde_json::Value`. With the
//! arguments `CASE ours|theirs decode|encode CALLS` it makes only those calls, for a profiler.

mod clock;
#[allow(warnings)]
mod ours;

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hint::black_box;

const STATS: &str = r#"{"rd_bytes":@7340032,"wr_bytes":18446744,"zone_append_bytes":0,"unmap_bytes":@,"rd_operations":@1,"wr_operations":9411,"zone_append_operations":0,"flush_operations":310,"unmap_operations":0,"rd_total_time_ns":@914387,"wr_total_time_ns":81234567,"zone_append_total_time_ns":0,"flush_total_time_ns":71234,"unmap_total_time_ns":0,"wr_highest_offset":@2147483,"rd_merged":0,"wr_merged":0,"zone_append_merged":0,"unmap_merged":0,"idle_time_ns":@81234,"failed_rd_operations":0,"failed_wr_operations":0,"failed_zone_append_operations":0,"failed_flush_operations":0,"failed_unmap_operations":0,"invalid_rd_operations":0,"invalid_wr_operations":0,"invalid_zone_append_operations":0,"invalid_flush_operations":0,"invalid_unmap_operations":0,"account_invalid":true,"account_failed":true,"timed_stats":[],"rd_latency_histogram":{"boundaries":[10,50,100],"bins":[2400,@,12,0]}}"#;
const IMAGE: &str = r#"{"filename":"/var/lib/images/disk-@.raw","format":"raw","dirty-flag":false,"actual-size":@4096,"virtual-size":10737418240,"cluster-size":65536,"encrypted":false,"backing-filename":"base-@.raw","full-backing-filename":"/var/lib/images/base-@.raw","backing-filename-format":"raw","snapshots":[{"id":"@","name":"before \"update\" @","vm-state-size":0,"date-sec":17000@,"date-nsec":1,"vm-clock-sec":0,"vm-clock-nsec":99}]}"#;
const NODE: &str = r#"{"file":"/var/lib/images/disk-@.qcow2","node-name":"node-@","ro":false,"drv":"qcow2","backing_file_depth":0,"encrypted":false,"detect_zeroes":"off","bps":0,"bps_rd":0,"bps_wr":0,"iops":0,"iops_rd":0,"iops_wr":0,"image":{"filename":"/var/lib/images/disk-@.qcow2","format":"qcow2","virtual-size":10737418240,"actual-size":@4096,"dirty-flag":false,"cluster-size":65536,"format-specific":{<"type":"qcow2"|"data":{"compat":"1.1","lazy-refcounts":false,"corrupt":false,"refcount-bits":16,"compression-type":"zlib","extended-l2":false}>}},"cache":{"writeback":true,"direct":false,"no-flush":false},"write_threshold":0}"#;
const SCHEMA: &str = r#"{<"meta-type":"object"|"name":"@0","members":[{"name":"device","type":"str"},{"name":"id","type":"str"},{"name":"speed","default":7,"type":"int","features":["deprecated"]}]>},{<"meta-type":"command"|"name":"block-job-@","arg-type":"@0","ret-type":"0","allow-oob":true>},{<"meta-type":"enum"|"name":"@1","members":[{"name":"on"},{"name":"off"},{"name":"auto"}],"values":["on","off","auto"]>},{<"meta-type":"array"|"name":"[@1]","element-type":"@1">}"#;
const OPTIONS: &str = r#"{<"driver":"qcow2"|"node-name":"disk-@","discard":"unmap","read-only":false,"detect-zeroes":"unmap","lazy-refcounts":true,"l2-cache-size":@048576,"cache-clean-interval":600,"file":{<"driver":"file"|"node-name":"file-@","filename":"/var/lib/images/disk-@.qcow2","aio":"native","locking":"auto">}>}"#;

/// Returns a large reply from a template: `@` becomes a number, and `<tag|rest>` is written in this
/// or the reverse order.
fn reply(template: &str, tag_last: bool) -> String {
    fn arrange(text: &str, tag_last: bool) -> (String, &str) {
        let (mut out, mut rest) = (String::new(), text);
        while let Some(at) = rest.find(['<', '>']) {
            out.push_str(&rest[..at]);
            let opens = rest.as_bytes()[at] == b'<';
            rest = &rest[at + 1..];
            if !opens {
                return (out, rest);
            }
            let (tag, behind) = rest.split_once('|').unwrap();
            let (members, behind) = arrange(behind, tag_last);
            rest = behind;
            out.push_str(&match tag_last {
                true => format!("{members},{tag}"),
                false => format!("{tag},{members}"),
            });
        }
        (out + rest, "")
    }
    let (item, _) = arrange(template, tag_last);
    let items: Vec<String> = (1..=400_000 / item.len())
        .map(|number| item.replace('@', &number.to_string()))
        .collect();
    format!("[{}]", items.join(","))
}

/// A case: its name, the goal of decoding, and the reply.
struct Case {
    name: &'static str,
    goal: &'static str,
    text: String,
}

impl Case {
    fn run<O: DeserializeOwned + Serialize, T: DeserializeOwned + Serialize>(&self) {
        let text = self.text.as_str();
        let ours: O = serde_json::from_str(text).unwrap();
        let theirs: T = serde_json::from_str(text).unwrap();
        let decode_ours = || drop(black_box(serde_json::from_str::<O>(black_box(text)).unwrap()));
        let decode_theirs = || drop(black_box(serde_json::from_str::<T>(black_box(text)).unwrap()));
        let encode_ours = || drop(black_box(serde_json::to_vec(black_box(&ours)).unwrap()));
        let encode_theirs = || drop(black_box(serde_json::to_vec(black_box(&theirs)).unwrap()));
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        if let [_, side, direction, calls] = &arguments[..] {
            let call: &dyn Fn() = match (side.as_str(), direction.as_str()) {
                ("ours", "decode") => &decode_ours,
                ("theirs", "decode") => &decode_theirs,
                ("ours", "encode") => &encode_ours,
                ("theirs", "encode") => &encode_theirs,
                _ => return,
            };
            (0..calls.parse().unwrap()).for_each(|_| call());
            return;
        }
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        // Both must have decoded the whole reply.
        assert!(serde_json::to_value(&ours).unwrap() == value, "{}", self.name);
        assert!(serde_json::to_value(&theirs).unwrap() == value, "{}", self.name);

        let mut speeds = [const { Vec::new() }; 5];
        for _ in 0..7 {
            let times = [
                clock::seconds(decode_ours),
                clock::seconds(decode_theirs),
                clock::seconds(encode_ours),
                clock::seconds(encode_theirs),
                clock::seconds(|| drop(black_box(serde_json::from_str::<serde_json::Value>(text)))),
            ];
            for (speeds, time) in speeds.iter_mut().zip(times) {
                speeds.push(text.len() as f64 / 1e6 / time);
            }
        }
        let speeds = speeds.map(|speeds| format!("{:.0}", clock::median(speeds)));
        println!("{}\t{}\t{}", self.name, self.goal, speeds.join("\t"));
    }
}

fn main() {
    let only = std::env::args().nth(1);
    let case = |name, goal, template, tag_last| {
        let wanted = only.as_deref().is_none_or(|only| only == name);
        wanted.then(|| Case { name, goal, text: reply(template, tag_last) })
    };
    if let Some(case) = case("block-stats", "1.0", STATS, false) {
        case.run::<Vec<ours::BlockDeviceStats>, Vec<qapi_qmp::BlockDeviceStats>>();
    }
    if let Some(case) = case("images", "1.0", IMAGE, false) {
        case.run::<Vec<ours::ImageInfo>, Vec<qapi_qmp::ImageInfo>>();
    }
    for (name, last) in [("nodes", false), ("nodes-tag-last", true)] {
        if let Some(case) = case(name, "1.0", NODE, last) {
            case.run::<Vec<ours::BlockDeviceInfo>, Vec<qapi_qmp::BlockDeviceInfo>>();
        }
    }
    for (name, last) in [("schema", false), ("schema-tag-last", true)] {
        if let Some(case) = case(name, "2.0", SCHEMA, last) {
            case.run::<Vec<ours::SchemaInfo>, Vec<qapi_qmp::SchemaInfo>>();
        }
    }
    for (name, last) in [("blockdev", false), ("blockdev-tag-last", true)] {
        if let Some(case) = case(name, "2.0", OPTIONS, last) {
            case.run::<Vec<ours::BlockdevOptions>, Vec<qapi_qmp::BlockdevOptions>>();
        }
    }
}
