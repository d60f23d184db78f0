//! Seconds of CPU that this thread took: on a shared machine steadier than the time on the wall.

use std::sync::OnceLock;
use std::time::Instant;

/// Seconds since some moment. Where the system does not tell CPU time, it is wall time.
pub fn now() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = stat.split(' ').next().and_then(|time| time.parse().ok());
    match nanoseconds {
        Some(time) => time / 1e9,
        None => {
            static START: OnceLock<Instant> = OnceLock::new();
            START.get_or_init(Instant::now).elapsed().as_secs_f64()
        }
    }
}

/// Seconds that one call takes, from as many as make the clock's steps, of 4 ms, small.
pub fn seconds(mut call: impl FnMut()) -> f64 {
    let start = now();
    let mut calls = 0_u32;
    loop {
        call();
        calls += 1;
        let took = now() - start;
        if took > 0.15 {
            return took / f64::from(calls);
        }
    }
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
